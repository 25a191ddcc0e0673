"""The list of sources in force: the packaged one, as the operator's file changes it."""

import tomllib
from importlib.resources import files
from pathlib import Path

from bot.config import ConfigError
from sources.catalogue import Catalogue, CatalogueError, merged_tables, read_catalogue


def load_catalogue(path: Path | None) -> Catalogue:
    """Return the sources to read; raise ConfigError where ZVESTKA_SOURCES cannot be read or used."""
    packaged = tomllib.loads(files("sources").joinpath("sources.toml").read_text("utf-8"))
    try:
        own = tomllib.loads(path.read_text("utf-8-sig")) if path else {}
        return read_catalogue(merged_tables(packaged, own))
    except OSError as error:
        raise ConfigError(f"ZVESTKA_SOURCES: cannot read {path}: {error.strerror}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"ZVESTKA_SOURCES: {path} is not TOML in UTF-8: {error}") from None
    except CatalogueError as error:
        raise ConfigError(f"ZVESTKA_SOURCES: {error}") from None
