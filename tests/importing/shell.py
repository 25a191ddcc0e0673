"""The commands as the shell starts them, on a store in a folder of the test's own."""

import argparse
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from bot.config import Settings
from commands import exporting, importing
from domain.event import Filed
from domain.person import Listed
from domain.report import Report
from storage.database import Database
from storage.events import Events
from storage.people import People
from storage.reports import Reports

Run = Callable[[argparse.Namespace, Settings], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Shell:
    """Runs `zvestka import …` and `zvestka export …`, and looks into the store behind them."""

    folder: Path

    @property
    def settings(self) -> Settings:
        return Settings(self.folder, self.folder / "key", f"sqlite:///{self.folder}/zvestka.db")

    async def zvestka(self, *words: object) -> int:
        parser = argparse.ArgumentParser()
        commands = parser.add_subparsers()
        modules: Sequence[ModuleType] = (importing, exporting)
        for module in modules:
            module.register(commands)
        args = parser.parse_args([str(word) for word in words])
        run: Run = args.run
        return await run(args, self.settings)

    async def people(self) -> dict[str, Listed]:
        database = await Database.open(self.settings.database_url)
        try:
            return {listed.person.id: listed async for listed in People(database).everyone()}
        finally:
            await database.close()

    async def events(self) -> dict[str, Filed]:
        database = await Database.open(self.settings.database_url)
        try:
            return {filed.event.id: filed async for filed in Events(database).everything()}
        finally:
            await database.close()

    async def reports(self) -> Sequence[Report]:
        database = await Database.open(self.settings.database_url)
        try:
            return [each.report for each in await Reports(database).waiting(500)]
        finally:
            await database.close()
