"""What editors approve: the texts exactly as they will be sent, the audience, and the digest over both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.approval import Digest, digest
from domain.audience import Audience, audience_of
from domain.event import Filed
from domain.language import Language
from domain.person import Listed
from domain.records import write_event
from texts.alert import alert_text
from texts.phrasebook import Phrasebook


@dataclass(frozen=True, slots=True)
class Proof:
    """An event rendered for approval: ``texts`` for subscribers, ``personal`` for followers of the people it names."""

    texts: Mapping[Language, str]
    personal: Mapping[Language, str]
    audience: Audience
    digest: Digest
    stamp: str


def proof(filed: Filed, named: Sequence[Listed], phrasebook: Phrasebook) -> Proof:
    """Render ``filed`` in every language; ``named`` are the people it names. ``stamp`` fits a button."""
    event, people = filed.event, [listed.person for listed in named]
    everyone = frozenset(person.id for person in people)
    voices = [phrasebook.voice(language) for language in phrasebook.languages]
    texts = {voice.language: alert_text(event, people, frozenset(), voice) for voice in voices}
    personal = {voice.language: alert_text(event, people, everyone, voice) for voice in voices} if people else {}
    audience = audience_of(event, (listed.code for listed in named))
    value = digest(write_event(event), (texts, personal), audience)
    return Proof(texts, personal, audience, value, f"{event.revision}-{value.hex()[:12]}")
