"""The running program: configuration, wiring, the Telegram side, start and stop."""

import os

# python-telegram-bot 22 gives spans of time as timedelta only where this is set, and warns where it is not.
os.environ.setdefault("PTB_TIMEDELTA", "1")
