"""How an editor puts news before the editors that no source has reported: by a form, or as JSON."""

from domain.callback import Verb
from domain.event import EventKind
from domain.message import Message
from texts import buttons
from texts.desk import announce_usage
from texts.kinds import kind_name
from texts.markup import Html, escape, message, paragraphs
from texts.phrasebook import Voice


def begin(token: str, voice: Voice) -> Message:
    """Ask what happened, a button a kind; pressed twice, ``token`` begins one report only. JSON may be pasted too."""
    asked = voice.gettext("Choose what happened: a form opens.")
    kinds = (buttons.button(kind_name(kind, voice), Verb.BEGIN, 0, f"{kind}.{token}") for kind in EventKind)
    return message(paragraphs(escape(asked), Html(announce_usage(voice).text)), buttons.column(kinds))
