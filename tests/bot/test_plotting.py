"""Charts as they are drawn: their size, their letters, and that no word runs out of the picture or into another."""

import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from itertools import combinations

import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from PIL import Image

from bot.plotting import WIDTH, figure_of, plot
from domain.chart import Bars, Chart, Form, Panel
from domain.language import Language
from domain.tally import months
from domain.waves import waves
from tests.test_tally import starter
from tests.texts.figure_samples import news
from texts import charts
from texts.phrasebook import Phrasebook

BOOK = Phrasebook.load()
LARGEST = 200_000
NAMES = ("waves", "numbers", "all waves", "all numbers")


def chart(name: str, language: str) -> Chart:
    """Return a chart of the starter data, or of two years with every kind of news."""
    voice, events = BOOK.voice(Language(language)), news("Viasna") if name.startswith("all") else starter()
    made = charts.of_waves(waves(events), voice) if "waves" in name else charts.of_numbers(months(events), voice)
    assert made is not None
    return made


def laid_out(drawn: Chart) -> Figure:
    figure = figure_of(drawn)
    FigureCanvasAgg(figure).draw()  # type: ignore[no-untyped-call]
    return figure


def boxes(figure: Figure) -> list[tuple[str, Bbox]]:
    """Return every word that is seen, and where it stands, in pixels."""
    unseen = {id(label) for axes in figure.axes for label in _beyond(axes)}
    texts = (each for each in figure.findobj(Text) if isinstance(each, Text) and id(each) not in unseen)
    return [(each.get_text(), each.get_window_extent()) for each in texts if each.get_visible() and each.get_text()]


def _beyond(axes: Axes) -> Iterator[Text]:
    """Yield the labels that matplotlib holds ready beyond the ends of an axis, and does not draw."""
    for axis in (axes.xaxis, axes.yaxis):
        low, high = sorted(axis.get_view_interval())
        yield from (tick.label1 for tick in axis.get_major_ticks() if not low <= tick.get_loc() <= high)


def outside(figure: Figure) -> list[str]:
    """Return the words that run out of the picture."""
    width, height = figure.canvas.get_width_height()
    found = boxes(figure)
    assert found
    return [text for text, box in found if min(box.x0, box.y0) < 0 or box.x1 > width or box.y1 > height]


@pytest.mark.parametrize("language", BOOK.languages)
@pytest.mark.parametrize("name", NAMES)
def test_a_chart_is_a_small_opaque_png_of_one_width(name: str, language: str) -> None:
    png = plot(chart(name, language))
    picture = Image.open(BytesIO(png))
    picture.load()
    assert (picture.format, picture.width) == ("PNG", WIDTH)
    assert 400 < picture.height < 2_000
    assert len(png) <= LARGEST
    seen = picture.convert("RGBA")
    assert seen.getpixel((2, 2)) == (255, 255, 255, 255)
    assert seen.getchannel("A").getextrema() == (255, 255)
    assert min(seen.convert("L").tobytes()) < 60


@pytest.fixture(scope="module", params=[(name, language) for name in NAMES for language in BOOK.languages])
def figure(request: pytest.FixtureRequest) -> Figure:
    return laid_out(chart(*request.param))


def test_every_word_stands_in_the_picture(figure: Figure) -> None:
    """A letter that the font has not would be a warning, and so an error here."""
    assert not outside(figure)


def test_labels_do_not_cover_each_other(figure: Figure) -> None:
    for axes in figure.axes:
        for labels in (axes.get_xticklabels(), axes.get_yticklabels()):
            flat = [each.get_window_extent() for each in labels if each.get_text() and not each.get_rotation() % 90]
            assert not [1 for one, other in combinations(flat, 2) if _cover(one, other)]


def _cover(one: Bbox, other: Bbox) -> bool:
    shared = Bbox.intersection(one, other)
    return shared is not None and min(shared.width, shared.height) > 1


def test_the_longest_labels_still_fit() -> None:
    """A language with longer words, numbers of five digits, one bar only: nothing runs out."""
    for form, labels in ((Form.ROWS, 1), (Form.COLUMNS, 24), (Form.LINE, 24)):
        texts = tuple(f"дваццаць восьмага верасня {number}" for number in range(labels))
        bars = Bars("Унесена ў спіс палітвязняў", (99_999,) * labels, (1,) * labels, ("99 999",) * labels)
        panel = Panel(form, "Спіс", texts, (bars,), tuple(range(labels)))
        assert not outside(laid_out(Chart("Лічбы па месяцах", "Паводле стану", "Не пацверджана", (panel,))))


def test_patterns_and_not_only_colours_tell_bars_apart() -> None:
    (axes, *_) = laid_out(chart("all numbers", "be")).axes
    legend = axes.get_legend()
    assert legend is not None
    looks = [(patch.get_hatch(), str(patch.get_linestyle())) for patch in legend.get_patches()]
    assert len(looks) == 5
    assert len(set(looks)) == 5


def test_only_what_is_there_is_named() -> None:
    axes, line = laid_out(chart("numbers", "en")).axes
    legend = axes.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["Releases", "Pardons"]
    assert line.get_legend() is None
    assert [text.get_text() for text in line.get_xticklabels()] == ["January 2025", "May 2024", "6 March 2024"]


def test_a_chart_survives_the_way_to_the_process() -> None:
    for name in NAMES:
        made = chart(name, "be")
        assert Chart.from_json(made.to_json()) == made
        assert hash(made) == hash(chart(name, "be"))


def test_the_bot_never_loads_the_plotting_library() -> None:
    asked = "import sys, bot.runtime; sys.exit('matplotlib' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
