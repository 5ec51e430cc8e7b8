"""Is this callback the carrier's own? Then it is kept to the byte; the clock applies it later (promise 9)."""

import hmac
from collections.abc import Mapping

from apps.carriers.contract import missing_credentials
from apps.carriers.models import Callback, CarrierAccount
from apps.carriers.registry import UnknownCarrier, adapter

# A batch of 200 receipts of the virtual carrier is 60 kB; nobody posts a megabyte in good faith.
LARGEST = 1_000_000
KEPT = frozenset({"content-type", "content-encoding", "date", "user-agent"})
LONGEST_HEADER = 1_000


def account_of(public_id: str) -> CarrierAccount | None:
    """The account of a callback address. A disabled one too: receipts come for what was sent before."""
    found: CarrierAccount | None = CarrierAccount.everywhere.filter(public_id=public_id).first()
    return found


def knows_token(account: CarrierAccount, token: str) -> bool:
    """Compared in constant time, so that an answer's delay tells nothing."""
    return hmac.compare_digest(account.callback_token.encode(), token.encode())


def is_genuine(account: CarrierAccount, headers: Mapping[str, str], body: bytes, query: str) -> bool:
    """Whether its carrier sent this. An account that lacks a credential can prove nothing."""
    try:
        carrier = adapter(account.adapter)
    except UnknownCarrier:
        return False
    # Kannel knows no signature: its secret is the token of our own address.
    credentials = {**account.credentials, "callback_token": account.callback_token}
    return not missing_credentials(carrier, credentials) and carrier.verify(headers, body, credentials, query)


def keep(account: CarrierAccount, headers: Mapping[str, str], body: bytes, query: str) -> Callback:
    """Store it raw."""
    return Callback.objects.create(
        account=account, query=query, headers=those_that_matter(headers), body=body
    )


def those_that_matter(headers: Mapping[str, str]) -> dict[str, str]:
    """What a parser or a later dispute may ask for: type, date, signatures, the carrier's own X-… names."""
    return {name: value[:LONGEST_HEADER] for name, value in headers.items() if _matters(name.lower())}


def _matters(name: str) -> bool:
    return name in KEPT or name.startswith("x-") or "signature" in name
