"""A Telegram of one's own on this machine: a strict Bot API over HTTP, and a page with phones to try a bot on.

In tests::

    telegram = Telegram()
    server = await serve(telegram)                      # or open_playground(…) with the page
    hanna = telegram.add_person("Ганна", "be")
    telegram.type(hanna.chat_id, hanna.id, "/start")    # the bot gets an update
    await telegram.wait_for(lambda: telegram.sent(hanna.chat_id))

The page marks what browser tests look for. Each phone is `[data-testid=phone][data-phone=KEY]`, KEY being its
Persona's; inside it stand, by `data-testid`:

- `message` with `data-message-id` and `data-from` ("bot", "person", "service"), its `text`, `edited` mark, and its
  inline buttons `button` (also `data-action`, `data-value`; `aria-busy` while the bot has not answered)
- `start` (instead of the line below, until the person has written; `unblock` after a block), `input`, `send`,
  `speaker` (a select, in groups)
- `menu` (the "/" button; `data-language`) and, once open, `command` with `data-command`
- `popup` with `data-kind` "alert" (closed by `popup-close`) or "toast" (passes after some seconds)
- `more`, and once open `block`

Beside the phones: `replay` buttons with `data-script` (their place, from 0), `notice` (a line that says what
happened), and on narrow screens `chat-row` with `data-phone` to open a chat and `back` in the phone to leave it.
`<html data-ready>` appears once the page shows its phones.
"""

from playground.model import Telegram
from playground.newsstand import FEED, Posting
from playground.pace import NO_LIMITS, TELEGRAM_LIMITS, Limits
from playground.page import open_playground
from playground.phones import Persona, Script
from playground.server import Server, serve

__all__ = [
    "FEED",
    "NO_LIMITS",
    "TELEGRAM_LIMITS",
    "Limits",
    "Persona",
    "Posting",
    "Script",
    "Server",
    "Telegram",
    "open_playground",
    "serve",
]
