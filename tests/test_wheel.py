"""What is installed is every room and nothing else."""

import tomllib

from tests.house.tree import OURSELVES, ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_every_room_is_packed() -> None:
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - OURSELVES
    assert set(PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]) == rooms | {"main.py"}


def test_the_console_script_is_main() -> None:
    assert PROJECT["project"]["scripts"] == {"zvestka": "main:main"}
