"""Words for people stand in texts/ and locales/ only."""

import ast
import re
from collections.abc import Iterator

from tests.house.tree import Source, docstrings, dotted, literal

SPEAKERLESS = frozenset({"bot", "handlers", "workers"})
CYRILLICLESS = SPEAKERLESS | {"commands", "storage", "main.py"}
LOG_FORMAT = "bot/logs.py"
LOG_METHODS = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log"})
SAYING = re.compile(r"(reply|send|edit|answer|Button|Message|Command)")
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
ADDRESSED = re.compile(r"[^\W\d_]\s+[^\W\d_]|^[A-ZА-ЯЁІЎ][a-zа-яёіў]|[А-яЁёІіЎў]")
CYRILLIC = re.compile(r"[Ѐ-ӿ]")


def _is_sentence(text: str) -> bool:
    words = [token.strip(".,;:!?…()«»„“\"'—–") for token in text.split()]
    natural = [word for word in words if WORD.fullmatch(word)]
    return len(natural) >= 3 and len(natural) * 2 >= len(words) and any(word.islower() for word in natural)


def _is_unspoken(node: ast.AST) -> bool:
    """Say whether a node's text goes to the operator: a log line, an exception's text, a warning."""
    if isinstance(node, ast.Raise | ast.Assert):
        return True
    if not isinstance(node, ast.Call):
        return False
    name = dotted(node.func)
    return name.rpartition(".")[2] in LOG_METHODS or name in {"super.__init__", "?.__init__", "warnings.warn"}


def _unspoken(source: Source) -> set[int]:
    quiet = set(docstrings(source))
    for node in ast.walk(source.tree):
        if _is_unspoken(node):
            quiet.update(id(inner) for inner in ast.walk(node))
    return quiet


def _compared(source: Source) -> set[int]:
    """Return the identities of what is compared with or looked through: CAPITALS, comparisons, comprehensions."""
    nodes = tuple(ast.walk(source.tree))
    asked: list[ast.AST] = [node for node in nodes if isinstance(node, ast.Compare)]
    asked += (node.iter for node in nodes if isinstance(node, ast.comprehension))
    assigned = (node for node in source.tree.body if isinstance(node, ast.Assign))
    asked += (node for node in assigned if all(dotted(target).isupper() for target in node.targets))
    return {id(inner) for node in asked for inner in ast.walk(node)}


def _is_telegrams(text: str) -> bool:
    """Say whether a text may be what Telegram answers to us ("chat not found"): ASCII, no capital, no hole."""
    return text.isascii() and text.islower() and "{" not in text


def _texts(tree: ast.AST, quiet: set[int]) -> Iterator[tuple[int, str]]:
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        text = literal(node)
        if text is not None and id(node) not in quiet and id(node) not in inside:
            yield getattr(node, "lineno", 0), text


def sentence(source: Source) -> Iterator[str]:
    """No literal of three or more words, one of them in lower case, in bot/, handlers/ or workers/.

    Docstrings, log lines, warnings and exceptions are for developers and the operator: they may speak. Telegram's own
    refusals, in lower case, may be compared with.
    """
    if source.room not in SPEAKERLESS or str(source.path) == LOG_FORMAT:
        return
    quiet = _unspoken(source)
    telegrams = set(_texts(source.tree, quiet)) - set(_texts(source.tree, quiet | _compared(source)))
    for line, text in _texts(source.tree, quiet):
        if _is_sentence(text) and not ((line, text) in telegrams and _is_telegrams(text)):
            yield f"line {line}: a sentence outside texts/: {text[:60]!r}"


def spoken_literal(source: Source) -> Iterator[str]:
    """No literal that reads like words among the arguments of a call that speaks (reply, send, edit, a button)."""
    if source.room not in SPEAKERLESS:
        return
    quiet = _unspoken(source)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and id(node) not in quiet and SAYING.search(dotted(node.func).rpartition(".")[2]):
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                text = literal(argument)
                if text and ADDRESSED.search(text):
                    yield f"line {node.lineno}: words given straight to {dotted(node.func)}: {text[:60]!r}"


def cyrillic(source: Source) -> Iterator[str]:
    """No Belarusian or Russian letters in the code of rooms that neither speak nor read a source."""
    if source.room not in CYRILLICLESS:
        return
    for line, text in _texts(source.tree, set(docstrings(source))):
        if CYRILLIC.search(text):
            yield f"line {line}: a Cyrillic literal: {text[:60]!r}"
