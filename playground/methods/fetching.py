"""getUpdates, and the webhook that would take its place."""

from typing import Any
from urllib.parse import urlsplit

from playground.errors import bad_request, conflict
from playground.methods.parameters import Params
from playground.model import Telegram

Json = dict[str, Any]
MAX_UPDATES = 100
MAX_TIMEOUT_SECONDS = 50


async def get_updates(telegram: Telegram, params: Params) -> list[Json]:
    """Return what happened since: `offset` acknowledges all before it, `timeout` waits for the first."""
    if telegram.webhook:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    _remember_allowed(telegram, params)
    limit = min(max(params.integer("limit", MAX_UPDATES), 1), MAX_UPDATES)
    timeout = min(max(params.integer("timeout"), 0), MAX_TIMEOUT_SECONDS)
    return await telegram.updates.fetch(params.integer("offset"), limit, timeout)


async def set_webhook(telegram: Telegram, params: Params) -> bool:
    """Remember the address; the playground itself calls nobody. An empty one deletes it."""
    url = params.text("url")
    if not url:
        return await delete_webhook(telegram, params)
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    _remember_allowed(telegram, params)
    if params.flag("drop_pending_updates"):
        telegram.updates.clear()
    telegram.webhook = {"url": url, "max_connections": params.integer("max_connections", 40)}
    return True


async def delete_webhook(telegram: Telegram, params: Params) -> bool:
    """Back to getUpdates."""
    if params.flag("drop_pending_updates"):
        telegram.updates.clear()
    telegram.webhook = {}
    return True


async def get_webhook_info(telegram: Telegram, _params: Params) -> Json:
    """Return the address, and how many updates wait."""
    body: Json = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(telegram.updates.pending()),
    }
    if telegram.updates.allowed:
        body["allowed_updates"] = sorted(telegram.updates.allowed)
    return body | telegram.webhook


def _remember_allowed(telegram: Telegram, params: Params) -> None:
    """Not given: as before. An empty list: back to the usual kinds."""
    if params.has("allowed_updates"):
        allowed = params.list("allowed_updates")
        if not all(isinstance(kind, str) for kind in allowed):
            raise bad_request("can't parse allowed_updates JSON object")
        telegram.updates.allowed = frozenset(allowed)
