"""The form in which an editor corrects a report: a button a field, a page where a field is chosen or asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from domain.callback import Verb
from domain.dates import PartialDate
from domain.editing import Field, Step, may_confirm
from domain.event import Certainty, Event, EventKind, Ground
from domain.language import Language
from domain.message import Button, Keyboard, Message
from texts import buttons
from texts.claim import excerpts
from texts.dates import day
from texts.kinds import ground_name, kind_name
from texts.markup import Html, bold, escape, lines, message, paragraphs
from texts.phrasebook import Voice
from texts.review import Laid, decisions, proposal


@dataclass(frozen=True, slots=True)
class Form:
    """What lies before an editor, to be corrected; ``today`` is the day in Minsk."""

    laid: Laid
    today: PartialDate

    @property
    def event(self) -> Event:
        """The event as it stands now."""
        return self.laid.event

    def opens(self, label: str, view: str = "") -> Button:
        """Return the button that opens a page of the form, or with no ``view`` the form itself."""
        return buttons.button(label, Verb.FORM, self.laid.bundle.number, view)

    def sets(self, label: str, what: str, value: object = "") -> Button:
        """Return the button that changes the event as it was shown."""
        return buttons.button(label, Verb.SET, self.laid.bundle.number, f"{what}.{value}.{self.laid.stamp}")

    def back(self, voice: Voice, view: str = "") -> Keyboard:
        """Return the row that leads from a page to where it was opened."""
        return ((self.opens(voice.pgettext("button", "Back"), view),),)


def overview(form: Form, voice: Voice) -> Message:
    """Show the whole event with a button for each field."""
    line = voice.gettext("Correcting report {number} of {total}").format(
        number=voice.number(form.laid.place + 1), total=voice.number(form.laid.queue.length)
    )
    text = paragraphs(bold(line), *proposal(form.laid, voice), words_of_sources(form, voice))
    return message(text, _keyboard(form, voice))


def _keyboard(form: Form, voice: Voice) -> Keyboard:
    shown = {field: _open(form, field, voice) for field in Field if field is not Field.TEXT}
    texts = [form.opens(_text_label(form, each, voice), f"{Field.TEXT}.{each}") for each in voice.own_names]
    undo = form.sets(voice.pgettext("button", "Undo all edits"), Step.UNDO)
    back = buttons.button(voice.pgettext("button", "Back"), Verb.REVIEW, form.laid.bundle.number)
    rows: Keyboard = (
        (shown[Field.KIND],),
        (shown[Field.DATE],),
        (shown[Field.COUNT],),
        (shown[Field.WOMEN], shown[Field.MEN]),
        (shown[Field.PEOPLE], shown[Field.SOURCES]),
        (shown[Field.GROUND],),
        *buttons.column(texts),
        (shown[Field.CERTAINTY],),
        (undo,) if form.laid.bundle.is_edited else (),
        *(decisions(form.laid, voice) if form.laid.bundle.is_begun else ()),
        (back,),
    )
    return tuple(filter(None, rows))


def _open(form: Form, field: Field, voice: Voice) -> Button:
    return form.opens(f"{label_of(field, voice)}: {_value(form.event, field, voice)}", field)


def words_of_sources(form: Form, voice: Voice) -> Html:
    """Return the sources' own words: they are what an editor corrects by."""
    return lines(*excerpts(form.laid.bundle.reports, voice))


def label_of(field: Field, voice: Voice) -> str:
    """Return what a field is called."""
    labels: Mapping[Field, str] = {
        Field.KIND: voice.pgettext("field", "Event"),
        Field.DATE: voice.pgettext("field", "Date"),
        Field.COUNT: voice.pgettext("field", "Number"),
        Field.WOMEN: voice.pgettext("field", "Women"),
        Field.MEN: voice.pgettext("field", "Men"),
        Field.PEOPLE: voice.pgettext("field", "Names"),
        Field.GROUND: voice.pgettext("field", "Grounds"),
        Field.TEXT: voice.pgettext("field", "Text"),
        Field.CERTAINTY: voice.pgettext("field", "Certainty"),
        Field.SOURCES: voice.pgettext("field", "Sources"),
    }
    return labels[field]


