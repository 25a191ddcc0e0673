"""The Python files of the repository, parsed once, and what a rule says about one of them."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[2]
BUILT = frozenset({"build", "dist"})
OURSELVES = frozenset({"tests", "benchmarks"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its path from the root of the repository, its text and its syntax tree."""

    path: PurePosixPath
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The folder of the first floor, or the file itself when it stands in the root."""
        return self.path.parts[0]


Rule = Callable[[Source], Iterator[str]]


def parse(path: str, text: str) -> Source:
    """Parse one file's text; a syntax error is the caller's to see."""
    return Source(PurePosixPath(path), text, ast.parse(text))


def repository() -> tuple[Source, ...]:
    """Parse every Python file of the repository, in git or not yet; environments and what was built are left out."""
    folders = [path for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")]
    ours = [path for path in folders if path.name not in BUILT and not (path / "pyvenv.cfg").exists()]
    files = [*ROOT.glob("*.py"), *(file for folder in ours for file in folder.rglob("*.py"))]
    return tuple(parse(str(file.relative_to(ROOT)), file.read_text("utf-8")) for file in sorted(files))


def functions(source: Source) -> Iterator[Function]:
    """Yield every function and method, nested ones too."""
    for node in ast.walk(source.tree):
        if isinstance(node, Function):
            yield node


def length(node: Function) -> int:
    """Count a function's lines from `def` to its last, docstring included, decorators not."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def dotted(node: ast.expr) -> str:
    """Return `a.b.c` for a chain of names; what cannot be named (a call, an index) is `?`."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "?"


def docstrings(source: Source) -> frozenset[int]:
    """Return the identities of docstrings and other bare strings, which explain and are never shown."""
    bare = (node.value for node in ast.walk(source.tree) if isinstance(node, ast.Expr))
    return frozenset(id(value) for value in bare if isinstance(value, ast.Constant))


def literal(node: ast.AST) -> str | None:
    """Return the text of a string literal or the fixed parts of an f-string, holes as `{}`; None for all else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join("{}" if isinstance(part, ast.FormattedValue) else str(literal(part)) for part in node.values)
    return None
