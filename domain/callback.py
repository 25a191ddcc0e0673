"""What a button carries: ``version.verb.code.arg``, ASCII, at most 64 bytes, no names (PRODUCT.md, Settled)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

VERSION = "1"
BESIDE = "new"
"""The argument of a button whose answer must not take the place of the message it stands under: that is to be read."""

CHART = "chart"
"""The argument, and the typed word, that asks for the picture of a text."""

LONGEST = 64


class Verb(StrEnum):
    """What a button asks for; ``handlers/routes.py`` says who answers. ``code`` and ``arg`` as noted."""

    PICK = "pick"  # arg: language; onboarding step 1, nothing stored yet
    START = "start"  # arg: "on.be" or "off.be" (discreet or full, language); onboarding step 2, stores the choice
    LANGUAGE = "lang"  # arg: language, or empty for the menu
    DISCREET = "disc"  # arg: "on", "off", or empty for the menu
    SETTINGS = "prefs"  # the menu of settings
    QUIET = "quiet"  # arg: "23-7", "off", or empty for the menu
    DIGEST = "digest"  # arg: hour of digests, "9", or empty for the menu
    OFFSET = "zone"  # arg: what a clock differs from UTC, "+3", "+3.23-7" (quiet hours that wait for it), or empty
    INSIST = "insist"  # arg: "on", "off", or empty for the menu
    CARD = "card"  # code: person
    FOLLOW = "follow"  # code: person
    UNFOLLOW = "unfol"  # code: person
    FOLLOWING = "mine"  # code: page
    AWAIT = "await"  # arg: token of the name that was typed; asks to be told when it is listed
    AWAITED = "awaited"  # code: number of an awaited name; shows it
    UNAWAIT = "unawait"  # code: number of an awaited name
    OFFER = "offer"  # code: person, arg: number of the awaited name; shows the question behind a discreet alert
    TAKE = "take"  # code: person, arg: number of the awaited name; "this is the person"
    DECLINE = "other"  # code: person, arg: number of the awaited name; "this is somebody else"
    TOPICS = "topics"  # the menu of topics
    TOPIC = "topic"  # code: 1 on, 0 off; arg: topic
    PACE = "pace"  # code: 0 shows how often a topic comes, 1 now, 2 daily, 3 weekly; arg: topic
    LATEST = "latest"  # code: page, arg: topic or empty
    WAVES = "waves"  # code: page, or arg: "chart" for the picture
    NUMBERS = "numbers"  # code and arg: as WAVES
    SHOW = "show"  # code: event number, arg: page of the pop-up
    SEEN = "seen"  # code: event number; "I have seen it", ends the repeating of the alert it stands under
    HIDE = "hide"  # deletes the message it stands under
    HELP = "help"
    PRIVACY = "priv"
    STAY = "stay"  # pressed under "do you still want this?": the reader stays
    FORGET = "forget"  # arg: "yes" once confirmed
    APPROVE = "yes"  # code: event number, arg: revision and start of the digest, "1-0a1b2c3d4e5f"
    DROP = "drop"  # code: event number, arg: as APPROVE
    REVIEW = "review"  # code: report, or 0 for the oldest; shows it to an editor
    PROPOSE = "propose"  # code: first report of a bundle, arg: the bundle's stamp; makes a draft of it
    DISCARD = "discard"  # code and arg: as PROPOSE; the reports are done
    FORM = "form"  # code: report, arg: empty, a field, "text.be", "people.1" (page) or "name.0.stamp"; corrects it
    SET = "set"  # code: first report of a bundle, arg: "what.value.stamp"; sets, adds or takes out what it says
    JOIN = "join"  # code: first report of a bundle, arg: empty, or "12.stamp": the bundle 12 tells the same event
    PART = "part"  # code: first of the reports that were joined, arg: the bundle's stamp; they stand apart again
    BEGIN = "begin"  # arg: "death.token"; an editor begins a report of this kind
    STOP = "stop"  # code: event number, arg: revision; its sending stands still
    GO_ON = "go"  # code: event number, arg: revision; its sending goes on
    UNDO = "undo"  # code: first report of what was discarded together; lets them wait again


@dataclass(frozen=True, slots=True)
class Callback:
    """A pressed button: what to do (``verb``), to which person or event (``code``, 0 for none), and one argument."""

    verb: Verb
    code: int = 0
    arg: str = ""

    def __str__(self) -> str:
        text = f"{VERSION}.{self.verb}.{self.code}.{self.arg}"
        if len(text.encode("ascii")) > LONGEST:
            raise ValueError("callback data over 64 bytes")
        return text

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return what a button carries, or None for a button of another version or of nobody's."""
        version, _, rest = text.partition(".")
        verb, _, rest = rest.partition(".")
        code, _, arg = rest.partition(".")
        if version != VERSION or verb not in set(Verb) or not (code.isascii() and code.isdigit()):
            return None
        return cls(Verb(verb), int(code), arg)
