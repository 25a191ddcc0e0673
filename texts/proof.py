"""What editors approve: the texts exactly as they will be sent, the audience, and the digest over both."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.approval import Digest, digest
from domain.audience import Audience, audience_of
from domain.draft import Draft
from domain.event import Act, Event, Filed
from domain.language import Language
from domain.person import Listed, Person, PersonId
from domain.records import write_event
from texts.alert import alert_text
from texts.correction import Revision, correction_text, retraction_text, revision_of
from texts.markup import Html
from texts.phrasebook import Phrasebook, Voice


@dataclass(frozen=True, slots=True)
class Proof:
    """An event rendered for approval: ``texts`` for subscribers, ``personal`` for followers of the people it names."""

    texts: Mapping[Language, str]
    personal: Mapping[Language, str]
    audience: Audience
    digest: Digest
    stamp: str


def proof_of(draft: Draft, phrasebook: Phrasebook) -> Proof:
    """Render whatever lies on the desk: news, or what corrects or takes back what was sent."""
    replaced = draft.replaced
    if replaced is None:
        return proof(draft.filed, draft.named, phrasebook)
    return correction_proof(draft.filed, draft.named, revision_of(replaced), replaced.at, phrasebook)


def proof(filed: Filed, named: Sequence[Listed], phrasebook: Phrasebook) -> Proof:
    """Render ``filed`` in every language; ``named`` are the people it names. ``stamp`` fits a button."""
    event, people = filed.event, _people(named)

    def text(mine: frozenset[PersonId], voice: Voice) -> Html:
        return alert_text(event, people, mine, voice)

    return _proof(event, named, frozenset(person.id for person in people), text, phrasebook)


def correction_proof(
    filed: Filed,
    named: Sequence[Listed],
    was: Revision,
    at: datetime | None,
    phrasebook: Phrasebook,
) -> Proof:
    """Render what those are told who were told ``was``, as ``proof`` does; ``at`` is when they were (UTC).

    ``personal`` is for those who follow anybody whom the old or the new revision names.
    """
    now = Revision(filed.event, _people(named))
    tell = retraction_text if filed.event.act is Act.CANCEL else correction_text

    def text(mine: frozenset[PersonId], voice: Voice) -> Html:
        return tell(was, at, now, mine, voice)

    everyone = frozenset(person.id for person in (*was.people, *now.people))
    return _proof(filed.event, named, everyone, text, phrasebook)


def _people(named: Sequence[Listed]) -> Sequence[Person]:
    return [listed.person for listed in named]


def _proof(
    event: Event,
    named: Sequence[Listed],
    everyone: frozenset[PersonId],
    text: Callable[[frozenset[PersonId], Voice], Html],
    phrasebook: Phrasebook,
) -> Proof:
    voices = [phrasebook.voice(language) for language in phrasebook.languages]
    texts = {voice.language: text(frozenset(), voice) for voice in voices}
    personal = {voice.language: text(everyone, voice) for voice in voices} if everyone else {}
    audience = audience_of(event, (listed.code for listed in named))
    value = digest(write_event(event), (texts, personal), audience)
    return Proof(texts, personal, audience, value, f"{event.revision}-{value.hex()[:12]}")
