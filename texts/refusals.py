"""Why something was not taken, and what to do about it; also for the command line, in the English voice."""

from collections.abc import Mapping

from domain.message import Message
from domain.refusal import Problem, Refusal
from texts import markup
from texts.phrasebook import Voice


def refusal(refusal: Refusal, voice: Voice) -> str:
    """Return a plain sentence for the problem, with the field and what stood there or is expected."""
    return _sentence(refusal.problem, voice).format(field=refusal.field, value=refusal.value)


def message(refused: Refusal, voice: Voice) -> Message:
    """Return the same sentence as a message."""
    return markup.message(markup.escape(refusal(refused, voice)))


def _sentence(problem: Problem, voice: Voice) -> str:
    sentences: Mapping[Problem, str] = {**_of_form(voice), **_of_content(voice)}
    return sentences[problem]


def _of_form(voice: Voice) -> Mapping[Problem, str]:
    return {
        Problem.NOT_JSON: voice.gettext("This is not JSON. Check quotes, commas and brackets."),
        Problem.NOT_AN_OBJECT: voice.gettext(
            "This is not one JSON object. Begin with a curly bracket and end with one."
        ),
        Problem.MISSING: voice.gettext("The field “{field}” is missing. Add it."),
        Problem.UNKNOWN_FIELD: voice.gettext("There is no field “{field}”. Remove it. The fields are: {value}"),
        Problem.WRONG_TYPE: voice.gettext("The field “{field}” has the wrong form. Expected: {value}"),
        Problem.TOO_LONG: voice.gettext("The field “{field}” is too long. Shorten it. At most: {value}"),
    }


def _of_content(voice: Voice) -> Mapping[Problem, str]:
    return {
        Problem.NOT_A_DATE: voice.gettext(
            "The field “{field}” is not a date: “{value}”. Write it as 2024, 2024-09 or 2024-09-16."
        ),
        Problem.NOT_A_CHOICE: voice.gettext("The field “{field}” has no such value. Possible values: {value}"),
        Problem.NO_NAME: voice.gettext("No name is given. Add at least one to the field “{field}”."),
        Problem.PLACEHOLDER_NAME: voice.gettext(
            "This is no person's name: “{value}”. Write the real one or leave it out."
        ),
        Problem.UNKNOWN_PERSON: voice.gettext("Nobody has the id “{value}”. Check it, or add the person first."),
        Problem.ANOTHER_PERSON: voice.gettext(
            "The id “{field}” belongs to somebody else here: {value}. Check the name, or correct the stored person "
            "first."
        ),
        Problem.UNREADABLE: voice.gettext("The field “{field}” cannot be understood: “{value}”. It was left out."),
        Problem.REPEATED: voice.gettext("The value “{value}” stands here twice. Keep one."),
    }
