"""What is written down never holds what somebody said, however it gets to the log."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from bot.logs import RedactingFormatter, places, redact

TOKEN = f"7012345678:{'AbC_-' * 7}"  # made up, of a token's shape
SECRET = "Тайна"
ROOT = Path(__file__).parents[2]


def formatted(name: str, words: str, *arguments: object, error: BaseException | None = None) -> str:
    trouble = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord(name, logging.ERROR, "here.py", 1, words, arguments, trouble, sinfo=f"stack of {SECRET}")
    return RedactingFormatter().format(record)


def test_tokens_and_ids_leave_our_own_lines() -> None:
    line = formatted("zvestka.x", "at https://example.org/bot%s/getMe for %d and %s", TOKEN, 5812000001, -481200)
    assert line.endswith("at https://example.org/bot<token>/getMe for <number> and <number>")


def test_counts_stay_readable() -> None:
    assert redact("ready: 12345 people in 3 s") == "ready: 12345 people in 3 s"


@pytest.mark.parametrize("name", ["telegram.ext", "aiohttp.access", "asyncio", "py.warnings", "zvestkaish", "root"])
def test_a_librarys_line_keeps_its_name_only(name: str) -> None:
    line = formatted(name, f"{SECRET} %s", SECRET)
    assert SECRET not in line
    assert f"ERROR {name} (" in line


def test_words_that_do_not_fit_are_withheld() -> None:
    assert SECRET not in formatted("zvestka", "%d of them", SECRET)


def _chained() -> BaseException:
    try:
        _second()
    except ValueError as second:
        return ExceptionGroup(SECRET, [second, OSError(SECRET)])
    raise AssertionError


def _second() -> None:
    try:
        _first()
    except KeyError as first:
        raise ValueError(SECRET) from first


def _first() -> None:
    raise KeyError(SECRET)


def test_an_error_is_its_types_and_places_with_all_causes() -> None:
    text = "\n".join(places(_chained()))
    assert [line.strip() for line in text.splitlines() if not line.startswith("    ")] == [
        "builtins.ExceptionGroup",
        "builtins.ValueError",
        "builtins.KeyError",
        "builtins.OSError",
    ]
    assert text.count("test_logs.py:") == 4
    assert SECRET not in text


def test_an_error_that_causes_itself_ends() -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    assert len(list(places(first))) == 2


PAST_THE_LOGGERS = """
import asyncio, gc, logging, sys, threading, warnings
from bot.logs import configure_logging
configure_logging()
secret = sys.argv[1]

class Finalized:
    def __del__(self):
        raise LookupError(secret)

def in_thread():
    raise OSError(secret)

async def forgotten():
    raise ArithmeticError(secret)

async def run():
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(forgotten())
    await asyncio.sleep(0)
    del task
    gc.collect()
    loop.call_soon(lambda: 1 / 0 if secret else None)
    loop.call_exception_handler({"message": secret, "exception": RuntimeError(secret)})
    await asyncio.sleep(0)

Finalized()
thread = threading.Thread(target=in_thread)
thread.start()
thread.join()
warnings.warn(secret)
logging.getLogger("library").error("%d", secret)
logging.getLogger("zvestka.x").error("%d", secret)
asyncio.run(run(), debug=True)
raise NotImplementedError(secret)
"""


def test_nothing_is_printed_past_the_loggers() -> None:
    asked = [sys.executable, "-c", PAST_THE_LOGGERS, SECRET]
    ended = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False, timeout=30)
    kinds = "LookupError OSError ArithmeticError ZeroDivisionError RuntimeError NotImplementedError py.warnings library"
    assert [kind for kind in kinds.split() if kind not in ended.stderr] == []
    assert SECRET not in ended.stderr + ended.stdout
    assert ended.returncode == 1
