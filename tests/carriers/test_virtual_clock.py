"""Who rehearses a day with CLOCK_SHIFT reads one time everywhere, on the virtual carrier's stamps too."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from apps.carriers.registry import adapter
from tests.carriers.mailbox import Mailbox, mailbox
from tests.carriers.program import KEY, Program, program

ALICE = "+12125550199"
NINE_HOURS = 9 * 3600.0
QUICK = ("--receipt-delay-ms", "50")


def delivered_at(box: Mailbox, running: Program, reference: str) -> datetime:
    """When the carrier says that a text to Alice was delivered."""
    assert running.send(reference, ALICE, box.url)[0] in (200, 201, 202)
    box.wait_until(lambda: len(box.callbacks) > 0)
    receipts = list(box.read(adapter("virtual"), {"api_key": KEY}).receipts)
    assert receipts[-1].at
    return receipts[-1].at


def test_a_receipt_is_stamped_with_the_products_clock(tmp_path: Path) -> None:
    with program(tmp_path, *QUICK, clock_shift=NINE_HOURS) as running, mailbox() as box:
        ahead = delivered_at(box, running, "a") - datetime.now(UTC)
    assert abs(ahead - timedelta(seconds=NINE_HOURS)) < timedelta(minutes=1)


def test_a_clock_that_is_put_back_keeps_no_receipt_waiting(tmp_path: Path) -> None:
    with mailbox() as box:
        with program(tmp_path, "--receipt-delay-ms", "3000", clock_shift=NINE_HOURS) as running:
            assert running.send("a", ALICE, box.url)[0] in (200, 201, 202)
        with program(tmp_path, *QUICK):
            box.wait_until(lambda: len(box.callbacks) > 0)  # without the nine hours between
