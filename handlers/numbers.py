"""The history of waves and the figures by month: in words, and as a picture that says the same."""

from telegram.error import BadRequest

from domain.callback import CHART
from domain.chart import Chart
from domain.message import Message
from domain.tally import months
from domain.waves import waves as waves_among
from handlers.visit import Visit
from texts import charts
from texts import numbers as by_month
from texts import waves as history

_UNKNOWN_FILE = ("file identifier", "file_id", "file_reference", "temporarily unavailable")
"""What Telegram says of a picture that it holds no more."""


async def waves(visit: Visit) -> None:
    """``/waves``, the buttons that turn its pages, and ``/waves chart``."""
    told = waves_among(await visit.house.figures.events(visit.house.store))
    if visit.asked == CHART and told.events:
        await _picture(visit, charts.of_waves(told, visit.voice), charts.waves_caption(told, visit.voice))
    else:
        await visit.show(history.waves(told, _page(visit), visit.voice))


async def numbers(visit: Visit) -> None:
    """``/numbers``, the buttons that turn its pages, and ``/numbers chart``."""
    told = months(await visit.house.figures.events(visit.house.store))
    chart = charts.of_numbers(told, visit.voice) if visit.asked == CHART else None
    if chart:
        await _picture(visit, chart, charts.numbers_caption(told, visit.voice))
    else:
        await visit.show(by_month.numbers(told, _page(visit), visit.voice))


def _page(visit: Visit) -> int:
    return visit.callback.code if visit.callback else 0


async def _picture(visit: Visit, chart: Chart, caption: Message) -> None:
    try:
        await _sent(visit, chart, caption)
    except BadRequest as error:
        if not any(words in error.message.lower() for words in _UNKNOWN_FILE):
            raise
        visit.house.pictures.forget(chart)
        await _sent(visit, chart, caption)


async def _sent(visit: Visit, chart: Chart, caption: Message) -> None:
    pictures = visit.house.pictures
    picture = await pictures.of(chart)
    if picture is None:
        await visit.refuse(charts.not_drawn(visit.voice))
        return
    file_id = await visit.send_picture(picture, caption)
    if file_id:
        pictures.uploaded(chart, file_id)
