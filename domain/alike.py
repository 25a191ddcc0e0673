"""Who may be one person under two sources' ids: pointed out, never merged, since names alone prove nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from domain.dates import PartialDate
from domain.person import Gender, Person, PersonId

Meant = Callable[[str], PersonId | None]
"""Returns whom of those stored under other sources a name means beyond doubt, or None."""


def source_of(person_id: PersonId) -> str:
    """Return whose key an id is: ``viasna`` of ``viasna:215``."""
    return person_id.partition(":")[0]


def look_alikes(
    added: Iterable[Person], stored: Mapping[PersonId, Person], meant: Meant
) -> Iterator[tuple[Person, Person]]:
    """Yield each of ``added`` with the one of ``stored`` who has a like name, and no birth or gender against it."""
    for person in added:
        names = (spellings[0] for spellings in person.names.values())
        found = next((other for other in map(meant, names) if other is not None), None)
        if found is not None and _may_be_one(person, stored[found]):
            yield person, stored[found]


def is_somebody_else(stored: Person, row: Person, like: Callable[[str], bool]) -> bool:
    """Return whether ``row`` is of another person than the ``stored`` one whose id it bears.

    ``like`` tells whether a name may be a spelling of the stored ones. A name that is not, without a birth known to the
    day on both sides that agrees (a surname changes with a marriage), is another person's.
    """
    if any(map(like, row.spellings())):
        return False
    same_day = stored.born is not None and stored.born == row.born and stored.born.full is not None
    return not (same_day and _may_be_one(stored, row))


def _may_be_one(one: Person, other: Person) -> bool:
    genders = {one.gender, other.gender} - {Gender.OTHER}
    return len(genders) < 2 and _may_be_one_day(one.born, other.born)


def _may_be_one_day(one: PartialDate | None, other: PartialDate | None) -> bool:
    if one is None or other is None:
        return True
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return all(mine == theirs or not (mine and theirs) for mine, theirs in pairs)
