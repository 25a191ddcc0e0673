"""A person held or once held for political reasons, and what sources say of them (HURIDOCS: Person, Source)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.dates import PartialDate
from domain.language import ENGLISH, Language

PersonId = str
"""The source's own key, as ``viasna:215``: the only thing that tells namesakes apart."""

Code = int
"""Our permanent number of a person, short enough for start payloads and callback data."""


class Gender(StrEnum):
    """Grammatical gender of the texts about a person; OTHER where no source says it."""

    MALE = "m"
    FEMALE = "f"
    OTHER = "other"


class Status(StrEnum):
    """Where a person is, as the newest source says."""

    DETAINED = "detained"
    AWAITING_TRIAL = "awaiting_trial"
    IMPRISONED = "imprisoned"
    OPEN_FACILITY = "open_facility"
    HOME_RESTRICTION = "home_restriction"
    PSYCHIATRIC = "psychiatric"
    RELEASED = "released"
    EXILED = "exiled"
    DIED = "died"
    UNKNOWN = "unknown"


OUT = frozenset({Status.RELEASED, Status.EXILED, Status.DIED})
"""Where nobody holds the person any more."""

HELD = frozenset(Status) - OUT - {Status.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a fact stands: the page, who publishes it, and when it was published."""

    url: str
    publisher: str = ""
    published: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A term of imprisonment or restriction."""

    years: int = 0
    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Custody:
    """Where somebody is held and since when; ``institution`` is a key such as ``colony-4``, or the source's words."""

    status: Status = Status.UNKNOWN
    detained: PartialDate | None = None
    institution: str = ""
    ends: PartialDate | None = None
    incommunicado_since: PartialDate | None = None
    as_of: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """The criminal case: articles of the Criminal Code (``361-4``), the verdict and the sentence."""

    articles: tuple[str, ...] = ()
    sentence: Sentence | None = None
    verdict: PartialDate | None = None


Names = Mapping[Language, tuple[str, ...]]
"""Spellings by language, the one to display first, aliases (maiden names, pseudonyms) after it."""


@dataclass(frozen=True, slots=True)
class Person:
    """All we hold of one person; ``recognised`` (as a political prisoner) is None where no source says."""

    id: PersonId
    names: Names
    gender: Gender = Gender.OTHER
    born: PartialDate | None = None
    custody: Custody = field(default_factory=Custody)
    case: Case = field(default_factory=Case)
    recognised: bool | None = None
    note: str = ""
    sources: tuple[Citation, ...] = ()

    def name(self, language: Language) -> str:
        """Return the name as ``language`` writes it, else in English, else in whatever language we have."""
        for choice in (language, ENGLISH, *self.names):
            if self.names.get(choice):
                return self.names[choice][0]
        raise AssertionError("a person without a name")

    def spellings(self) -> tuple[str, ...]:
        """Return every spelling we hold, each once."""
        return tuple(dict.fromkeys(spelling for group in self.names.values() for spelling in group))


@dataclass(frozen=True, slots=True)
class CustodyChange:
    """One line of a person's history: the custody as it stood when we recorded it (Minsk date)."""

    recorded: date
    custody: Custody


@dataclass(frozen=True, slots=True)
class Listed:
    """A person as our store knows them: with the permanent code and the history."""

    code: Code
    person: Person
    history: tuple[CustodyChange, ...] = ()
