"""Settings: the only reader of the environment and of the file that ZVESTKA_CONFIG names (PRODUCT.md)."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from domain.approval import LEAST_APPROVALS

TELEGRAM = "https://api.telegram.org"
PACKAGED_SOURCES = "packaged"
NO_SOURCES = "off"
_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{20,100}\Z", re.ASCII)
_PLACE = re.compile(r"\(at line \d+, column \d+\)")
_NAMES = frozenset(
    "BOT_TOKEN DATABASE_URL DATA_DIR KEY_FILE EDITORS APPROVALS SHELL_APPROVAL TELEGRAM_API SEND_RATE CONTACT"
    " WEBHOOK_URL SOURCES".split()
)
_LONGEST_ID = 16
_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"", "0", "false", "no", "off"})


class ConfigError(ValueError):
    """A setting cannot be used; the message names it and says what to write instead."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the operator may choose. ``send_rate`` is in messages a second; secrets are left out of ``repr``.

    ``sources`` is a file, or one of the two words above; who makes Settings by hand reads no source unless asked to.
    """

    data_dir: Path
    key_file: Path
    database_url: str = field(repr=False)
    bot_token: str = field(default="", repr=False)
    editors: tuple[int, ...] = field(default=(), repr=False)
    approvals: int = LEAST_APPROVALS
    shell_approval: bool = False
    telegram_api: str = TELEGRAM
    send_rate: float = 25.0
    contact: str = ""
    webhook_url: str = field(default="", repr=False)
    sources: str = NO_SOURCES


def settings_in_force() -> Settings:
    """Return the settings of this process; raise ConfigError."""
    return read_settings(os.environ, Path.home())


def read_settings(environment: Mapping[str, str], home: Path) -> Settings:
    """Return the settings in force, the environment before the file; raise ConfigError naming the setting at fault."""
    chosen = _chosen(environment)
    data_dir = _path(chosen, "DATA_DIR", home / ".local/share/zvestka")
    return Settings(
        data_dir=data_dir,
        key_file=_path(chosen, "KEY_FILE", home / ".config/zvestka/key"),
        database_url=chosen.get("DATABASE_URL") or f"sqlite:///{data_dir / 'zvestka.db'}",
        bot_token=_token(chosen.get("BOT_TOKEN", "")),
        editors=_editors(chosen.get("EDITORS", "")),
        approvals=_approvals(chosen.get("APPROVALS", "")),
        shell_approval=_shell_approval(chosen.get("SHELL_APPROVAL", "")),
        telegram_api=_address(chosen.get("TELEGRAM_API") or TELEGRAM),
        send_rate=_rate(chosen.get("SEND_RATE", "")),
        contact=chosen.get("CONTACT", ""),
        webhook_url=chosen.get("WEBHOOK_URL", ""),
        sources=chosen.get("SOURCES") or PACKAGED_SOURCES,
    )


def _chosen(environment: Mapping[str, str]) -> dict[str, str]:
    named = {
        name.removeprefix("ZVESTKA_"): value.strip()
        for name, value in environment.items()
        if name.startswith("ZVESTKA_")
    }
    file = named.pop("CONFIG", "")
    from_file = _read_file(Path(file).expanduser()) if file else {}
    for name in (*named, *from_file):
        if name not in _NAMES:
            known = ", ".join(f"ZVESTKA_{each}" for each in sorted(_NAMES | {"CONFIG"}))
            raise ConfigError(f"ZVESTKA_{name} is not a setting. Known: {known}")
    return from_file | named


def _read_file(path: Path) -> dict[str, str]:
    try:
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"ZVESTKA_CONFIG: cannot read {path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"ZVESTKA_CONFIG: {path} is not text in UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))  # the rest may quote a secret
        raise ConfigError(f"ZVESTKA_CONFIG: {path} is not TOML {place[0] if place else ''}".rstrip()) from None
    return {_name(key): _plain(_name(key), value) for key, value in table.items()}


def _name(key: str) -> str:
    return key.upper().removeprefix("ZVESTKA_")


def _plain(name: str, value: object) -> str:
    """Return a value of the file as the environment would hold it; a list is for the editors only."""
    if name == "EDITORS" and isinstance(value, list) and all(type(each) in {int, str} for each in value):
        return ",".join(map(str, value))
    if not isinstance(value, str | int | float):
        raise ConfigError(
            f"ZVESTKA_{name}: the file gives a {type(value).__name__}; write text, a number or true/false"
        )
    return str(value).strip()


def _path(chosen: Mapping[str, str], name: str, default: Path) -> Path:
    return Path(chosen[name]).expanduser() if chosen.get(name) else default


def _token(text: str) -> str:
    if text and not _TOKEN.match(text):
        raise ConfigError("ZVESTKA_BOT_TOKEN does not look like a token of @BotFather (digits, a colon, 35 characters)")
    return text


def _editors(text: str) -> tuple[int, ...]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(_is_number(part) and int(part) > 0 for part in parts):
        raise ConfigError("ZVESTKA_EDITORS takes Telegram user ids, numbers separated by commas")
    return tuple(dict.fromkeys(map(int, parts)))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID


def _approvals(text: str) -> int:
    if not text:
        return LEAST_APPROVALS
    if not _is_number(text) or int(text) < LEAST_APPROVALS:
        raise ConfigError(f"ZVESTKA_APPROVALS takes a whole number, {LEAST_APPROVALS} or more")
    return int(text)


def _shell_approval(text: str) -> bool:
    if text.lower() not in _YES | _NO:
        raise ConfigError("ZVESTKA_SHELL_APPROVAL takes 1 or 0")
    return text.lower() in _YES


def _address(text: str) -> str:
    if not _is_address(text):
        raise ConfigError(
            "ZVESTKA_TELEGRAM_API takes an address like https://api.telegram.org, without /bot and the token"
        )
    return text.rstrip("/")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        known = parts.scheme in {"https", "http"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return known and not (parts.query or parts.fragment or parts.username or ":" in parts.path or " " in text)


def _rate(text: str) -> float:
    try:
        rate = float(text or 25)
    except ValueError:
        rate = 0
    if not 0 < rate <= 1_000:
        raise ConfigError("ZVESTKA_SEND_RATE takes messages a second, over 0 and up to 1000")
    return rate
