"""Contract §2.2, POST /sms/send-bulk: the texts that are asked for."""

from collections.abc import Mapping
from typing import Any

from apps.accounts.models import Workspace
from apps.api.kernel import arguments
from apps.api.kernel.refusals import BadArgument, MissingArgument
from apps.api.readysms.attestation import MANY
from apps.api.readysms.read.sending import sender
from apps.messaging.actions import Single
from apps.messaging.batches import MOST
from apps.messaging.gates import LONGEST
from apps.messaging.refusals import BodyTooLong, ConsentNotAttested

Body = Mapping[str, Any]
MOST_VARIABLES = 100


def consent(body: Body) -> str:
    """The statement of a bulk door, which everybody makes. Raises ConsentNotAttested."""
    if body.get("consent_attested") is not True:
        raise ConsentNotAttested
    return MANY


def singles(workspace: Workspace, body: Body) -> list[Single]:
    """In the contract's order. Raises ConsentNotAttested, MissingArgument, BadArgument, BodyTooLong,
    UnknownSender."""
    attested = consent(body)
    asked = _recipients(body)
    default = arguments.text(body, "message") or ""
    texts = [_text(one, place, default) for place, one in enumerate(asked)]
    if len(default) > LONGEST:
        raise BodyTooLong
    values = [_variables(one, place) for place, one in enumerate(asked)]
    chosen = sender(workspace, body)
    return [
        Single(_to(one), text, chosen, attested, variables=held)
        for one, text, held in zip(asked, texts, values, strict=True)
    ]


def _recipients(body: Body) -> list[Body]:
    """`recipients`, or else the numbers of `to`."""
    name = "to" if body.get("recipients") is None and body.get("to") is not None else "recipients"
    given = body.get(name)
    if given is None:
        raise MissingArgument(field="recipients")
    if not isinstance(given, list) or not 1 <= len(given) <= MOST:
        raise BadArgument(f"{name} must be an array of 1 to {MOST}", field=name)
    if name == "to":
        return [{"to": one} for one in given]
    for place, one in enumerate(given):
        if not isinstance(one, dict):
            raise BadArgument(f"recipients[{place}] must be an object", field=name)
    return given


def _to(one: Body) -> str:
    """What is no string is no number, which costs this recipient and nobody else."""
    held = one.get("to")
    return held if isinstance(held, str) else ""


def _text(one: Body, place: int, default: str) -> str:
    held = one.get("message")
    if held is not None and not isinstance(held, str):
        raise BadArgument(f"recipients[{place}].message must be a string", field="message")
    text = (held or "").replace("\0", "") or default
    if not text.strip():
        raise MissingArgument(field="message")
    return text


def _variables(one: Body, place: int) -> dict[str, str]:
    held = one.get("variables")
    if held is None:
        return {}
    flat = isinstance(held, dict) and not any(isinstance(value, dict | list) for value in held.values())
    if not flat or len(held) > MOST_VARIABLES:
        raise BadArgument(
            f"recipients[{place}].variables must be an object of texts or numbers", field="variables"
        )
    plain = {name: "" if value is None else str(value) for name, value in held.items()}
    return {name.replace("\0", ""): value.replace("\0", "") for name, value in plain.items()}
