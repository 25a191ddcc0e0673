"""The Bot API's methods: one table of who answers what. Names are compared without regard to case, as Telegram does."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any

from playground.methods import answering, editing, fetching, presenting, sending, visiting
from playground.methods.parameters import Params
from playground.model import Telegram

Method = Callable[[Telegram, Params], Awaitable[Any]]

METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "answercallbackquery": answering.answer_callback_query,
        "answerinlinequery": answering.answer_inline_query,
        "deletemessage": editing.delete_message,
        "deletemessages": editing.delete_messages,
        "deletemycommands": presenting.delete_my_commands,
        "deletewebhook": fetching.delete_webhook,
        "editmessagecaption": editing.edit_message_caption,
        "editmessagereplymarkup": editing.edit_message_reply_markup,
        "editmessagetext": editing.edit_message_text,
        "getchat": visiting.get_chat,
        "getchatadministrators": visiting.get_chat_administrators,
        "getchatmember": visiting.get_chat_member,
        "getchatmembercount": visiting.get_chat_member_count,
        "getme": presenting.get_me,
        "getmycommands": presenting.get_my_commands,
        "getmydescription": presenting.get_my_description,
        "getmyname": presenting.get_my_name,
        "getmyshortdescription": presenting.get_my_short_description,
        "getupdates": fetching.get_updates,
        "getwebhookinfo": fetching.get_webhook_info,
        "leavechat": visiting.leave_chat,
        "sendchataction": sending.send_chat_action,
        "senddocument": sending.send_document,
        "sendmessage": sending.send_message,
        "sendphoto": sending.send_photo,
        "setmycommands": presenting.set_my_commands,
        "setmydescription": presenting.set_my_description,
        "setmyname": presenting.set_my_name,
        "setmyshortdescription": presenting.set_my_short_description,
        "setwebhook": fetching.set_webhook,
    }
)
