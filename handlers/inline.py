"""Inline look-up: ``@bot NAME`` in any chat offers cards to post there; nothing is stored."""

from telegram import InlineQueryResultArticle, InputTextMessageContent, Update
from telegram.constants import ParseMode

from domain.language import choose_language
from domain.person import Listed
from handlers.asking import ask
from handlers.house import House
from handlers.keyboards import NO_PREVIEW
from handlers.search import LONGEST_NAME
from texts.card import card
from texts.phrasebook import Voice
from texts.search import facts_of

OFFERED = 10
CACHE_SECONDS = 10


async def look_up(house: House, update: Update) -> None:
    """Answer an inline query with up to ``OFFERED`` cards, in the asker's language."""
    query = update.inline_query
    if query is None:
        return
    chat = await house.store.subscribers.get(query.from_user.id)
    language = chat.language if chat else choose_language(query.from_user.language_code, house.phrasebook.languages)
    voice = house.phrasebook.voice(language)
    words = query.query.strip()
    matches = house.names.find(words, OFFERED).matches if 0 < len(words) <= LONGEST_NAME else ()
    listed = await house.store.people.by_codes([match.code for match in matches])
    offered = [_offered(each, voice) for each in listed]
    await ask(lambda: query.answer(offered, cache_time=CACHE_SECONDS, is_personal=True), house.clock)


def _offered(listed: Listed, voice: Voice) -> InlineQueryResultArticle:
    name, *facts = facts_of(listed, voice)
    content = InputTextMessageContent(
        card(listed, [], voice).text, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
    )
    return InlineQueryResultArticle(str(listed.code), name, content, description=", ".join(facts))
