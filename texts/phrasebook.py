"""The catalogs of locales/, compiled in memory at start: one Voice a language."""

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import GNUTranslations
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from types import MappingProxyType
from typing import Self

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from domain.language import BELARUSIAN, ENGLISH, Language

_OWN_NAMES: Mapping[Language, str] = MappingProxyType(
    {BELARUSIAN: "Беларуская", Language("ru"): "Русский", ENGLISH: "English"}
)
"""How a language calls itself: no catalog's business, since the reader may not read the catalog's language."""


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """The translator for one language. Its methods bear the names that Babel's extractor looks for."""

    language: Language
    own_names: Mapping[Language, str]
    locale: Locale
    catalog: GNUTranslations

    def gettext(self, message: str) -> str:
        """Return the translation of ``message``."""
        return self.catalog.gettext(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Return the plural form for ``n`` things."""
        return self.catalog.ngettext(singular, plural, n)

    def pgettext(self, context: str, message: str) -> str:
        """Return the translation of ``message`` as said in ``context``."""
        return self.catalog.pgettext(context, message)

    def npgettext(self, context: str, singular: str, plural: str, n: int) -> str:
        """Return the plural form for ``n`` things as said in ``context``."""
        return self.catalog.npgettext(context, singular, plural, n)

    def number(self, n: int) -> str:
        """Return a whole number with this language's thousands separator."""
        return format_decimal(n, locale=self.locale)


@dataclass(frozen=True, slots=True, eq=False)
class Phrasebook:
    """Every language that has a catalog, in the order the language picker shows them."""

    voices: Mapping[Language, Voice]
    own_names: Mapping[Language, str]

    @classmethod
    def load(cls, folder: Traversable | None = None) -> Self:
        """Read every ``LANGUAGE.po`` in ``folder`` (locales/ unless given); raise PoFileError for a broken one."""
        catalogs = {
            Language(entry.name.removesuffix(".po")): entry
            for entry in (folder or files("locales")).iterdir()
            if entry.name.endswith(".po")
        }
        own_names = MappingProxyType({language: _own_name(language) for language in sorted(catalogs, key=_rank)})
        voices = {language: _voice(catalogs[language], language, own_names) for language in own_names}
        return cls(MappingProxyType(voices), own_names)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages there are catalogs for."""
        return tuple(self.voices)

    def voice(self, language: Language) -> Voice:
        """Return the translator for ``language``, or the English one where its catalog is gone."""
        return self.voices.get(language) or self.voices[ENGLISH]


def _rank(language: Language) -> tuple[bool, int, str]:
    known = list(_OWN_NAMES)
    return (language not in known, known.index(language) if language in known else 0, language)


def _own_name(language: Language) -> str:
    return _OWN_NAMES.get(language) or Locale.parse(language).get_display_name() or language


def _voice(po: Traversable, language: Language, own_names: Mapping[Language, str]) -> Voice:
    catalog = read_po(BytesIO(po.read_bytes()), locale=language, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Voice(language, own_names, Locale.parse(language), GNUTranslations(compiled))
