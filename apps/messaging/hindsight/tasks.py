"""Clock work of trials."""

import time

from apps.common.alone import alone
from apps.messaging.hindsight import actions

SLICE_SECONDS = 20.0


@alone("messaging.hindsight")
def advance() -> None:
    """Answer the waiting questions, one after another."""
    end = time.monotonic() + SLICE_SECONDS
    while time.monotonic() < end and (trial := actions.to_do().first()):
        actions.run(trial)
