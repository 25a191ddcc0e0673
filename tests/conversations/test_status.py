"""How the bot is doing: editors ask, and nobody else learns that one can."""

from datetime import timedelta

import pytest

from domain.polling import Failure, after_failure, never_polled
from tests.conversations.live import Live
from tests.conversations.newsroom import pardon, put_on_desk
from tests.storage.samples import NOW

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_editors_see_outbox_sources_and_desk(shared: Live) -> None:
    desk = await put_on_desk(shared, pardon("on-the-desk"))
    number = desk.approval.split(".")[2]
    shown = await shared.say(shared.editors[1], "/status")
    assert shown.text.splitlines()[0] == "Очередь на отправку"
    assert "Сообщений в очереди: 0" in shown.text
    assert "1 000" in shown.text.replace("\xa0", " "), "the rate"
    assert f"– №\xa0{number}. Нужно еще подтверждений: 2" in shown.text
    await desk.approve(0)
    after = await shared.say(shared.editors[0], "/status")
    assert after.text.splitlines()[0] == "Чарга на адпраўку"
    assert f"– №\xa0{number}. Патрэбна яшчэ пацвярджэнняў: 1" in after.text
    await desk.press(0, desk.dropping)
    assert number not in (await shared.say(shared.editors[0], "/status")).text


async def test_a_source_that_is_not_read_is_not_ill(shared: Live) -> None:
    state = after_failure(never_polled("gone", NOW), Failure("unreachable"), timedelta(hours=1), NOW)
    await shared.store.sources.note(state)
    assert "gone" not in (await shared.say(shared.editors[0], "/status")).text


@pytest.mark.parametrize("language", ["be", "ru", "en"])
async def test_to_anybody_else_there_is_no_such_command(shared: Live, language: str) -> None:
    reader = await shared.reader(language)
    answers = [await shared.say(reader, command) for command in ("/status", "/nosuch")]
    assert answers[0].text == answers[1].text


async def test_in_a_group_editors_get_no_answer_either(shared: Live) -> None:
    editor = shared.editors[0]
    group = shared.telegram.add_group("Editors", [], [editor])
    shared.telegram.add_bot_to(group)
    await shared.say_unanswered(editor, f"/status@{shared.telegram.username}", group)
