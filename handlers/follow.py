"""Following a person: only in private chats, by name, by code or by button."""

from domain.names import Verdict
from domain.person import Code, Listed
from domain.subscription import FOLLOW_LIMIT
from handlers.search import CANDIDATES, LONGEST_NAME
from handlers.visit import Visit
from texts import apologies, following, search

PAGE = 8


async def follow(visit: Visit) -> None:
    """``/follow NAME`` or ``/follow CODE``; an ambiguous name asks."""
    if not visit.private:
        await visit.reply(following.private_only(visit.voice))
    elif not visit.words:
        await visit.reply(search.ask_for_name(visit.voice, "/follow"))
    elif visit.words.isascii() and visit.words.isdigit():
        await follow_code(visit, int(visit.words[:18]))
    else:
        await _follow_name(visit)


async def _follow_name(visit: Visit) -> None:
    if len(visit.words) > LONGEST_NAME:
        await visit.reply(search.too_long(visit.voice))
        return
    looked_up = visit.house.names.find(visit.words, CANDIDATES)
    if looked_up.verdict is Verdict.FOUND:
        await follow_code(visit, looked_up.matches[0].code)
    elif looked_up.verdict is Verdict.AMBIGUOUS:
        listed = await visit.house.store.people.by_codes([match.code for match in looked_up.matches])
        await visit.reply(search.candidates(listed, visit.voice))
    else:
        await visit.reply(search.not_found(visit.words, visit.voice))


async def follow_code(visit: Visit, code: Code) -> None:
    """Follow the person with ``code``."""
    listed = await visit.house.store.people.by_code(code)
    if listed is None:
        await visit.reply(search.not_found(str(code), visit.voice))
        return
    followed = visit.subscriber.follows if visit.subscriber else frozenset()
    if code in followed:
        await visit.show(following.already_followed(listed, visit.voice))
    elif len(followed) >= FOLLOW_LIMIT:
        await visit.show(following.too_many(visit.voice))
    else:
        await visit.keep(lambda chat: chat.following(code))
        await visit.show(following.followed(listed, visit.voice))


async def pressed_follow(visit: Visit) -> None:
    """Answer the button *Get news*."""
    if visit.private:
        await follow_code(visit, visit.callback.code if visit.callback else 0)
    else:
        await visit.popup(apologies.not_for_groups(visit.voice))


async def unfollow(visit: Visit) -> None:
    """``/unfollow NAME`` or ``/unfollow CODE``; a name that fits several followed people shows the list."""
    chosen = await _chosen(visit)
    if len(chosen) == 1:
        await _unfollow(visit, chosen[0])
    elif not visit.words or chosen:
        await mine(visit)
    else:
        await visit.reply(search.not_found(visit.words, visit.voice))


async def _chosen(visit: Visit) -> list[Listed]:
    followed = visit.subscriber.follows if visit.subscriber else frozenset()
    if visit.words.isascii() and visit.words.isdigit():
        codes = [int(visit.words[:18])]
    else:
        looked_up = visit.house.names.find(visit.words[:LONGEST_NAME], CANDIDATES)
        matches = [match.code for match in looked_up.matches]
        kept = [code for code in matches if code in followed]
        codes = kept or (matches[:1] if looked_up.verdict is Verdict.FOUND else [])
    return list(await visit.house.store.people.by_codes(codes))


async def pressed_unfollow(visit: Visit) -> None:
    """Answer the button *Stop news*."""
    listed = await visit.house.store.people.by_code(visit.callback.code if visit.callback else 0)
    if listed is None:
        await visit.popup(apologies.old_button(visit.voice))
        return
    await _unfollow(visit, listed)


async def _unfollow(visit: Visit, listed: Listed) -> None:
    if visit.subscriber is None or listed.code not in visit.subscriber.follows:
        await visit.show(following.not_followed(listed, visit.voice))
        return
    await visit.keep(lambda chat: chat.not_following(listed.code))
    await visit.show(following.unfollowed(listed, visit.voice))


async def mine(visit: Visit) -> None:
    """``/following``: whom this chat follows, a page at a time."""
    if not visit.private:
        await visit.reply(following.private_only(visit.voice))
        return
    followed = sorted(visit.subscriber.follows) if visit.subscriber else []
    if not followed:
        await visit.show(following.nobody_followed(visit.voice))
        return
    page = visit.callback.code if visit.callback else 0
    listed = await visit.house.store.people.by_codes(followed)
    await visit.show(following.following(listed, page, visit.voice))
