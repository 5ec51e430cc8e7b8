# Made by tools/make_async.py from resources/permits.py; change that one.
"""What stops and permits texts: suppressions and consents."""

from typing import Literal

from sendwell.objects.groups import Deleted
from sendwell.objects.people import Consent, Suppression
from sendwell.paging import AsyncPaged
from sendwell.resource import AsyncResource, at


class Suppressions(AsyncResource):
    async def create(
        self,
        phone: str,
        *,
        kind: Literal["opt_out", "blacklist"] | None = None,
        reason: str | None = None,
        idempotency_key: str | None = None,
    ) -> Suppression:
        """Twice is once."""
        sent = {"phone": phone, "kind": kind, "reason": reason}
        return await self._ask(Suppression, "POST", at("suppressions"), body=sent, key=idempotency_key)

    async def get(self, id: str) -> Suppression:
        return await self._ask(Suppression, "GET", at("suppressions", id))

    async def delete(self, id: str) -> Deleted:
        """Off the blacklist. Raises ConflictError: an opt-out ends by the person's own wish alone."""
        return await self._ask(Deleted, "DELETE", at("suppressions", id))

    def list(
        self,
        *,
        phone: str | None = None,
        kind: str | None = None,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> AsyncPaged[Suppression]:
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(Suppression, at("suppressions"), {"phone": phone, "kind": kind, **cursors})


class Consents(AsyncResource):
    async def create(
        self,
        phone: str,
        source: str,
        *,
        ip: str | None = None,
        evidence: dict[str, str] | None = None,
        occurred_at: str | None = None,
        idempotency_key: str | None = None,
    ) -> Consent:
        """A line of the ledger with its evidence. It lifts no opt-out."""
        sent = {"phone": phone, "source": source, "ip": ip, "evidence": evidence}
        told = {**sent, "occurred_at": occurred_at}
        return await self._ask(Consent, "POST", at("consents"), body=told, key=idempotency_key)

    def list(
        self,
        phone: str,
        *,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> AsyncPaged[Consent]:
        """Every line about this number, newest first."""
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(Consent, at("consents"), {"phone": phone, **cursors})
