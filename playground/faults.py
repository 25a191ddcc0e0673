"""Scripted misfortune: what a test wants Telegram to do wrong."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from playground.errors import ApiError, too_many

Kind = Literal["refuse", "hang", "reset", "lose_answer"]


@dataclass(slots=True)
class Fault:
    """One scripted fault: for `method` (None: any) and calls that `when` accepts, `times` times."""

    kind: Kind
    method: str | None = None
    times: int = 1
    error: ApiError | None = None
    seconds: float = 0.0
    when: Callable[[dict[str, Any]], bool] | None = None

    def strikes(self, method: str, params: dict[str, Any]) -> bool:
        """Return tell whether this fault meets this call."""
        if self.times < 1 or (self.method and self.method.lower() != method.lower()):
            return False
        return self.when is None or self.when(params)


@dataclass(slots=True)
class Faults:
    """The script; faults strike in the order in which they were written, each call meeting at most one.

    `latency` is added to every answer, in seconds.
    """

    latency: float = 0.0
    pending: list[Fault] = field(default_factory=list)

    def refuse(
        self,
        method: str | None,
        code: int,
        description: str,
        times: int = 1,
        when: Callable[[dict[str, Any]], bool] | None = None,
    ) -> None:
        """Answer the next calls with this error, the call having no effect."""
        self.pending.append(Fault("refuse", method, times, ApiError(code, description), when=when))

    def too_many(self, method: str | None, retry_after: int, times: int = 1) -> None:
        """Answer the next calls with 429 and `retry_after` seconds."""
        self.pending.append(Fault("refuse", method, times, too_many(retry_after)))

    def server_error(self, method: str | None, times: int = 1, code: int = 500) -> None:
        """Answer the next calls with a 5xx, the call having no effect."""
        description = {500: "Internal Server Error", 502: "Bad Gateway", 504: "Gateway Timeout"}.get(code, "Error")
        self.refuse(method, code, description, times)

    def hang(self, method: str | None, seconds: float, times: int = 1) -> None:
        """Keep the next calls waiting for `seconds`, then close without an answer, the call having no effect."""
        self.pending.append(Fault("hang", method, times, seconds=seconds))

    def reset(self, method: str | None, times: int = 1) -> None:
        """Cut the connection before the call has any effect."""
        self.pending.append(Fault("reset", method, times))

    def lose_answer(self, method: str | None, times: int = 1) -> None:
        """Carry the next calls out, then cut the connection instead of answering."""
        self.pending.append(Fault("lose_answer", method, times))

    def clear(self) -> None:
        """Forget the script."""
        self.pending.clear()

    def take(self, method: str, params: dict[str, Any]) -> Fault | None:
        """Take the fault that meets this call, counted down."""
        for fault in self.pending:
            if fault.strikes(method, params):
                fault.times -= 1
                self.pending = [one for one in self.pending if one.times > 0]
                return fault
        return None
