"""SQL stands in storage/ only and is never put together from strings."""

import ast
import re
from collections.abc import Iterator

from tests.house.tree import OURSELVES, Source, docstrings, dotted, literal

SQL = re.compile(
    r"""\b(?:
        SELECT\s+[\w*{?:(]
        | select\b[^.]*?\bfrom\s+\w+\s*(?:$|[;),{]|\b(?:where|order|limit|join|group|as)\b)
        | (?i:INSERT\s+(?:OR\s+\w+\s+)?INTO\s)
        | (?i:DELETE\s+FROM\s)
        | (?i:UPDATE\s+[\w{}"]+\s+SET\s)
        | (?i:(?:CREATE|DROP|ALTER)\s+(?:UNIQUE\s+|VIRTUAL\s+)?(?:TABLE|INDEX|TRIGGER|VIEW)\s)
        | PRAGMA\s+\w
        | BEGIN\s+(?:IMMEDIATE|EXCLUSIVE)
        | VACUUM\s+INTO
    )""",
    re.VERBOSE | re.DOTALL,
)
DATABASE_CALLS = frozenset({"text", "execute", "executemany", "executescript", "exec_driver_sql", "scalar", "scalars"})


def sql_outside_storage(source: Source) -> Iterator[str]:
    """No SQL text in a room other than storage/."""
    if source.room in OURSELVES | {"storage"}:
        return
    explained = docstrings(source)
    for node in ast.walk(source.tree):
        text = literal(node)
        if text and id(node) not in explained and SQL.search(text):
            yield f"line {getattr(node, 'lineno', 0)}: SQL outside storage/: {text.strip()[:60]!r}"


def _is_assembled(node: ast.AST) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        return True
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"


def _has_sql(node: ast.AST) -> bool:
    return any(SQL.search(literal(inner) or "") for inner in ast.walk(node))


def _asks_with_an_f_string(node: ast.Call) -> bool:
    is_asking = dotted(node.func).rpartition(".")[2] in DATABASE_CALLS
    return is_asking and any(isinstance(argument, ast.JoinedStr) for argument in node.args)


def assembled_sql(source: Source) -> Iterator[str]:
    """No SQL made by an f-string, `%`, `+` or `.format`, anywhere; nor any such text handed to the database."""
    for node in ast.walk(source.tree):
        if _is_assembled(node) and _has_sql(node):
            yield f"line {getattr(node, 'lineno', 0)}: SQL put together from strings"
        elif isinstance(node, ast.Call) and _asks_with_an_f_string(node):
            yield f"line {node.lineno}: an f-string given to {dotted(node.func)}"
