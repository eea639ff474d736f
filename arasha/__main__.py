"""`python -m arasha` is the `arasha` command."""

import sys

from arasha.cli.main import main

sys.exit(main())
