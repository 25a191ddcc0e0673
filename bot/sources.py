"""The list of sources in force, and what reads them: the packaged list, as the operator's file changes it."""

import logging
import tomllib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from bot.config import NO_SOURCES, PACKAGED_SOURCES, ConfigError, Settings
from bot.lexicons import load_name_lexicon, load_reading_lexicon
from domain.names import NameIndex
from domain.ports import Clock
from sources.addresses import public_web, this_machine
from sources.catalogue import Catalogue, CatalogueError, merged_tables, read_catalogue
from sources.http import PATIENCE, CarefulClient, Patience, user_agent
from sources.markup_reader import MarkupReader
from storage.store import Store
from workers.gathering import Gatherer
from workers.harvest import Harvester
from workers.intake import IntakeWorker
from workers.register_intake import RegisterIntake
from workers.telling import Teller

log = logging.getLogger("zvestka.sources")


def sources_in_force(settings: Settings) -> Catalogue:
    """Return the sources that are read. Without a contact to give nobody's site is asked; only a rehearsal goes on."""
    catalogue = load_catalogue(settings.sources)
    if settings.contact or catalogue.is_rehearsal or not catalogue.rows:
        return catalogue
    if settings.sources != PACKAGED_SOURCES:
        raise ConfigError("ZVESTKA_CONTACT: set an address at which the owners of the sources can reach you")
    return Catalogue(())


def load_catalogue(choice: str) -> Catalogue:
    """Return the sources of a choice: none, the packaged ones, or a file's; raise ConfigError for a bad file."""
    if choice == NO_SOURCES:
        return Catalogue(())
    packaged = tomllib.loads(files("sources").joinpath("sources.toml").read_text("utf-8"))
    own = {} if choice == PACKAGED_SOURCES else _read(Path(choice).expanduser())
    try:
        return read_catalogue(merged_tables(packaged, own))
    except CatalogueError as error:
        raise ConfigError(f"ZVESTKA_SOURCES: {error}") from None


def _read(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"ZVESTKA_SOURCES: cannot read {path}: {error.strerror}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"ZVESTKA_SOURCES: {path} is not TOML in UTF-8: {error}") from None


@asynccontextmanager
async def open_intake(
    settings: Settings, store: Store, names: NameIndex, clock: Clock, patience: Patience = PATIENCE
) -> AsyncIterator[IntakeWorker]:
    """Give the worker that reads the sources in force; raise ConfigError where they, or the contact, cannot be used."""
    catalogue = sources_in_force(settings)
    if not catalogue.rows and settings.sources != NO_SOURCES:
        log.warning("no source is read: ZVESTKA_CONTACT is not set (an address at which their owners can reach you)")
    reach = (this_machine if catalogue.is_rehearsal else public_web)(catalogue.hosts)
    try:
        agent = user_agent(version("zvestka"), settings.contact)
    except ValueError as error:
        raise ConfigError(f"ZVESTKA_CONTACT: {error}") from None
    manners = replace(patience, pause=0) if catalogue.is_rehearsal else patience
    async with CarefulClient(reach, agent, clock, manners) as client:
        yield _worker(catalogue, client, store, names, clock)


def _worker(catalogue: Catalogue, client: CarefulClient, store: Store, names: NameIndex, clock: Clock) -> IntakeWorker:
    reader = MarkupReader()
    harvester = Harvester(client, reader)
    teller = Teller(store.people, names, load_reading_lexicon())
    gatherer = Gatherer(store, harvester, teller, clock)
    register = RegisterIntake(store.database, harvester, reader, load_name_lexicon(), clock)
    return IntakeWorker(catalogue.rows, store.sources, harvester, gatherer, register, clock)
