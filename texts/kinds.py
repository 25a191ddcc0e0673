"""The names of things that happen: kinds of events, kinds of news one may ask for, grounds of a release, how often."""

from collections.abc import Mapping

from domain.event import EventKind, Ground
from domain.rhythm import Frequency
from domain.subscription import Topic
from texts.phrasebook import Voice


def kind_name(kind: EventKind, voice: Voice) -> str:
    """Return the label of a kind of event: a noun, whoever it is about."""
    names: Mapping[EventKind, str] = {
        EventKind.PARDON: voice.pgettext("kind", "Pardon"),
        EventKind.RELEASE: voice.pgettext("kind", "Release"),
        EventKind.CONVICTION: voice.pgettext("kind", "Verdict"),
        EventKind.ADDED_SENTENCE: voice.pgettext("kind", "Added term"),
        EventKind.CHARGE: voice.pgettext("kind", "Charges"),
        EventKind.TRIAL: voice.pgettext("kind", "Trial"),
        EventKind.APPEAL: voice.pgettext("kind", "Appeal"),
        EventKind.RECOGNITION: voice.pgettext("kind", "Added to the list of political prisoners"),
        EventKind.TRANSFER: voice.pgettext("kind", "Transfer"),
        EventKind.CONTACT: voice.pgettext("kind", "Contact"),
        EventKind.HEALTH: voice.pgettext("kind", "Health"),
        EventKind.DEATH: voice.pgettext("kind", "Death in custody"),
        EventKind.NUMBERS: voice.pgettext("kind", "Numbers"),
    }
    return names[kind]


def topic_name(topic: Topic, voice: Voice) -> str:
    """Return the label of a kind of news one may subscribe to."""
    names: Mapping[Topic, str] = {
        Topic.PARDONS: voice.pgettext("topic", "Pardons"),
        Topic.RELEASES: voice.pgettext("topic", "Releases"),
        Topic.CONVICTIONS: voice.pgettext("topic", "Verdicts"),
        Topic.TRIALS: voice.pgettext("topic", "Trials"),
        Topic.RECOGNITIONS: voice.pgettext("topic", "List of political prisoners"),
        Topic.TRANSFERS: voice.pgettext("topic", "Transfers"),
        Topic.DEATHS: voice.pgettext("topic", "Deaths in custody"),
        Topic.NUMBERS: voice.pgettext("topic", "Numbers"),
        Topic.ALL: voice.pgettext("topic", "All news"),
    }
    return names[topic]


def pace_name(frequency: Frequency, voice: Voice) -> str:
    """Return how often a kind of news comes, as a button says it."""
    names: Mapping[Frequency, str] = {
        Frequency.NOW: voice.pgettext("pace", "At once"),
        Frequency.DAILY: voice.pgettext("pace", "Once a day"),
        Frequency.WEEKLY: voice.pgettext("pace", "Once a week"),
    }
    return names[frequency]


def ground_name(ground: Ground, voice: Voice) -> str:
    """Return why somebody is out."""
    names: Mapping[Ground, str] = {
        Ground.PARDON: voice.pgettext("ground", "pardon"),
        Ground.FULL_TERM: voice.pgettext("ground", "full term served"),
        Ground.PAROLE: voice.pgettext("ground", "conditional early release"),
        Ground.AMNESTY: voice.pgettext("ground", "amnesty"),
        Ground.EXCHANGE: voice.pgettext("ground", "exchange"),
    }
    return names[ground]
