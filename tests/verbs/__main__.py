"""`python -m tests.verbs`: the four tests of every verb, and the list of the verbs that lack one. `--keep-letters` writes their letters."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    if "--keep-letters" in sys.argv:
        sys.argv.remove("--keep-letters")
        os.environ["ARASHA_TEST_KEEP_LETTERS"] = "1"
    sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", str(Path(__file__).parent), *sys.argv[1:]]))
