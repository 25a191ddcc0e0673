"""What editors see of sending, of the bot as a whole, and of a correction before they approve it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.audience import Reach
from domain.callback import Callback, Verb
from domain.event import Act, EventKind, EventState, Filed
from domain.message import Message
from domain.person import Listed
from domain.status import IllSource, Outbox, Sending, Status, Unapproved
from tests.texts.correction_samples import SAID, later
from tests.texts.samples import BOOK, event, filed, person, voice
from texts import correcting
from texts.correction import Revision
from texts.dates import duration
from texts.desk import Asked
from texts.markup import plain
from texts.progress import progress
from texts.proof import Proof, correction_proof
from texts.status import status

NEWS = filed()
WORDS = {
    "be": (
        "0 секунд",
        "59 секунд",
        "1 хвіліна",
        "4 хвіліны",
        "21 хвіліна",
        "2 гадзіны",
        "23 гадзіны",
        "1 дзень",
        "5 дзён",
    ),
    "ru": ("0 секунд", "59 секунд", "1 минута", "4 минуты", "21 минута", "2 часа", "23 часа", "1 день", "5 дней"),
    "en": ("0 seconds", "59 seconds", "1 minute", "4 minutes", "21 minutes", "2 hours", "23 hours", "1 day", "5 days"),
}
SPANS = (0, 59, 60, 299, 21 * 60, 7_200, 86_399, 86_400, 5 * 86_400)


def read(message: Message) -> str:
    return plain(message.text).replace("\xa0", " ")


def pressed(message: Message) -> list[Callback | None]:
    return [Callback.parse(button.action) for row in message.keyboard for button in row]


@pytest.mark.parametrize(("language", "words"), WORDS.items())
def test_how_long(language: str, words: tuple[str, ...]) -> None:
    told = [duration(timedelta(seconds=seconds), voice(language)) for seconds in SPANS]
    assert told == [word.replace(" ", "\xa0") for word in words]


def test_a_clock_that_jumped_back_makes_no_negative_time() -> None:
    assert duration(timedelta(seconds=-5), voice("en")) == "0\xa0seconds"


def test_sending_can_be_stopped() -> None:
    shown = progress(NEWS, Sending(1_204, 3_100, 2, 4), voice("en"))
    assert read(shown) == (
        "News No. 17. Release: 19 March 2026\nSending.\nSent: 1,204. Waiting: 3,100. Failed: 2.\n"
        "Time left, about: 4 minutes."
    )
    assert pressed(shown) == [Callback(Verb.STOP, 17, "1")]


@pytest.mark.parametrize(
    ("act", "language", "heading"),
    [
        (Act.UPDATE, "be", "Выпраўленне. Навіна № 17."),
        (Act.CANCEL, "ru", "Отозвано. Новость № 17."),
        (Act.CANCEL, "en", "Retracted. News No. 17."),
    ],
)
def test_what_is_corrected_or_taken_back_is_called_so(act: Act, language: str, heading: str) -> None:
    news = replace(NEWS, event=replace(NEWS.event, act=act))
    assert read(progress(news, Sending(0, 3_100, 0), voice(language))).startswith(heading)


def test_who_reads_digests_is_told_later() -> None:
    shown = progress(NEWS, Sending(1_204, 0, 2, later=3_000), voice("be"))
    assert read(shown).splitlines()[1:] == [
        "Рассылка скончана.",
        "Адпраўлена: 1 204. Пазней, у аглядах навін: 3 000. Не дастаўлена: 2.",
    ]


def test_what_is_stopped_can_go_on_and_has_no_end_in_sight() -> None:
    shown = progress(NEWS, Sending(1_204, 3_100, 0, 4, stopped=True), voice("be"))
    assert read(shown).splitlines()[1:] == ["Рассылка спынена.", "Адпраўлена: 1 204. У чарзе: 3 100."]
    assert pressed(shown) == [Callback(Verb.GO_ON, 17, "1")]


@pytest.mark.parametrize("stopped", [True, False])
def test_what_is_done_has_no_button(stopped: bool) -> None:
    shown = progress(NEWS, Sending(1_204, 0, 2, 0, stopped), voice("ru"))
    assert read(shown).splitlines()[1:] == ["Рассылка завершена.", "Отправлено: 1 204. Не доставлено: 2."]
    assert not shown.keyboard


def test_less_than_a_minute_and_nobody_knows() -> None:
    assert read(progress(NEWS, Sending(1, 1, 0, 0), voice("en"))).endswith("Less than a minute left.")
    assert read(progress(NEWS, Sending(1, 1, 0), voice("en"))).endswith("Waiting: 1.")


def test_the_status_tells_of_outbox_sources_and_desk() -> None:
    minute, hour = timedelta(minutes=1), timedelta(hours=1)
    told = Status(
        Outbox(
            3_100, 2, 25, oldest=4 * minute, next_in=timedelta(seconds=3), held=timedelta(seconds=17), stopped=[16, 15]
        ),
        9,
        [IllSource("belsat", 3 * hour), IllSource("viasna-news")],
        [Unapproved(17, 1)],
        5,
    )
    shown = status(told, voice("be"))
    assert read(shown) == (
        "Чарга на адпраўку\nПаведамленняў у чарзе: 3 100\n– № 16. Рассылка спынена.\n– № 15. Рассылка спынена.\n"
        "Самае доўгае чаканне: 4 хвіліны\n"
        "Час да наступнага паведамлення: 3 секунды\nНе дастаўлена паведамленняў за суткі: 2\n"
        "Паведамленняў за секунду, не больш: 25\nTelegram просіць пачакаць: 17 секунд\n\n"
        "Крыніцы\nКрыніц без збояў: 9\nКрыніцы, якія нічога не даюць, і як доўга:\n– belsat: 3 гадзіны\n"
        "– viasna-news: з самага пачатку\n\n"
        "На разглядзе\nКолькасць паведамленняў, якія чакаюць разгляду: 5\n"
        "Чарнавікоў, якія чакаюць пацвярджэння: 1\n– № 17. Патрэбна яшчэ пацвярджэнняў: 1"
    )
    assert pressed(shown) == [Callback(Verb.REVIEW, 0, "new")]


def test_the_status_names_a_few_drafts_and_counts_all() -> None:
    told = Status(Outbox(0, 0, 25), 9, unapproved=[Unapproved(number, 1) for number in range(1, 501)])
    shown = read(status(told, voice("en")))
    assert "Drafts waiting for approval: 500\n– No. 1. Approvals" in shown
    assert shown.endswith("– No. 20. Approvals still needed: 1")


def test_where_all_is_well_nothing_is_said_of_waiting() -> None:
    shown = status(Status(Outbox(0, 0, 25), 9), voice("en"))
    assert "Longest wait" not in shown.text
    assert "asks us" not in shown.text
    assert "give nothing" not in shown.text
    assert not shown.keyboard


def drafted(act: Act) -> tuple[Filed, Revision, Proof]:
    """Return a draft of what ``act`` does to a release of one person, what was sent, and how it would be told."""
    somebody = person()
    was = Revision(event(), [somebody])
    draft = Filed(17, later(was.event, EventKind.TRANSFER, somebody, act=act).event, EventState.DRAFT)
    return draft, was, correction_proof(draft, [Listed(7, somebody)], was, SAID, BOOK)


@pytest.mark.parametrize(
    ("act", "heading"),
    [(Act.UPDATE, "Correction of news No. 17, revision 2"), (Act.CANCEL, "Retraction of news No. 17, revision 2")],
)
def test_a_preview_shows_what_is_replaced_and_what_each_language_reads(act: Act, heading: str) -> None:
    draft, was, shown = drafted(act)
    *pages, last = correcting.correction_preview(draft, was, shown, Reach(1_204, 20, 1), Asked(2), voice("en"))
    whole = "\n".join(page.text for page in (*pages, last))
    assert all(text in whole for text in (*shown.texts.values(), *shown.personal.values()))
    assert set(shown.texts) == set(shown.personal) == set(BOOK.languages)
    seen = plain(whole).replace("\xa0", " ")
    assert heading in seen
    assert "What was sent:\nІмя Прозвішча en\nReleased: 19 March 2026. Grounds: pardon. x." in seen
    assert "Chats that were told: 1,204\nChats that will be told for the first time: 21" in seen
    assert pressed(last) == [Callback(Verb.APPROVE, 17, shown.stamp), Callback(Verb.DROP, 17, shown.stamp)]
    assert shown.stamp.startswith("2-")


def test_editors_approve_one_act_only() -> None:
    _, _, update = drafted(Act.UPDATE)
    _, _, cancel = drafted(Act.CANCEL)
    assert update.digest != cancel.digest
