"""Contract §8 and §9: what an action of Zapier is to do, and with whom."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from apps.accounts.models import Workspace
from apps.api.kernel import arguments
from apps.api.kernel.people import Wish
from apps.api.kernel.principal import Principal
from apps.api.kernel.refusals import MissingArgument, UnknownContact
from apps.api.readysms.attestation import ZAPIER
from apps.api.readysms.read import contacts as read
from apps.api.readysms.read.sending import sender, text
from apps.common import phones
from apps.contacts import fields
from apps.contacts.models import Contact
from apps.messaging.actions import Single
from apps.sequences.models import Sequence
from apps.sequences.refusals import UnknownSequence

Body = Mapping[str, Any]
# Matches that a search answers at most.
MOST = 25


def single(caller: Principal, body: Body) -> Single:
    """A text. `consent_attested` is not asked for (§8): who connects Zapier states it once for all."""
    to, message = text(caller.workspace, body)
    return Single(to, message, sender(caller.workspace, body), ZAPIER)


def person(workspace: Workspace, body: Body) -> Contact:
    """By contact_id, or else by phone. Raises MissingArgument, BadArgument, InvalidPhone, UnknownContact."""
    pk, phone = arguments.whole(body, "contact_id"), arguments.text(body, "phone")
    if pk is not None:
        return read.one(workspace, pk)
    if not phone:
        raise MissingArgument(field="contact_id or phone")
    number = fields.phone(phone, workspace.default_region)
    if (found := read.shown(workspace).filter(phone=number).first()) is None:
        raise UnknownContact
    return found


def new(body: Body) -> tuple[str, str, Wish]:
    """Phone, source and the rest. Tags may be a string with commas; who is new begins in the first stage."""
    phone, _, wish = read.new(_split(body))
    return phone, arguments.text(body, "source") or "zapier", wish


def change(body: Body) -> Wish:
    """The fields to change. A phone says who is meant, and is not one of them."""
    return read.change(_split({name: held for name, held in body.items() if name != "phone"}))


def upsert(body: Body) -> Wish:
    """What a known contact takes from a create: fields that are given; tags are added by the caller."""
    kept = {name: held for name, held in body.items() if name not in ("phone", "tags", "source")}
    return read.change({name: held for name, held in kept.items() if held not in (None, "")})


def tags(body: Body) -> list[str]:
    return arguments.texts(_split(body), "tags") or []


def stage(body: Body) -> str:
    """Raises MissingArgument."""
    given = arguments.text(body, "stage") or arguments.text(body, "pipeline_stage") or ""
    if not given.strip():
        raise MissingArgument(field="stage")
    return given


def sequence(workspace: Workspace, body: Body) -> Sequence:
    """Raises MissingArgument, BadArgument, UnknownSequence."""
    pk = arguments.whole(body, "sequence_id")
    if pk is None:
        raise MissingArgument(field="sequence_id")
    found: Sequence | None = Sequence.objects.of(workspace).filter(pk=pk).first()
    if found is None:
        raise UnknownSequence
    return found


def matches(workspace: Workspace, asked: Mapping[str, Any]) -> list[Contact]:
    """Contacts with this phone or this e-mail address, newest first. Raises MissingArgument, BadArgument."""
    phone = (arguments.text(asked, "phone") or "").strip()
    email = (arguments.text(asked, "email") or "").strip()
    if not phone and not email:
        raise MissingArgument(field="phone or email")
    number = phones.normalise(phone, workspace.default_region) if phone else None
    by_phone = Q(phone=number) if number else Q(pk=None)
    by_email = Q(email__iexact=email) if email else Q(pk=None)
    return list(read.shown(workspace).filter(by_phone | by_email)[:MOST])


def _split(body: Body) -> dict[str, Any]:
    """The same body with tags as an array, also where they came as "a, b"."""
    held = body.get("tags")
    if isinstance(held, str):
        return {**body, "tags": [part.strip() for part in held.split(",") if part.strip()]}
    return dict(body)
