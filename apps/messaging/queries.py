"""Questions about messages. The clock asks the first three all the time: each reads a few index entries."""

from apps.messaging import leases, receipts, recovery, streams


def anything_due() -> bool:
    return bool(streams.due())


def callbacks_waiting() -> bool:
    return receipts.waiting().exists()


def anything_stranded() -> bool:
    return leases.run_out().exists() or recovery.askable().exists()
