"""Is a newly listed person in the store already, under another source's id? Told to the operator after an import."""

from collections.abc import Iterable, Mapping, Sequence

from domain.alike import look_alikes, source_of
from domain.names import NameIndex, NameLexicon, Verdict
from domain.person import Person, PersonId


class Likeness:
    """Tells whether a name may be a spelling of a person's."""

    def __init__(self, lexicon: NameLexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, person: Person, name: str) -> bool:
        """Look the name up among the person's spellings alone; the same spelling needs no look-up."""
        if name in person.spellings():
            return True
        index = NameIndex(self._lexicon)
        index.put(1, person.spellings())
        return index.find(name, 1).verdict is not Verdict.NONE


def found_twice(
    people: Iterable[Person], stored: Mapping[PersonId, Person], lexicon: NameLexicon
) -> Sequence[tuple[Person, Person]]:
    """Return those of ``people`` who are new, each with the stored person of another source who may be the same."""
    added = [person for person in people if person.id not in stored]
    sources = {source_of(person.id) for person in added}
    others = [person for person in stored.values() if source_of(person.id) not in sources]
    if not added or not others:
        return ()
    index = NameIndex(lexicon)
    for place, other in enumerate(others):
        index.put(place, other.spellings())

    def meant(name: str) -> PersonId | None:
        looked_up = index.find(name, 1)
        return others[looked_up.matches[0].code].id if looked_up.verdict is Verdict.FOUND else None

    return list(look_alikes(added, stored, meant))
