"""Following a person: only in private chats, by name, by code or by button."""

from domain.names import Verdict
from domain.person import Code, Listed
from domain.subscription import FOLLOW_LIMIT
from handlers.awaiting import await_words, awaited_as, unawait
from handlers.search import LONGEST_NAME, code_in, nobody, sought
from handlers.visit import Visit
from texts import following, search

_NAMESAKES = 40
"""How far down a list of namesakes we look for somebody who is followed."""


async def follow(visit: Visit) -> None:
    """``/follow NAME`` or ``/follow CODE``; an ambiguous name asks."""
    if not await _in_private(visit):
        return
    code = code_in(visit.words)
    if code is None:
        code = await sought(visit, "/follow", await_words)
    if code is not None:
        await _follow(visit, code)


async def follow_code(visit: Visit, code: Code) -> None:
    """Follow the person with ``code``, as a link or a button says."""
    if await _in_private(visit):
        await _follow(visit, code)


async def pressed_follow(visit: Visit) -> None:
    """Answer the button *Get news*."""
    await follow_code(visit, visit.callback.code if visit.callback else 0)


async def _in_private(visit: Visit) -> bool:
    """Return whether this is a private chat; where it is not, say why that matters."""
    if not visit.private:
        await visit.refuse(following.private_only(visit.voice))
    return visit.private


async def _follow(visit: Visit, code: Code) -> None:
    listed = await visit.house.store.people.by_code(code)
    followed = _followed(visit)
    if listed is None:
        await nobody(visit, code)
    elif code in followed:
        await visit.show(following.already_followed(listed, visit.voice))
    elif len(followed) >= FOLLOW_LIMIT:
        await visit.show(following.too_many(visit.voice))
    else:
        await visit.keep(lambda chat: chat.following(code))
        await visit.show(following.followed(listed, visit.voice))


async def unfollow(visit: Visit) -> None:
    """``/unfollow NAME`` or ``/unfollow CODE``; a name that may mean several people shows the list."""
    if not await _in_private(visit):
        return
    awaited, meant = awaited_as(visit, visit.words), await _meant(visit)
    if awaited:
        await unawait(visit, awaited)
    elif len(meant) == 1:
        await _unfollow(visit, meant[0])
    elif meant or not visit.words:
        await mine(visit)
    else:
        await visit.reply(search.not_found(visit.words, visit.voice))


async def _meant(visit: Visit) -> list[Listed]:
    """Return whom the words may mean: those who are followed, where any of them is."""
    code = code_in(visit.words)
    if code is None:
        looked_up = visit.house.names.find(visit.words[:LONGEST_NAME], _NAMESAKES)
        certain = looked_up.verdict is Verdict.FOUND
        matches = [match.code for match in looked_up.matches]
        codes = [each for each in matches if each in _followed(visit)] or matches[: 1 if certain else None]
    else:
        codes = [code]
    return list(await visit.house.store.people.by_codes(codes))


async def pressed_unfollow(visit: Visit) -> None:
    """Answer the button *Stop news*."""
    if not await _in_private(visit):
        return
    code = visit.callback.code if visit.callback else 0
    listed = await visit.house.store.people.by_code(code)
    if listed is None:
        await nobody(visit, code)
    else:
        await _unfollow(visit, listed)


async def _unfollow(visit: Visit, listed: Listed) -> None:
    if listed.code in _followed(visit):
        await visit.keep(lambda chat: chat.not_following(listed.code))
        await visit.show(following.unfollowed(listed, visit.voice))
    else:
        await visit.show(following.not_followed(listed, visit.voice))


async def mine(visit: Visit) -> None:
    """``/following``: whom this chat follows, a page at a time."""
    if not await _in_private(visit):
        return
    listed = await visit.house.store.people.by_codes(sorted(_followed(visit)))
    awaited = visit.subscriber.awaited if visit.subscriber else ()
    if listed or awaited:
        page = visit.callback.code if visit.callback else 0
        await visit.show(following.following(listed, awaited, page, visit.voice))
    else:
        await visit.show(following.nobody_followed(visit.voice))


def _followed(visit: Visit) -> frozenset[Code]:
    return visit.subscriber.follows if visit.subscriber else frozenset()
