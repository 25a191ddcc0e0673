"""What Telegram itself shows of the bot: commands, name, descriptions. Neutral at a glance."""

from collections.abc import Sequence

from texts.phrasebook import Voice

Command = tuple[str, str]


def commands(voice: Voice) -> Sequence[Command]:
    """Return every reader's command with its description (Telegram: 256 characters)."""
    return (
        ("start", voice.pgettext("command", "Start")),
        ("find", voice.pgettext("command", "Find a name")),
        ("follow", voice.pgettext("command", "Add a name to my list")),
        ("unfollow", voice.pgettext("command", "Take a name off my list")),
        ("following", voice.pgettext("command", "My list")),
        ("subscribe", voice.pgettext("command", "Choose kinds of news")),
        ("unsubscribe", voice.pgettext("command", "Drop kinds of news")),
        ("latest", voice.pgettext("command", "Latest news")),
        ("waves", voice.pgettext("command", "History, with a chart")),
        ("numbers", voice.pgettext("command", "Numbers by month, with a chart")),
        ("language", voice.pgettext("command", "Language")),
        ("settings", voice.pgettext("command", "All settings")),
        ("quiet", voice.pgettext("command", "Quiet hours")),
        ("digest", voice.pgettext("command", "Digest hour")),
        ("insist", voice.pgettext("command", "Repeat until seen")),
        ("discreet", voice.pgettext("command", "Discreet mode")),
        ("privacy", voice.pgettext("command", "What is stored")),
        ("forget", voice.pgettext("command", "Delete my data")),
        ("help", voice.pgettext("command", "Help")),
    )


_FOR_GROUPS = frozenset("find subscribe unsubscribe latest waves numbers language settings quiet digest help".split())


def group_commands(voice: Voice) -> Sequence[Command]:
    """Return what makes sense where everybody reads along: no lists of one's own."""
    return [command for command in commands(voice) if command[0] in _FOR_GROUPS]


def editor_commands(voice: Voice) -> Sequence[Command]:
    """Return what an editor has besides."""
    return (
        ("review", voice.pgettext("command", "Reports from sources")),
        ("announce", voice.pgettext("command", "Put news before the editors")),
        ("correct", voice.pgettext("command", "Correct news that was sent")),
        ("retract", voice.pgettext("command", "Retract news that was sent")),
        ("status", voice.pgettext("command", "How the bot is doing")),
    )


def name(voice: Voice) -> str:
    """Return the bot's name (Telegram: 64 characters)."""
    return voice.pgettext("bot", "Zvestka")


def description(voice: Voice) -> str:
    """Return what an empty chat shows (Telegram: 512 characters)."""
    return voice.pgettext(
        "bot", "Short news that you choose yourself, in your language. Press the button below to choose a language."
    )


def short_description(voice: Voice) -> str:
    """Return what the profile shows (Telegram: 120 characters)."""
    return voice.pgettext("bot", "Short news that you choose yourself, in your language.")
