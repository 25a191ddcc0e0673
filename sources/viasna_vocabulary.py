"""The words of Viasna's register in English, Russian and Belarusian: ``lexicons/viasna.tsv``, read once a run."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Self

Stems = tuple[tuple[str, str], ...]
"""Pairs of a lower-case stem and the key it stands for, in the order of the file."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the register's words mean, by group; within a group the first stem that fits wins."""

    groups: Mapping[str, Stems]
    article: re.Pattern[str]
    institution: re.Pattern[str]
    nothing: frozenset[str]

    @classmethod
    def load(cls) -> Self:
        """Read the packaged lexicon."""
        text = (resources.files("sources") / "lexicons" / "viasna.tsv").read_text(encoding="utf-8")
        groups: dict[str, list[tuple[str, str]]] = {}
        for row in csv.DictReader(text.splitlines(), delimiter="\t"):
            groups.setdefault(row["group"], []).append((row["stem"], row["key"]))
        return cls(
            {group: tuple(stems) for group, stems in groups.items()},
            _article(stem for stem, _ in groups["article"]),
            _institution(stem for stem, _ in groups["institution"]),
            frozenset(stem for stem, _ in groups["nothing"]),
        )

    def mentioned(self, group: str, text: str) -> str:
        """Return the key of the first stem of ``group`` that stands anywhere in ``text``, else an empty string."""
        lower = text.lower()
        return next((key for stem, key in self.groups[group] if stem in lower), "")

    def begun(self, group: str, text: str) -> str:
        """Return the key of the first stem of ``group`` that ``text`` begins with, else an empty string."""
        lower = text.lower()
        return next((key for stem, key in self.groups[group] if lower.startswith(stem)), "")

    def led(self, group: str, text: str) -> bool:
        """Return whether ``text`` begins with a stem of ``group`` as whole words."""
        return bool(self.begun(group, text)) and any(
            f"{text.lower()} ".startswith(f"{stem} ") for stem, _ in self.groups[group]
        )

    def key(self, group: str, stem: str) -> str:
        """Return the key of exactly this stem, else an empty string."""
        return dict(self.groups[group]).get(stem.lower(), "")


def _either(stems: Iterable[str]) -> str:
    return "|".join(re.escape(stem) for stem in sorted(stems, key=len, reverse=True))


def _article(stems: Iterable[str]) -> re.Pattern[str]:
    """``Art. 342``, ``Articles 130, 342 and 361-4``, ``ст. 342``: the numbers that follow the word, as one group."""
    number = r"\d{1,4}(?:\s?[-‐‑–]\s?\d{1,2})?(?![\d.]*\d)"
    return re.compile(rf"\b(?:{_either(stems)})\b\.?\s*({number}(?:\s*(?:,|and|и|і)\s*{number})*)", re.IGNORECASE)


def _institution(stems: Iterable[str]) -> re.Pattern[str]:
    """``Penal colony No. 4``, ``ИК-22``: the word directly before its number, so that no other colony passes for it."""
    return re.compile(rf"\b({_either(stems)})\s*(?:no\.?|№|n)?\s*[-‐‑–]?\s*(\d{{1,2}})\b", re.IGNORECASE)
