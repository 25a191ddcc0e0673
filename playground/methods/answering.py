"""answerCallbackQuery and answerInlineQuery."""

from typing import Any

from playground.entities import utf16_length
from playground.errors import bad_request
from playground.keyboards import parse_reply_markup
from playground.methods.finding import find_question
from playground.methods.parameters import Params
from playground.methods.texts import message_text
from playground.model import Telegram

Json = dict[str, Any]
MAX_POPUP = 200
MAX_RESULTS = 50
_MAX_RESULT_ID_BYTES = 64


async def answer_callback_query(telegram: Telegram, params: Params) -> bool:
    """Show the pop-up after a press, up to 200 UTF-16 units; an empty text shows nothing."""
    question = find_question(telegram, params.text("callback_query_id"))
    text = params.text("text")
    if utf16_length(text) > MAX_POPUP:
        raise bad_request("MESSAGE_TOO_LONG")
    question.answer = {"text": text, "show_alert": params.flag("show_alert"), "url": params.text("url")}
    telegram.changed(telegram.chats[question.chat_id])
    return True


async def answer_inline_query(telegram: Telegram, params: Params) -> bool:
    """Up to 50 results to choose from."""
    question = find_question(telegram, params.text("inline_query_id"))
    results = params.list("results")
    if len(results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    for result in results:
        _check_result(result)
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    question.answer = {"results": results, "button": params.json("button")}
    telegram.changed()
    return True


def _check_result(result: Any) -> None:
    if not isinstance(result, dict) or not isinstance(result.get("type"), str):
        raise bad_request("can't parse inline query result")
    identifier = result.get("id")
    if not isinstance(identifier, str) or not 0 < len(identifier.encode()) <= _MAX_RESULT_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    parse_reply_markup(result.get("reply_markup"))
    if result["type"] != "article":
        return
    if not result.get("title"):
        raise bad_request("can't parse inline query result: Can't find field \"title\"")
    content = result.get("input_message_content")
    if not isinstance(content, dict):
        raise bad_request("can't parse inline query result: Can't find field \"input_message_content\"")
    message_text(Params(content | {"text": content.get("message_text")}), "MESSAGE_TOO_LONG")
