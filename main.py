"""Zvestka's command line: reads the arguments and the settings, hands over to one file of commands/."""

import argparse
import asyncio
import sys
from collections.abc import Sequence

from bot.config import ConfigError, settings_in_force
from bot.logs import configure_logging
from commands import check, exporting, find, importing, playground, publish, read, retract, run, sources
from storage.errors import SettingError, StorageError

COMMANDS = (run, playground, importing, exporting, find, read, publish, retract, sources, check)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    parser = argparse.ArgumentParser(
        prog="zvestka", description="True news about named political prisoners in Belarus, to those who asked for it."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.register(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code: 0 done, 1 not done, 2 a setting or argument is wrong."""
    asked = build_parser().parse_args(arguments)
    configure_logging()
    try:
        code: int = asyncio.run(asked.run(asked, settings_in_force()))
    except (ConfigError, SettingError) as error:
        print(f"zvestka: {error}", file=sys.stderr)
        return 2
    except StorageError as error:
        print(f"zvestka: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return code


if __name__ == "__main__":
    sys.exit(main())
