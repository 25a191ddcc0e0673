"""The command line, one file a command; shell help and errors are English and stand here."""

import argparse
from typing import TypeAlias

# argparse has no public name for what add_subparsers() returns.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001
