"""Files, functions and their names stay small enough to read and clear enough to find."""

import ast
import re
from collections.abc import Iterable, Iterator
from statistics import median

from tests.house.tree import OURSELVES, Source, functions, length

FILE_LINES = 300
FUNCTION_LINES = 40
TEST_LINES = 60
MEDIAN_LINES = 10
VAGUE = frozenset(
    "util utils common helper helpers info item items manager managers misc service services stuff".split()
)
VAGUE_ALONE = frozenset({"data", "base", "core", "new", "temp"})
VAGUE_CLASSES = frozenset({*VAGUE, "data"})


def long_file(source: Source) -> Iterator[str]:
    """Allow a file 300 lines."""
    lines = len(source.text.splitlines())
    if lines > FILE_LINES:
        yield f"{lines} lines, {FILE_LINES} allowed"


def long_function(source: Source) -> Iterator[str]:
    """Allow a function 40 lines, 60 in tests and benchmarks."""
    allowed = TEST_LINES if source.room in OURSELVES else FUNCTION_LINES
    for node in functions(source):
        if length(node) > allowed:
            yield f"line {node.lineno}: {node.name} has {length(node)} lines, {allowed} allowed"


def vague_file_name(source: Source) -> Iterator[str]:
    """Name a file or folder after what stands in it."""
    for part in source.path.with_suffix("").parts:
        if VAGUE & set(part.split("_")):
            yield f"{part!r} names nothing"
    if source.path.stem in VAGUE_ALONE:
        yield f"{source.path.stem!r} names nothing"


def vague_class_name(source: Source) -> Iterator[str]:
    """Name a class after a noun of the house; the playground speaks Telegram's own words."""
    if source.room == "playground":
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef):
            words = {word.lower() for word in re.findall(r"[A-Z][a-z]*", node.name)}
            if words & VAGUE_CLASSES or words == {"user"}:
                yield f"line {node.lineno}: class {node.name} names nothing"


def median_length(sources: Iterable[Source]) -> float:
    """Return the median number of lines of the functions in the rooms (tests and benchmarks left out)."""
    lengths = [length(node) for one in sources if one.room not in OURSELVES for node in functions(one)]
    return median(lengths) if lengths else 0
