"""Updates as Telegram would never send them: one place of a good one is missing or holds something else."""

import copy
import random
from collections.abc import Iterator
from typing import Any

from playground import Telegram
from playground.chats import Person

Json = dict[str, Any]

_ODD: tuple[Any, ...] = (None, True, -1, 0, 3.5, 10**30, "", "х" * 5000, [], [[]], {}, {"id": "one"}, "GONE")


def good_updates(telegram: Telegram, person: Person, secret: str) -> list[Json]:
    """Return one update of each kind, with ``secret`` in its text."""
    group = telegram.add_group(f"Group {secret}", [person], [person])
    channel = telegram.add_channel(f"Channel {secret}", person)
    before = {each["update_id"] for each in telegram.updates.pending()}
    telegram.type(person.chat_id, person.id, f"/find {secret}")
    telegram.add_bot_to(group)
    telegram.add_bot_to(channel)
    telegram.post(channel.id, f"/latest {secret}")
    telegram.type_anonymously(group.id, f"/start@{telegram.username} {secret}")
    first = telegram.updates.pending()[-1]
    made = [each for each in telegram.updates.pending() if each["update_id"] not in before]
    pressed = {
        "id": "1",
        "from": person.to_json(),
        "message": copy.deepcopy(made[0]["message"]),
        "chat_instance": "1",
        "data": f"1.card.7.{secret}",
    }
    telegram.updates.acknowledge(first["update_id"] + 1)
    return [*({k: v for k, v in each.items() if k != "update_id"} for each in made), {"callback_query": pressed}]


def mutated(updates: list[Json], count: int, seed: int) -> Iterator[Json]:
    """Give ``count`` damaged copies."""
    chance = random.Random(seed)
    for _ in range(count):
        update = copy.deepcopy(chance.choice(updates))
        place, key = chance.choice(list(_places(update)))
        odd = chance.choice(_ODD)
        if odd == "GONE":
            del place[key]
        else:
            place[key] = copy.deepcopy(odd)
        yield update


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    for key in keys:
        yield value, key
        yield from _places(value[key])
