"""Every setting: what it takes, and what its error tells the operator to do."""

from pathlib import Path

import pytest

from bot.config import ConfigError, Settings, read_settings

HOME = Path("/home/somebody")
TOKEN = f"7012345678:{'AbC_-' * 7}"  # made up, of a token's shape


def read(**environment: str) -> Settings:
    return read_settings({f"ZVESTKA_{name}": value for name, value in environment.items()}, HOME)


def from_file(folder: Path, text: str, **environment: str) -> Settings:
    (folder / "zvestka.toml").write_text(text, "utf-8")
    return read(CONFIG=str(folder / "zvestka.toml"), **environment)


def test_what_holds_when_nothing_is_set() -> None:
    settings = read_settings({"PATH": "/bin", "ZVESTKAX": "1"}, HOME)
    assert settings.data_dir == HOME / ".local/share/zvestka"
    assert settings.key_file == HOME / ".config/zvestka/key"
    assert settings.database_url == "sqlite:////home/somebody/.local/share/zvestka/zvestka.db"
    assert (settings.bot_token, settings.editors, settings.approvals) == ("", (), 2)
    assert (settings.shell_approval, settings.send_rate, settings.contact) == (False, 25, "")
    assert settings.telegram_api == "https://api.telegram.org"
    assert settings.webhook_url == ""


def test_every_setting() -> None:
    settings = read(
        BOT_TOKEN=TOKEN,
        DATABASE_URL="postgresql://zvestka@db/zvestka",
        DATA_DIR="/srv/zvestka",
        KEY_FILE="/run/credentials/key",
        EDITORS="11, 12,11",
        APPROVALS="3",
        SHELL_APPROVAL="1",
        TELEGRAM_API="http://127.0.0.1:8081/",
        SEND_RATE="2.5",
        CONTACT="somebody@example.org",
        SOURCES="/etc/zvestka/sources.toml",
        WEBHOOK_URL="https://example.org/hook",
    )
    assert settings == Settings(
        data_dir=Path("/srv/zvestka"),
        key_file=Path("/run/credentials/key"),
        database_url="postgresql://zvestka@db/zvestka",
        bot_token=TOKEN,
        editors=(11, 12),
        approvals=3,
        shell_approval=True,
        telegram_api="http://127.0.0.1:8081",
        send_rate=2.5,
        contact="somebody@example.org",
        webhook_url="https://example.org/hook",
        sources="/etc/zvestka/sources.toml",
    )


def test_empty_is_as_good_as_unset() -> None:
    names = "BOT_TOKEN DATABASE_URL DATA_DIR KEY_FILE EDITORS APPROVALS SHELL_APPROVAL TELEGRAM_API SEND_RATE CONTACT"
    empty = read(**dict.fromkeys([*names.split(), "WEBHOOK_URL", "SOURCES", "CONFIG"], " "))
    assert empty == read_settings({}, HOME)


def test_the_database_lies_in_the_data_folder() -> None:
    assert read(DATA_DIR="/srv/z").database_url == "sqlite:////srv/z/zvestka.db"


def test_secrets_are_not_shown() -> None:
    settings = read(BOT_TOKEN=TOKEN, DATABASE_URL="postgresql://z:hunter2@db/z", EDITORS="5812000001")
    assert not [secret for secret in (TOKEN, "AAF", "hunter2", "5812000001") if secret in repr(settings)]


