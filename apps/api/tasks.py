"""Clock work of the HTTP side."""

from apps.api.kernel import idempotency
from apps.common.alone import alone


@alone("api.sweep")
def sweep() -> None:
    """Kept answers are forgotten after a day."""
    idempotency.sweep()
