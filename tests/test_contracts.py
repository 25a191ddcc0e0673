"""Each import contract of pyproject.toml is seen to fail on its planted fault, and to pass without one."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import OURSELVES, ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
ROOMS: tuple[str, ...] = tuple(SETTINGS["root_packages"])
CONTRACTS = {one["id"]: one for one in SETTINGS["contracts"]}
WITHOUT_CODE = frozenset({"data", "locales"})

HIDDEN_IN_A_FUNCTION = "def f():\n    import {0}"
HIDDEN_FROM_THE_INTERPRETER = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import {0}"
STATEMENTS = ("import {0}", HIDDEN_IN_A_FUNCTION, HIDDEN_FROM_THE_INTERPRETER)
FLOORS = (("commands",), ("bot",), ("handlers", "workers"), ("texts", "sources", "storage"), ("domain",))
DRIVERS = ("aiosqlite", "asyncpg", "sqlalchemy", "alembic", "sqlite3")
DRAWING = ("matplotlib", "numpy", "PIL")
IMPURE = ("os", "socket", "asyncio", "sqlite3", "logging", "time", "pathlib", "random", "secrets", "subprocess", "io")


def _upwards_and_sideways() -> list[tuple[str, str]]:
    """Pair each room with every room of its own floor and of the floors above."""
    floors = [[(low, high) for low in floor for high in sum(FLOORS[: at + 1], ())] for at, floor in enumerate(FLOORS)]
    return [(low, high) for pairs in floors for low, high in pairs if low != high]


def _strangers(module: str, *welcome: str) -> list[tuple[str, str]]:
    return [(room, module) for room in ROOMS if room not in welcome]


FAULTS: dict[str, list[tuple[str, str]]] = {
    "floors": _upwards_and_sideways(),
    "main": _strangers("main"),
    "playground-apart": [("playground", room) for room in ROOMS if room != "playground"],
    "playground-door": _strangers("playground", "playground", "commands"),
    "telegram": _strangers("telegram", "bot", "handlers"),
    "httpx": _strangers("httpx", "bot", "sources"),
    "aiohttp": _strangers("aiohttp", "bot", "playground"),
    "httptools": _strangers("httptools", "bot", "playground"),
    "drawing": [pair for module in DRAWING for pair in _strangers(module, "bot")],
    "database": [pair for driver in DRIVERS for pair in _strangers(driver, "storage")],
    "pure-domain": [("domain", module) for module in IMPURE],
    "circles": [("bot", "bot.second")],
}


def _lay(folder: Path, statement: str, faults: list[tuple[str, str]]) -> None:
    """Lay empty rooms with the real contracts, and in each room one file with its faulty imports."""
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")
    for room in ROOMS:
        (folder / room).mkdir()
        (folder / room / "__init__.py").touch()
        wrong = [statement.format(module) for importer, module in faults if importer == room]
        (folder / room / "planted.py").write_text("\n".join(wrong) + "\n", "utf-8")
    (folder / "bot" / "second.py").write_text("import bot.planted\n", "utf-8")


def _lint(folder: Path) -> str:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True, no_cache=True))"
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert not done.stderr
    return done.stdout


def _complaints(report: str, contract: str) -> str:
    """Return what the report says of one broken contract: the section under its underlined name."""
    _, _, found = report.partition("Broken contracts")
    name = re.escape(CONTRACTS[contract]["name"])
    section = re.search(rf"^{name}\n-+\n(.*?)(?=^[^\n]+\n-{{5,}}\n|\Z)", found, re.DOTALL | re.MULTILINE)
    return section.group(1) if section else ""


@pytest.fixture(scope="module", params=STATEMENTS, ids=["plain", "function", "typing"])
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return what import-linter says of a house with every fault at once, each written as the statement says."""
    folder = tmp_path_factory.mktemp("rooms")
    _lay(folder, request.param, [fault for faults in FAULTS.values() for fault in faults])
    return _lint(folder)


@pytest.mark.parametrize("contract", FAULTS)
def test_a_planted_import_breaks_its_contract(contract: str, report: str) -> None:
    complaints = _complaints(report, contract)
    assert complaints, report
    assert not [fault for fault in FAULTS[contract] if not _is_named(complaints, *fault)], complaints


def _is_named(complaints: str, room: str, module: str) -> bool:
    circle = r"\.(?:planted|second) -> \.(?:planted|second)"
    return bool(re.search(circle if "." in module else rf"\b{room}\.planted -> {module}\b", complaints))


def test_rooms_that_import_nothing_keep_every_contract(tmp_path: Path) -> None:
    _lay(tmp_path, "", [])
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in _lint(tmp_path)


def test_every_contract_has_its_fault_and_every_room_is_held_to_them() -> None:
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - OURSELVES - WITHOUT_CODE
    assert set(FAULTS) == set(CONTRACTS)
    assert rooms == set(ROOMS)
    assert not [path for room in WITHOUT_CODE for path in (ROOT / room).rglob("*.py") if path.name != "__init__.py"]