WRONG = (
    ("BOT_TOKEN", "my token", "@BotFather"),
    ("BOT_TOKEN", f"{TOKEN} x", "@BotFather"),
    ("EDITORS", "@anna", "numbers separated by commas"),
    ("EDITORS", "1;2", "numbers separated by commas"),
    ("EDITORS", "0", "numbers separated by commas"),
    ("EDITORS", "-5", "numbers separated by commas"),
    ("EDITORS", "²", "numbers separated by commas"),
    ("EDITORS", "9" * 5_000, "numbers separated by commas"),
    ("APPROVALS", "1", "2 or more"),
    ("APPROVALS", "two", "2 or more"),
    ("APPROVALS", "2.0", "2 or more"),
    ("APPROVALS", "²", "2 or more"),
    ("SHELL_APPROVAL", "maybe", "1 or 0"),
    ("TELEGRAM_API", "api.telegram.org", "https://api.telegram.org"),
    ("TELEGRAM_API", "ftp://api.telegram.org", "https://api.telegram.org"),
    ("TELEGRAM_API", "https://", "https://api.telegram.org"),
    ("TELEGRAM_API", "http://127.0.0.1:99999", "https://api.telegram.org"),
    ("TELEGRAM_API", "http://[::1", "https://api.telegram.org"),
    ("TELEGRAM_API", f"https://api.telegram.org/bot{TOKEN}", "without /bot and the token"),
    ("TELEGRAM_API", "https://somebody@api.telegram.org", "https://api.telegram.org"),
    ("SEND_RATE", "0", "messages a second"),
    ("SEND_RATE", "-1", "messages a second"),
    ("SEND_RATE", "nan", "messages a second"),
    ("SEND_RATE", "inf", "messages a second"),
    ("SEND_RATE", "fast", "messages a second"),
    ("SENDRATE", "25", "ZVESTKA_SEND_RATE"),
    ("WEBHOOK", "1", "ZVESTKA_WEBHOOK_URL"),
    ("CONFIG", "/nowhere/zvestka.toml", "No such file"),
    ("CONFIG", "/", "cannot read"),
)


@pytest.mark.parametrize(("name", "value", "advice"), WRONG)
def test_an_error_names_the_setting_and_says_what_to_write(name: str, value: str, advice: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read(**{name: value})
    assert f"ZVESTKA_{name}" in str(refused.value)
    assert advice in str(refused.value)
    assert "AAF" not in str(refused.value)


def test_the_address_on_this_machine() -> None:
    for address in ("http://127.0.0.1:8081", "http://localhost:8081", "http://[::1]:8081", "https://example.org/api"):
        assert read(TELEGRAM_API=address).telegram_api == address


@pytest.mark.parametrize(
    ("text", "allowed"), [("1", True), ("yes", True), ("TRUE", True), ("0", False), ("off", False)]
)
def test_shell_approval(text: str, *, allowed: bool) -> None:
    assert read(SHELL_APPROVAL=text).shell_approval is allowed


def test_a_file_with_the_same_names(tmp_path: Path) -> None:
    text = f"""
        ZVESTKA_BOT_TOKEN = "{TOKEN}"
        editors = [11, "12"]
        APPROVALS = 3
        shell_approval = true
        send_rate = 2.5
        data_dir = "~/zvestka"
    """
    settings = from_file(tmp_path, "\ufeff" + text)
    assert (settings.bot_token, settings.editors, settings.approvals) == (TOKEN, (11, 12), 3)
    assert (settings.shell_approval, settings.send_rate) == (True, 2.5)
    assert settings.data_dir == Path("~/zvestka").expanduser()


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    settings = from_file(tmp_path, "send_rate = 3\ncontact = 'file'", SEND_RATE="4")
    assert (settings.send_rate, settings.contact) == (4, "file")


WRONG_FILES = (
    ("bot_token = 5", "@BotFather"),
    ("editors = [[1]]", "ZVESTKA_EDITORS"),
    ("editors = [1.5]", "ZVESTKA_EDITORS"),
    ("editors = [true]", "ZVESTKA_EDITORS"),
    ("data_dir = {path = '/srv'}", "ZVESTKA_DATA_DIR"),
    ("[data_dir]\npath = '/srv'", "ZVESTKA_DATA_DIR"),
    ("contact = 2026-11-23", "ZVESTKA_CONTACT"),
    ("key_file = ['/a', '/b']", "ZVESTKA_KEY_FILE"),
    ("approvals = 2.0", "2 or more"),
    ("approvals = true", "2 or more"),
    ("config = 'other.toml'", "ZVESTKA_CONFIG is not a setting"),
    ("colour = 'red'", "ZVESTKA_COLOUR is not a setting"),
    (f"bot_token = {TOKEN}", "is not TOML (at line 1"),
    ("send_rate", "is not TOML"),
)


@pytest.mark.parametrize(("text", "advice"), WRONG_FILES)
def test_a_wrong_file_is_refused_clearly(tmp_path: Path, text: str, advice: str) -> None:
    with pytest.raises(ConfigError) as refused:
        from_file(tmp_path, text)
    assert advice in str(refused.value)
    assert "AAF" not in str(refused.value)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "zvestka.toml").write_bytes(b"contact = '\xff\xfe'")
    with pytest.raises(ConfigError, match="not text in UTF-8"):
        read(CONFIG=str(tmp_path / "zvestka.toml"))
