"""A Telegram of one's own on this machine: a strict Bot API over HTTP, and a page with phones to try a bot on."""

from playground.model import Telegram
from playground.server import Server, serve

__all__ = ["Server", "Telegram", "serve"]
