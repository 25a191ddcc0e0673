"""Reading a call's parameters: strings from a form or query, or JSON's own types; both mean the same."""

import json
from dataclasses import dataclass, field
from typing import Any

from playground.errors import bad_request

_TRUE = frozenset({"true", "yes", "1", "y", "t"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Params:
    """A call's parameters, read as what the method wants them to be. Wrong ones raise ApiError 400."""

    values: dict[str, Any]
    uploads: dict[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Tell whether it was given, and not as null."""
        return self.values.get(name) is not None

    def raw(self, name: str) -> Any:
        """Return the value as it came; None if it did not."""
        return self.values.get(name)

    def text(self, name: str) -> str:
        """Read a string, empty if it is missing."""
        value = self.values.get(name)
        if value is None:
            return ""
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise bad_request("strings must be encoded in UTF-8")
        return text

    def integer(self, name: str, default: int = 0) -> int:
        """Read a whole number, written as one or as its digits."""
        value = self.values.get(name)
        if value is None or value == "":
            return default
        try:
            return int(str(value))
        except ValueError:
            raise bad_request(f'parameter "{name}" must be of type Integer') from None

    def flag(self, name: str) -> bool:
        """Read true or false, in any spelling that Telegram takes for true."""
        value = self.values.get(name)
        return value is True or str(value).lower() in _TRUE

    def json(self, name: str) -> Any:
        """Read a JSON-serialised value, or the value itself in a JSON body; None if missing."""
        value = self.values.get(name)
        if not isinstance(value, str) or value == "":
            return None if value == "" else value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def list(self, name: str) -> list[Any]:
        """Read a JSON-serialised array, empty if missing."""
        value = self.json(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise bad_request(f"expected an Array in {name}")
        return value
