"""Texts: sending, planning, reading, canceling."""

from sendwell.objects.texts import Message, MessageStatus, Metadata, Scalar
from sendwell.paging import Paged
from sendwell.resource import Resource, at


class Messages(Resource):
    def send(
        self,
        to: str,
        body: str,
        *,
        sender: str | None = None,
        variables: dict[str, Scalar] | None = None,
        metadata: Metadata | None = None,
        scheduled_at: str | None = None,
        idempotency_key: str | None = None,
    ) -> Message:
        """Now, or at `scheduled_at` (ISO 8601). `sender`: a number, label or id; your default without.

        Sending states that this person agreed to be texted. Raises ComplianceError,
        InsufficientCreditsError, InvalidRequestError.
        """
        sent = {"to": to, "body": body, "from": sender, "variables": variables, "metadata": metadata}
        sent["scheduled_at"] = scheduled_at
        return self._ask(Message, "POST", at("messages"), body=sent, key=idempotency_key)

    def get(self, id: str) -> Message:
        return self._ask(Message, "GET", at("messages", id))

    def list(
        self,
        *,
        status: MessageStatus | None = None,
        campaign_id: str | None = None,
        contact_id: str | None = None,
        limit: int | None = None,
        starting_after: str | None = None,
        ending_before: str | None = None,
    ) -> Paged[Message]:
        """Newest first."""
        query = {"status": status, "campaign_id": campaign_id, "contact_id": contact_id}
        cursors = {"limit": limit, "starting_after": starting_after, "ending_before": ending_before}
        return self._walk(Message, at("messages"), {**query, **cursors})

    def cancel(self, id: str, *, idempotency_key: str | None = None) -> Message:
        """Ends what no carrier has yet; what one has stays as it is."""
        return self._ask(Message, "POST", at("messages", id, "cancel"), key=idempotency_key)
