"""`arasha bench`: fill an office with synthetic complaints and measure it, beside the bare store. Production's limits only."""

from arasha.cli.bench.command import main

__all__ = ["main"]
