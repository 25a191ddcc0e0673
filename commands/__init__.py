"""The command line, one file a command; shell help and errors are English and stand here."""

import argparse

# argparse has no public name for what add_subparsers() returns.
Commands = argparse._SubParsersAction  # noqa: SLF001
