"""HTML as a small tree of bounded size and depth, and the text in it as lines. It runs nothing and fetches nothing.

``html.parser`` takes time that grows with the square of some hostile texts: give it more than a few kilobytes of
somebody else's HTML only through ``sources/markup_reader``, where it can be stopped.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from sources.documents import DocumentProblem, DocumentRefused

LARGEST = 2 * 1024 * 1024
"""Characters of one document."""

DEEPEST = 256
"""Elements inside each other; real pages stay under 60."""

MOST_ELEMENTS = 100_000

_VOID = frozenset("area base br col embed hr img input link meta source track wbr param frame".split())
_UNREAD = frozenset("script style noscript template svg iframe object textarea select button head math canvas".split())
_BLOCKS = frozenset(
    "address article aside blockquote br caption dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr"
    " li main nav ol p pre section table td th tr ul".split()
)
_ENDED_BY: Mapping[str, frozenset[str]] = {
    **{name: frozenset({"p"}) for name in _BLOCKS - {"br", "td", "th", "caption"}},
    **{name: frozenset({name, "p"}) for name in ("li", "tr", "option")},
    **{name: frozenset({"td", "th", "p"}) for name in ("td", "th")},
    **{name: frozenset({"dt", "dd", "p"}) for name in ("dt", "dd")},
    "option": frozenset({"option"}),
}
"""Which open element a new one ends, where authors leave the end tag out."""

_SPACES = re.compile(r"\s+")


@dataclass(slots=True)
class Element:
    """One element: its name in lower case, its attributes, and its children in order (texts with single spaces)."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)

    def has_class(self, name: str) -> bool:
        """Return whether the element carries a class."""
        return name in self.attributes.get("class", "").split()


def parse_markup(text: str) -> Element:
    """Return the root of a document or fragment; raise DocumentRefused. Bad HTML is read as well as it can be."""
    if len(text) > LARGEST:
        raise DocumentRefused(DocumentProblem.TOO_LARGE)
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return builder.root


def walk(root: Element) -> Iterator[Element]:
    """Yield an element and all elements under it, in the order of the document."""
    pending = [root]
    while pending:
        element = pending.pop()
        yield element
        pending.extend(child for child in reversed(element.children) if isinstance(child, Element))


def with_class(root: Element, name: str) -> Iterator[Element]:
    """Yield the elements under ``root`` that carry a class."""
    return (element for element in walk(root) if element.has_class(name))


def text_of(root: Element, left_out: frozenset[str] = frozenset()) -> str:
    """Return what a reader would see, a line for each block, without the elements named in ``left_out``."""
    parts: list[str] = []
    pending: list[Element | str] = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, str):
            parts.append(node)
        elif node.name not in _UNREAD and node.name not in left_out:
            edge = ["\n"] if node.name in _BLOCKS else []
            parts += edge
            pending += edge
            pending.extend(reversed(node.children))
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


class _Builder(HTMLParser):
    """Builds the tree, and stops at its bounds."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS:
            raise DocumentRefused(DocumentProblem.TOO_MANY)
        if self._open[-1].name in _ENDED_BY.get(tag, ()):
            self._open.pop()
        element = Element(tag, {name: value or "" for name, value in reversed(attrs)})
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)
        if len(self._open) > DEEPEST:
            raise DocumentRefused(DocumentProblem.TOO_DEEP)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest open element of this name; an end tag of nothing is passed over."""
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].name == tag:
                del self._open[at:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(_SPACES.sub(" ", data))

    def parse_html_declaration(self, i: int) -> int:
        """Read ``<!…>`` as browsers do: a comment or nothing. html.parser itself raises on sections unknown to it."""
        if self.rawdata.startswith("<!--", i):
            return self.parse_comment(i)
        return self.parse_bogus_comment(i)