def _value(event: Event, field: Field, voice: Voice) -> str:
    counted: Mapping[Field, int | None] = {
        Field.COUNT: event.count,
        Field.WOMEN: event.women,
        Field.MEN: event.men,
        Field.PEOPLE: len(event.people) + len(event.unmatched),
        Field.SOURCES: len(event.sources),
    }
    told: Mapping[Field, str] = {
        Field.KIND: kind_name(event.kind, voice),
        Field.DATE: day(event.date, voice) if event.date else "",
        Field.GROUND: ground_name(event.ground, voice) if event.ground else "",
        Field.CERTAINTY: _certainty(event.certainty, voice),
    }
    number = counted.get(field)
    return told.get(field, "") or (_not_given(voice) if number is None else voice.number(number))


def _not_given(voice: Voice) -> str:
    return voice.pgettext("value", "not given")


def _certainty(certainty: Certainty, voice: Voice) -> str:
    names: Mapping[Certainty, str] = {
        Certainty.CONFIRMED: voice.pgettext("certainty", "confirmed"),
        Certainty.UNCONFIRMED: voice.pgettext("certainty", "unconfirmed"),
    }
    return names[certainty]


def _text_label(form: Form, language: Language, voice: Voice) -> str:
    told = form.event.summary.get(language) or _not_given(voice)
    return f"{label_of(Field.TEXT, voice)}, {voice.own_names.get(language, language)}: {told}"


def field_page(form: Form, field: Field, voice: Voice) -> Message:
    """Show what stands in a field, with what it may be changed to, or the question for it."""
    heading = f"{label_of(field, voice)}: {_value(form.event, field, voice)}"
    note = "" if field is not Field.CERTAINTY or _may_confirm(form) else two_sources(voice)
    asked = lines(bold(heading), escape(_question(field, voice)), escape(note))
    return message(paragraphs(asked, words_of_sources(form, voice)), (*_choices(form, field, voice), *form.back(voice)))


def text_page(form: Form, language: Language, voice: Voice) -> Message:
    """Ask for the sentence in one language."""
    question = voice.gettext("Write one sentence in this language.")
    asked = lines(bold(_text_label(form, language, voice)), escape(question))
    remove = form.sets(voice.pgettext("button", "Remove"), Field.TEXT, language)
    choices: Keyboard = ((remove,),) if language in form.event.summary else ()
    return message(paragraphs(asked, words_of_sources(form, voice)), (*choices, *form.back(voice)))


def two_sources(voice: Voice) -> str:
    """Return why the editor cannot call it confirmed."""
    return voice.gettext(
        "A release or a death with names can be called confirmed only with two sources of different publishers."
    )


def _question(field: Field, voice: Voice) -> str:
    questions: Mapping[Field, str] = {
        Field.KIND: voice.gettext("Choose what happened."),
        Field.DATE: voice.gettext("Write the date, like this: 2024-09-16. Or press a button."),
        Field.GROUND: voice.gettext("Choose the grounds."),
        Field.CERTAINTY: voice.gettext("Choose whether the news is confirmed."),
    }
    return questions.get(field) or voice.gettext("Write the number in figures.")


def _choices(form: Form, field: Field, voice: Voice) -> Keyboard:
    if field is Field.KIND:
        return buttons.column(form.sets(kind_name(kind, voice), field, kind) for kind in EventKind)
    if field is Field.DATE:
        return _days(form, voice)
    if field is Field.CERTAINTY:
        offered = [each for each in Certainty if each is Certainty.UNCONFIRMED or _may_confirm(form)]
        return buttons.column(form.sets(_certainty(each, voice), field, each) for each in offered)
    none = form.sets(_not_given(voice), field)
    grounds = Ground if field is Field.GROUND else ()
    return buttons.column([*(form.sets(ground_name(each, voice), field, each) for each in grounds), none])


def _days(form: Form, voice: Voice) -> Keyboard:
    """Return the likeliest days by name and date: a button that is pressed tomorrow still says what it sets."""
    yesterday = PartialDate.of(form.today.full - timedelta(days=1)) if form.today.full else form.today
    named = (
        (voice.pgettext("button", "Today: {date}"), form.today),
        (voice.pgettext("button", "Yesterday: {date}"), yesterday),
    )
    none = form.sets(voice.pgettext("button", "No date"), Field.DATE)
    days = [form.sets(label.format(date=day(date, voice)), Field.DATE, date) for label, date in named]
    return buttons.column([*days, none])


def _may_confirm(form: Form) -> bool:
    return may_confirm(form.event, form.laid.bundle.claimed)
