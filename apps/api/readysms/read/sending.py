"""Contract §2.1: what is looked at, in its order."""

from collections.abc import Mapping
from typing import Any

from apps.accounts.models import Workspace
from apps.api.kernel import arguments
from apps.api.kernel.principal import SESSION, Principal
from apps.api.kernel.refusals import BadArgument, MissingArgument, UnknownConversation
from apps.api.readysms.attestation import WORDING
from apps.contacts import fields
from apps.messaging.actions import Single
from apps.messaging.gates import LONGEST
from apps.messaging.models import Conversation, Message
from apps.messaging.refusals import BodyTooLong, ConsentNotAttested, UnknownMessage, UnknownSender
from apps.senders.models import Sender

Body = Mapping[str, Any]


def single(caller: Principal, body: Body) -> tuple[Single, Conversation | None]:
    """The text that is asked for, and the conversation if one is named. Raises what rows 1 to 3 say."""
    attested = consent(caller, body)
    to, message = text(caller.workspace, body)
    thread = _conversation(caller.workspace, body, to)
    chosen = sender(caller.workspace, body) or (thread.sender if thread else None)
    return Single(to, message, chosen, attested, metadata=_metadata(caller.workspace, body)), thread


def consent(caller: Principal, body: Body) -> str:
    """The statement made, "" for a signed-in person who makes none. Raises ConsentNotAttested."""
    if body.get("consent_attested") is True:
        return WORDING
    if caller.kind != SESSION:
        raise ConsentNotAttested
    return ""


def text(workspace: Workspace, body: Body) -> tuple[str, str]:
    """Number and message. What is missing is said before what is wrong."""
    to = body.get("to")
    if to is None or to == "":
        raise MissingArgument(field="to")
    message = arguments.needed(body, "message")
    number = fields.phone(to, workspace.default_region)
    if len(message) > LONGEST:
        raise BodyTooLong
    return number, message


def sender(workspace: Workspace, body: Body) -> Sender | None:
    pk = arguments.whole(body, "from_phone_number_id")
    if pk is None:
        return None
    found = Sender.objects.of(workspace).filter(pk=pk).select_related("carrier").first()
    if found is None:
        raise UnknownSender
    return found


def _conversation(workspace: Workspace, body: Body, to: str) -> Conversation | None:
    pk = arguments.whole(body, "conversation_id")
    if pk is None:
        return None
    rows = Conversation.objects.of(workspace).filter(pk=pk)
    found = rows.select_related("workspace", "contact", "sender__carrier").first()
    if found is None:
        raise UnknownConversation
    if found.contact.phone != to:
        raise BadArgument("conversation_id must be one with this recipient", field="conversation_id")
    return found


def _metadata(workspace: Workspace, body: Body) -> dict[str, Any]:
    """The message that is answered, where the caller names it."""
    pk = arguments.whole(body, "quoted_message_id")
    if pk is None:
        return {}
    if not Message.objects.of(workspace).filter(pk=pk).exists():
        raise UnknownMessage
    return {"quoted_message_id": pk}
