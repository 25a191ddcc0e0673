"""Articles of the Criminal Code by name. They are the state's labels, so their names stand in quotation marks."""

import re
from collections.abc import Mapping, Sequence

from texts.phrasebook import Voice

MALICIOUS_DISOBEDIENCE = "411"

_ARTICLE = re.compile(r"(\d{1,3}(?:-\d{1,2})?)(?:\s*(?:p\.|ч\.)\s*(\d{1,2}))?\Z")


def article(key: str, voice: Voice) -> str:
    """Return “Art. 342: “actions …””; ``key`` is ``361-4`` or ``293 p.2``. One that cannot be read stays as it is."""
    found = _ARTICLE.match(key)
    if not found:
        return key
    name = _names(voice).get(found[1], "")
    return f"{_reference(found[1], found[2], voice)}: {name}" if name else _reference(found[1], found[2], voice)


def _names(voice: Voice) -> Mapping[str, str]:
    chapters = (_of_speech, _of_protest, _of_property, _of_the_state, _of_prison)
    return {number: name for chapter in chapters for number, name in chapter(voice).items()}


def article_numbers(keys: Sequence[str], voice: Voice) -> str:
    """Return the bare numbers, for a line with a label; a part is named in words."""
    return ", ".join(_number(key, voice) for key in keys)


def _number(key: str, voice: Voice) -> str:
    found = _ARTICLE.match(key)
    return _reference(found[1], found[2], voice) if found and found[2] else key


def _reference(number: str, part: str | None, voice: Voice) -> str:
    if part:
        return voice.pgettext("article", "part {part} of Art. {number}").format(part=part, number=number)
    return voice.pgettext("article", "Art. {number}").format(number=number)


def _of_speech(voice: Voice) -> Mapping[str, str]:
    return {
        "130": voice.pgettext("article", "“inciting enmity”"),
        "130-1": voice.pgettext("article", "“rehabilitation of Nazism”"),
        "130-2": voice.pgettext("article", "“denial of the genocide of the Belarusian people”"),
        "188": voice.pgettext("article", "“slander”"),
        "189": voice.pgettext("article", "“insult”"),
        "367": voice.pgettext("article", "slander of Lukashenka"),
        "368": voice.pgettext("article", "insulting Lukashenka"),
        "369": voice.pgettext("article", "“insulting a government official”"),
        "369-1": voice.pgettext("article", "“discrediting the Republic of Belarus”"),
        "370": voice.pgettext("article", "“desecration of state symbols”"),
        "391": voice.pgettext("article", "“insulting a judge”"),
    }


def _of_property(voice: Voice) -> Mapping[str, str]:
    return {
        "209": voice.pgettext("article", "“fraud”"),
        "218": voice.pgettext("article", "“destruction of or damage to property”"),
        "243": voice.pgettext("article", "“tax evasion”"),
        "328": voice.pgettext("article", "“illegal drug trafficking”"),
        "341": voice.pgettext("article", "“desecration of structures and damage to property”"),
    }


def _of_protest(voice: Voice) -> Mapping[str, str]:
    return {
        "191": voice.pgettext("article", "“obstructing voting rights or the work of election commissions”"),
        "203-1": voice.pgettext("article", "“illegal acts with data about private life”"),
        "285": voice.pgettext("article", "“creating or taking part in a criminal organisation”"),
        "289": voice.pgettext("article", "“act of terrorism”"),
        "292": voice.pgettext("article", "“seizure of buildings”"),
        "293": voice.pgettext("article", "“mass riots”"),
        "295-3": voice.pgettext("article", "“illegal acts with incendiary objects”"),
        "339": voice.pgettext("article", "“hooliganism”"),
        "342": voice.pgettext("article", "“actions grossly violating public order”"),
        "342-2": voice.pgettext("article", "“repeated breach of the order of mass events”"),
        "363": voice.pgettext("article", "“resisting a police officer”"),
        "364": voice.pgettext("article", "“violence or threat of violence against a police officer”"),
        "366": voice.pgettext("article", "“violence or threat against an official”"),
    }


def _of_the_state(voice: Voice) -> Mapping[str, str]:
    return {
        "356": voice.pgettext("article", "“treason against the state”"),
        "357": voice.pgettext("article", "“conspiracy to seize state power”"),
        "358": voice.pgettext("article", "“espionage”"),
        "361": voice.pgettext("article", "“calls for sanctions or other acts harming national security”"),
        "361-1": voice.pgettext("article", "“creating or taking part in an extremist formation”"),
        "361-2": voice.pgettext("article", "“financing extremist activity”"),
        "361-3": voice.pgettext("article", "“taking part in an armed conflict abroad, recruiting or preparing for it”"),
        "361-4": voice.pgettext("article", "“facilitating extremist activity”"),
    }


def _of_prison(voice: Voice) -> Mapping[str, str]:
    return {
        "410": voice.pgettext("article", "“disrupting the work of a penal institution”"),
        MALICIOUS_DISOBEDIENCE: voice.pgettext("article", "“malicious disobedience to the administration”"),
        "415": voice.pgettext("article", "“evading restriction of freedom”"),
        "421": voice.pgettext("article", "“breach of preventive supervision”"),
    }
