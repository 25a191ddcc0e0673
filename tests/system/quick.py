"""The command line on a clock on which ten seconds pass in one: a test need not watch a dead sender for a minute."""

import sys
from functools import partial

from commands import run
from main import main
from tests.workers.outbox import QuickClock

SPEED = 10.0

if __name__ == "__main__":
    vars(run)["SystemClock"] = partial(QuickClock, SPEED)
    sys.exit(main())
