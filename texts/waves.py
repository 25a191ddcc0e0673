"""The history of waves, a few a page: when, how many, on whose word; complete without its chart."""

from collections.abc import Sequence

from domain.callback import Verb
from domain.event import Event, EventKind
from domain.message import Button, Keyboard, Message
from domain.tally import Figure, headcount, names_known
from domain.waves import Waves
from texts import buttons
from texts.announcement import certainty, ground, summary, title
from texts.citations import source_line
from texts.markup import Html, bold, escape, lines, message, paragraphs, sentences
from texts.phrasebook import Voice
from texts.tallies import counted, disagreement, people, series_name

PAGE = 5


def heading(voice: Voice) -> str:
    """Return what the list and its chart are called."""
    return voice.gettext("Waves of pardons and releases")


def waves(told: Waves, page: int, voice: Voice) -> Message:
    """Show one page (counted from 0; the last one where there are fewer) of all waves, the newest first."""
    if not told.events:
        return message(escape(voice.gettext("There is no news of this kind yet.")), (_doors(voice),))
    page = min(page, (len(told.events) - 1) // PAGE)
    shown = told.events[page * PAGE : (page + 1) * PAGE]
    above = escape(_sums(told, voice)) if page == 0 else Html("")
    text = paragraphs(bold(heading(voice)), above, *(_entry(event, voice) for event in shown))
    return message(text, _keyboard(page, more=(page + 1) * PAGE < len(told.events), voice=voice))


def _sums(told: Waves, voice: Voice) -> str:
    number = voice.gettext("Waves: {n}.").format(n=voice.number(len(told.events)))
    pardoned = _sum(EventKind.PARDON, told.pardoned, voice)
    released = _sum(EventKind.RELEASE, told.released, voice)
    return sentences(number, pardoned, released, twice(voice))


def _sum(kind: EventKind, figure: Figure, voice: Voice) -> str:
    shown = counted(figure, voice)
    return f"{series_name(kind, voice)}: {shown}." if shown else ""


def twice(voice: Voice) -> str:
    """Return why pardons and releases are two numbers."""
    return voice.gettext("A pardon is not yet a release: one person may be counted twice.")


def _entry(event: Event, voice: Voice) -> Html:
    how_many = sentences(certainty(event, voice), _number(event, voice), _sexes(event, voice), _names(event, voice))
    more = sentences(ground(event, voice), summary(event, voice), disagreement(event, voice))
    return lines(bold(title(event, voice)), escape(how_many), escape(more), escape(source_line(event.sources, voice)))


def number_or_not(event: Event, voice: Voice) -> str:
    """Return how many people a wave took, or that nobody has established it, without a stop."""
    number = event.count
    return voice.gettext("number not established") if number is None else people(number, voice)


def _number(event: Event, voice: Voice) -> str:
    if event.count is None:
        return voice.gettext("The number is not established.")
    number = voice.ngettext("Number: {n} person.", "Number: {n} people.", event.count)
    return number.format(n=voice.number(event.count))


def _sexes(event: Event, voice: Voice) -> str:
    women = voice.gettext("Women: {n}.").format(n=voice.number(event.women)) if event.women else ""
    men = voice.gettext("Men: {n}.").format(n=voice.number(event.men)) if event.men else ""
    return sentences(women, men)


def _names(event: Event, voice: Voice) -> str:
    """Return how many names are known; where all are, the number says it."""
    known = names_known(event)
    if not known:
        return voice.gettext("No names were given.")
    told_all = known == headcount(event) == event.count
    return "" if told_all else voice.gettext("Names known: {n}.").format(n=voice.number(known))


def _keyboard(page: int, more: bool, voice: Voice) -> Keyboard:
    def turn(label: str, to: int) -> Button:
        return buttons.button(label, Verb.WAVES, to)

    turns = buttons.pager(page, more, turn, voice)
    chart: Sequence[Button] = (buttons.chart(Verb.WAVES, voice),)
    return (*((turns,) if turns else ()), (*chart, *_doors(voice)))


def _doors(voice: Voice) -> tuple[Button, ...]:
    return (buttons.numbers(voice), buttons.latest(voice))
