"""Why a document that was fetched was not read: one list for feeds, previews and pages."""

from enum import StrEnum


class DocumentProblem(StrEnum):
    """What is wrong with a document, as the operator is told; ``DocumentRefused.detail`` holds the particulars."""

    TOO_LARGE = "too_large"
    TOO_DEEP = "too_deep"
    TOO_MANY = "too_many"
    """Elements."""
    BROKEN = "broken"
    NOT_A_FEED = "not_a_feed"
    DECLARATIONS = "declarations"
    """A feed declares entities: none needs to, bombs do."""
    PREVIEW_OFF = "preview_off"
    """A channel is not shown to everybody: that is not "no news"."""
    UNKNOWN_SHAPE = "unknown_shape"
    """Nothing in the page is where it used to be."""
    ANOTHER_CHANNEL = "another_channel"
    TOO_SLOW = "too_slow"
    DIED = "died"
    """The process that read it came to an end without an answer, by its memory limit for one."""


class DocumentRefused(ValueError):  # noqa: N818 - reads as what it is: `except DocumentRefused`
    """Raised for a document of which nothing is taken."""

    def __init__(self, problem: DocumentProblem, detail: str = "") -> None:
        self.problem = problem
        self.detail = detail
        super().__init__(f"{problem} {detail}".strip())
