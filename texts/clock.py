"""Hours and clocks in words: «23:00–7:00 (UTC+3)», the same figures in every language."""

from datetime import datetime

from domain.rhythm import Quiet, on_clock, spell_offset
from domain.subscription import Subscriber
from texts.phrasebook import Voice


def hour(whole: int) -> str:
    """Return a whole hour (0-23) as a clock shows it."""
    return f"{whole}:00"


def hours(quiet: Quiet) -> str:
    """Return hours of quiet, from until."""
    return f"{hour(quiet.begins)}–{hour(quiet.ends)}"


def difference(offset: int) -> str:
    """Return minutes from UTC as “UTC+5:30”."""
    return f"UTC{spell_offset(offset)}".replace("-", "−")


def zone(offset: int | None, voice: Voice) -> str:
    """Return whose clock holds, to stand in brackets: Minsk's until the reader has said theirs."""
    return voice.pgettext("zone", "Minsk time") if offset is None else difference(offset)


def time_there(offset: int, now: datetime) -> str:
    """Return what a clock shows ``offset`` minutes from UTC at ``now`` (aware), with that difference."""
    return f"{on_clock(offset, now):%H:%M}, {difference(offset)}"


def digest_hour(chat: Subscriber, voice: Voice) -> str:
    """Return when the digests of ``chat`` come: “9:00 (Minsk time)”."""
    return f"{hour(chat.hour)} ({zone(chat.offset, voice)})"


def quiet_hours(quiet: Quiet, offset: int | None, voice: Voice) -> str:
    """Return “23:00–7:00 (UTC+3)”."""
    return f"{hours(quiet)} ({zone(offset, voice)})"
