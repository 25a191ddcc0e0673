"""On whose word: publishers and dates, never a bare link (MESSAGES.md, Source)."""

from collections.abc import Iterable, Mapping, Sequence

from domain.person import Citation
from texts.dates import day
from texts.markup import sentences
from texts.phrasebook import Voice

_ENOUGH = 2
"""Two independent sources make a certainty (MESSAGES.md); a third one makes a longer message."""


def publisher(citation: Citation, voice: Voice) -> str:
    """Return who publishes a page, as this language writes it; empty where nobody is named."""
    return _known(voice).get(citation.publisher, citation.publisher)


def same_publisher(typed: str, voices: Iterable[Voice]) -> str:
    """Return the name under which we keep a publisher that somebody wrote in one of our languages, else as it is.

    «Вясна», Вясна and Viasna are one publisher: taken for two they would confirm each other.
    """
    wanted = _bare(typed)
    known = ((name, shown) for voice in voices for name, shown in _known(voice).items())
    return next((name for name, shown in known if wanted in {_bare(name), _bare(shown)}), typed)


def _bare(name: str) -> str:
    return name.strip("«»“”„\"' ").casefold()


def first_publisher(sources: Sequence[Citation], voice: Voice) -> str:
    """Return the first publisher that is named, empty where none is."""
    named = (publisher(citation, voice) for citation in sources)
    return next(filter(None, named), "")


def source_line(sources: Sequence[Citation], voice: Voice, most: int = _ENOUGH) -> str:
    """Return “Source: Viasna, 19 March 2026.”, naming ``most`` at most; empty where nobody is named."""
    shown = list(dict.fromkeys(filter(None, (_citation(citation, voice) for citation in sources))))[:most]
    if not shown:
        return ""
    line = voice.gettext("Source: {source}.") if len(shown) == 1 else voice.gettext("Sources: {source}.")
    return sentences(line.format(source="; ".join(shown)))


def _citation(citation: Citation, voice: Voice) -> str:
    named = publisher(citation, voice)
    return ", ".join([named, day(citation.published, voice)]) if named and citation.published else named


def _known(voice: Voice) -> Mapping[str, str]:
    return {
        "Viasna": voice.pgettext("publisher", "Viasna"),
        "BelTA": voice.pgettext("publisher", "BelTA"),
        "Belsat": voice.pgettext("publisher", "Belsat"),
        "Charter97": voice.pgettext("publisher", "Charter97"),
        "DW": voice.pgettext("publisher", "DW"),
        "Euroradio": voice.pgettext("publisher", "Euroradio"),
        "Human Rights Watch": voice.pgettext("publisher", "Human Rights Watch"),
        "Kommersant": voice.pgettext("publisher", "Kommersant"),
        "Mediazona": voice.pgettext("publisher", "Mediazona"),
        "Meduza": voice.pgettext("publisher", "Meduza"),
        "Nasha Niva": voice.pgettext("publisher", "Nasha Niva"),
        "Novy Chas": voice.pgettext("publisher", "Novy Chas"),
        "PEN Belarus (joint statement of human rights organisations)": voice.pgettext("publisher", "PEN Belarus"),
        "Pozirk": voice.pgettext("publisher", "Pozirk"),
        "Radio Racyja": voice.pgettext("publisher", "Radio Racyja"),
        "Radio Svaboda": voice.pgettext("publisher", "Radio Svaboda"),
        "Reform.news": voice.pgettext("publisher", "Reform.news"),
        "Reuters": voice.pgettext("publisher", "Reuters"),
        "Zerkalo": voice.pgettext("publisher", "Zerkalo"),
        "president.gov.by": voice.pgettext("publisher", "website of the authorities (president.gov.by)"),
    }
