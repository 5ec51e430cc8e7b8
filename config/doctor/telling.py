"""Questions about webhooks."""

from apps.common import bounded
from apps.webhooks import outbox
from config.doctor.findings import Finding, fine, note


def silent() -> Finding:
    failing, off = bounded.count(outbox.failing(), 1_000), bounded.count(outbox.disabled(), 1_000)
    if failing:
        return note(
            "webhooks",
            f"Addresses that did not answer well the last time: {failing}; switched off: {off}.",
            "Each is tried again for 24 hours. Its owners see why under Developers, Webhooks.",
        )
    return fine("webhooks", "Every address that is told answers.")
