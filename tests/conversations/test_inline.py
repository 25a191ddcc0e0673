"""``@bot NAME`` in any chat: cards to post, in the asker's language, kept for nobody else."""

import pytest

from tests.conversations.live import Live

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_name_offers_cards_in_the_askers_language(shared: Live) -> None:
    asker = shared.telegram.add_person("Марина", "ru")
    query = shared.telegram.ask_inline(asker.id, "Ціханоўскі")
    results = await shared.telegram.inline_results(query)
    assert results[0]["title"] == "Сергей Тихановский"
    assert results[0]["input_message_content"]["message_text"].startswith("<b>Сергей Тихановский</b>")
    call = shared.telegram.calls[-1]
    assert call.method == "answerInlineQuery"
    assert str(call.params["is_personal"]).lower() == "true"
    assert await shared.stored(asker) is None


async def test_namesakes_are_all_offered(shared: Live) -> None:
    asker = shared.telegram.add_person("Марына", "be")
    results = await shared.telegram.inline_results(shared.telegram.ask_inline(asker.id, "Альшэўскі Сяргей"))
    assert [each["title"] for each in results[:2]] == ["Сяргей Альшэўскі"] * 2
    assert len({each["id"] for each in results}) == len(results)


@pytest.mark.parametrize("words", ["", "   ", "Кш Ґґґґ Зззз", "x" * 256])
async def test_nobody_offers_nothing(shared: Live, words: str) -> None:
    asker = shared.telegram.add_person("Ann", "en")
    assert await shared.telegram.inline_results(shared.telegram.ask_inline(asker.id, words)) == []
