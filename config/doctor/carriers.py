"""Questions about carrier accounts: can they be spoken for, and do they answer?"""

from apps.carriers import resting as queries
from apps.carriers.models import CarrierAccount
from config.doctor.findings import Finding, fine, note, wrong


def credentials() -> Finding:
    """A lost key stops that account alone; its texts wait, and run out after three days."""
    sealed = [
        account for account in CarrierAccount.everywhere.filter(enabled=True) if not account.is_readable
    ]
    if sealed:
        return wrong(
            "carrier credentials",
            f"Those of {_named(sealed)} cannot be read: they were stored with another SECRET_KEY or "
            "FIELD_KEYS. Their texts wait.",
            "Put the old key at the end of FIELD_KEYS, or enter the credentials anew in the admin.",
        )
    return fine("carrier credentials", "All can be read.")


def resting() -> Finding:
    silent = list(queries.resting())
    if silent:
        return note(
            "carriers",
            f"{_named(silent)} did not answer, {silent[0].faults:,} times in a row: {silent[0].fault}",
            "Nothing is lost: its texts wait, and it is tried again every minute or sooner.",
        )
    return fine("carriers", "None is left alone for not answering.")


def _named(accounts: list[CarrierAccount]) -> str:
    names = [f"{one.name} ({one.public_id})" for one in accounts]
    return ", ".join(names[:3]) + (f" and {len(names) - 3:,} more" if len(names) > 3 else "")
