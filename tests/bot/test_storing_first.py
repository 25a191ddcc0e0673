"""What is stored after the answer has begun could be lost in a flood: no handler gets away with it."""

from typing import Any

import pytest
from telegram import Chat, Update

from handlers.visit import Visit


async def test_nothing_is_kept_of_a_chat_that_was_already_answered() -> None:
    nobody: Any = None
    visit = Visit(nobody, Update(1), nobody, Chat(5, Chat.PRIVATE), None, nobody, spoke=True)
    with pytest.raises(AssertionError, match="after the answer"):
        await visit.keep(lambda chat: chat)
