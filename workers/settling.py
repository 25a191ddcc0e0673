"""Writing down what came of a delivery, again where the database takes no writes for a moment."""

import logging

from domain.delivery import Delivery, Outcome
from domain.ports import Clock
from storage.deliveries import Deliveries

log = logging.getLogger("zvestka.delivery")

SETTLING_TRIES = 5


async def settle_patiently(deliveries: Deliveries, delivery: Delivery, outcome: Outcome, clock: Clock) -> None:
    """Settle a delivery; what cannot be written down after all is done again when the lease ends, and is logged."""
    for _ in range(SETTLING_TRIES):
        try:
            await deliveries.settle(delivery, outcome, clock.now())
        except Exception:
            log.exception("an outcome could not be written down, trying again")
            await clock.sleep(1)
        else:
            return
    log.error("an outcome was not written down: that chat is told again when the lease ends")
