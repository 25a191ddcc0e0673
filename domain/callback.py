"""What a button carries: ``version.verb.code.arg``, ASCII, at most 64 bytes, no names (PRODUCT.md, Settled)."""

from dataclasses import dataclass
from typing import Self

VERSION = "1"
LONGEST = 64


@dataclass(frozen=True, slots=True)
class Callback:
    """A pressed button: what to do (``verb``), to which person or event (``code``, 0 for none), and one argument."""

    verb: str
    code: int = 0
    arg: str = ""

    def __str__(self) -> str:
        text = f"{VERSION}.{self.verb}.{self.code}.{self.arg}"
        if len(text.encode("ascii")) > LONGEST:
            raise ValueError("callback data over 64 bytes")
        return text

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return what a button carries, or None for a button of another version or of nobody's."""
        version, _, rest = text.partition(".")
        verb, _, rest = rest.partition(".")
        code, _, arg = rest.partition(".")
        if version != VERSION or not verb or not (code.isascii() and code.isdigit()):
            return None
        return cls(verb, int(code), arg)
