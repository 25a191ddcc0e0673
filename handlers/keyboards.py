"""Our buttons as Telegram's."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions

from domain.message import Button, Keyboard

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
"""Sources are punishable to forward in Belarus: Telegram must never unfold one (MESSAGES.md, Source)."""


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """Return our buttons as Telegram's, or None where there are none."""
    rows = [
        [InlineKeyboardButton(each.label, callback_data=each.action or None, url=each.url or None) for each in row]
        for row in keyboard
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def without(shown: InlineKeyboardMarkup, action: str) -> Keyboard:
    """Return Telegram's buttons as ours, but those that send ``action``."""
    rows = [
        tuple(
            Button(each.text, str(each.callback_data or ""), each.url or "")
            for each in row
            if each.callback_data != action
        )
        for row in shown.inline_keyboard
    ]
    return tuple(row for row in rows if row)
