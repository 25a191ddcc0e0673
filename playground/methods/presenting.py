"""getMe, and the bot's names, descriptions and command menus."""

import re
from collections.abc import Mapping
from typing import Any

from playground.entities import utf16_length
from playground.errors import bad_request
from playground.methods.finding import find_met_chat
from playground.methods.parameters import Params
from playground.model import Telegram
from playground.profile import DEFAULT_SCOPE, Scope, in_language

Json = dict[str, Any]
MAX_NAME, MAX_DESCRIPTION, MAX_SHORT_DESCRIPTION = 64, 512, 120
MAX_COMMANDS, MAX_COMMAND_DESCRIPTION = 100, 256
_COMMAND = re.compile(r"/?([a-z0-9_]{1,32})")
_SCOPE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
# ISO 639-1, all of it: Telegram refuses other codes.
LANGUAGES = frozenset(
    (
        "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee "
        "el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is "
        "it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms "
        "mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk "
        "sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi "
        "yo za zh zu"
    ).split()
)


async def get_me(telegram: Telegram, _params: Params) -> Json:
    """Introduce the bot itself."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
    }
    return telegram.bot_json() | abilities


async def set_my_name(telegram: Telegram, params: Params) -> bool:
    """Set the name in one language, 0 to 64 characters; an empty one removes it."""
    return _set(telegram, telegram.profile.names, params, "name", MAX_NAME)


async def get_my_name(telegram: Telegram, params: Params) -> Json:
    """Return the name in one language, or the one it falls back to."""
    return {"name": in_language(telegram.profile.names, _language(params)) or telegram.profile.name}


async def set_my_description(telegram: Telegram, params: Params) -> bool:
    """Set what an empty chat says, 0 to 512 characters."""
    return _set(telegram, telegram.profile.descriptions, params, "description", MAX_DESCRIPTION)


async def get_my_description(telegram: Telegram, params: Params) -> Json:
    """Return what an empty chat says in one language."""
    return {"description": in_language(telegram.profile.descriptions, _language(params))}


async def set_my_short_description(telegram: Telegram, params: Params) -> bool:
    """Set what the profile says, 0 to 120 characters."""
    texts = telegram.profile.short_descriptions
    return _set(telegram, texts, params, "short_description", MAX_SHORT_DESCRIPTION)


async def get_my_short_description(telegram: Telegram, params: Params) -> Json:
    """Return what the profile says in one language."""
    return {"short_description": in_language(telegram.profile.short_descriptions, _language(params))}


async def set_my_commands(telegram: Telegram, params: Params) -> bool:
    """Set the command menu for one scope and language."""
    if not params.has("commands"):
        raise bad_request("commands are not specified")
    given = params.list("commands")
    key = (_scope(telegram, params), _language(params))
    if len(given) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    telegram.profile.commands[key] = [_command(one) for one in given]
    telegram.changed()
    return True


async def get_my_commands(telegram: Telegram, params: Params) -> list[Json]:
    """Exactly the menu that was set for this scope and language."""
    return telegram.profile.commands.get((_scope(telegram, params), _language(params)), [])


async def delete_my_commands(telegram: Telegram, params: Params) -> bool:
    """Take one menu away; wider ones show again."""
    telegram.profile.commands.pop((_scope(telegram, params), _language(params)), None)
    telegram.changed()
    return True


def _set(telegram: Telegram, texts: dict[str, str], params: Params, name: str, most: int) -> bool:
    language, text = _language(params), params.text(name).strip()
    if utf16_length(text) > most:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    if text:
        texts[language] = text
    else:
        texts.pop(language, None)
    telegram.changed()
    return True


def _language(params: Params) -> str:
    code = params.text("language_code")
    if code and code not in LANGUAGES:
        raise bad_request("invalid language code specified")
    return code


def _scope(telegram: Telegram, params: Params) -> Scope:
    given = params.json("scope")
    if given is None:
        return DEFAULT_SCOPE
    if not isinstance(given, dict) or given.get("type") not in _SCOPE_FIELDS:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    fields = _SCOPE_FIELDS[given["type"]]
    if missing := [name for name in fields if not given.get(name)]:
        raise bad_request(f"can't parse BotCommandScope: Can't find field \"{missing[0]}\"")
    # A menu for one chat needs a chat that the bot has met.
    chat_id = find_met_chat(telegram, Params(given)).id if "chat_id" in fields else 0
    return given["type"], chat_id, int(given["user_id"]) if "user_id" in fields else 0


def _command(value: Any) -> Json:
    if not isinstance(value, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if not isinstance(value.get(name), str):
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
    match = _COMMAND.fullmatch(value["command"])
    if match is None:
        raise bad_request("BOT_COMMAND_INVALID")
    description = value["description"].strip()
    if not description:
        raise bad_request("command description must be non-empty")
    if utf16_length(description) > MAX_COMMAND_DESCRIPTION:
        raise bad_request("command description is too long")
    return {"command": match.group(1), "description": description}
