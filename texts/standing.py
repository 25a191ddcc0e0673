"""Where a person stands: status and recognition, in words that fit the person's gender or need none."""

from collections.abc import Mapping

from domain.person import Gender, Person, Status
from texts.phrasebook import Voice


def status_name(status: Status, gender: Gender, voice: Voice) -> str:
    """Return the status, to stand after a label."""
    if status is Status.DETAINED:
        return _detained(gender, voice)
    if status is Status.DIED:
        return _died(gender, voice)
    names: Mapping[Status, str] = {
        Status.AWAITING_TRIAL: voice.pgettext("status", "in custody, awaiting trial"),
        Status.IMPRISONED: voice.pgettext("status", "in prison"),
        Status.OPEN_FACILITY: voice.pgettext("status", "restriction of freedom in an open-type facility (“khimiya”)"),
        Status.HOME_RESTRICTION: voice.pgettext("status", "restriction of freedom at home (“home chemistry”)"),
        Status.PSYCHIATRIC: voice.pgettext("status", "compulsory psychiatric treatment"),
        Status.RELEASED: voice.pgettext("status", "released"),
        Status.EXILED: voice.pgettext("status", "released; taken out of Belarus"),
        Status.UNKNOWN: voice.pgettext("status", "not known"),
    }
    return names[status]


def _detained(gender: Gender, voice: Voice) -> str:
    if gender is Gender.MALE:
        return voice.pgettext("status.detained|gender:m", "detained")
    if gender is Gender.FEMALE:
        return voice.pgettext("status.detained|gender:f", "detained")
    return voice.pgettext("status.detained|gender:other", "detained")


def _died(gender: Gender, voice: Voice) -> str:
    if gender is Gender.MALE:
        return voice.pgettext("status.died|gender:m", "died")
    if gender is Gender.FEMALE:
        return voice.pgettext("status.died|gender:f", "died")
    return voice.pgettext("status.died|gender:other", "died")


def recognition(person: Person, voice: Voice) -> str:
    """Return whether human rights defenders recognise the person; empty where no source says."""
    if person.recognised is None:
        return ""
    if not person.recognised:
        return voice.gettext("Not on the list of political prisoners kept by human rights defenders.")
    return _recognised(person.gender, voice)


def _recognised(gender: Gender, voice: Voice) -> str:
    if gender is Gender.MALE:
        return voice.pgettext("recognition|gender:m", "Recognised as a political prisoner by human rights defenders.")
    if gender is Gender.FEMALE:
        return voice.pgettext("recognition|gender:f", "Recognised as a political prisoner by human rights defenders.")
    return voice.pgettext("recognition|gender:other", "Recognised as a political prisoner by human rights defenders.")
