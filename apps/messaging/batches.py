"""Many single texts in one go, as an integrator asks for them: each may have a text and values of its own.

All of them share one statement of consent, one sender and one transaction: what the credits do not reach for
is not sent at all, and whoever a gate stops costs the others nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from apps.accounts.models import Workspace
from apps.common.among import Among
from apps.common.ids import Maker
from apps.common.refusals import Refusal
from apps.common.sentences import shape
from apps.compliance import actions as compliance
from apps.compliance.actions import Grant, Witness
from apps.compliance.models import Attestation, ConsentEvent
from apps.compliance.queries import consenting
from apps.contacts import actions as contacts
from apps.contacts import fields, many
from apps.contacts.many import Arrival
from apps.contacts.models import Contact
from apps.contacts.refusals import InvalidPhone
from apps.copywriting.encoding import measure
from apps.events import diary
from apps.events.diary import Fact
from apps.messaging.actions import Single, blocked
from apps.messaging.drafts import Draft, Order
from apps.messaging.models import Message
from apps.messaging.pipeline import send
from apps.messaging.refusals import NoSender, Repeated
from apps.messaging.scheduled import actions as scheduled
from apps.senders import queries as senders
from apps.senders.models import Sender

MOST = 1_000
_CHARGE = shape(_("Texts of batch %(batch)s"))
_new_batch, _new_key = Maker("b"), Maker("chg")
Kind = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(slots=True)
class Fate:
    """What became of one text of a batch. number: E.164, "" for one that cannot be read."""

    single: Single
    number: str = ""
    public_id: str = ""
    parts: int = 0
    refusal: Refusal | None = None

    @property
    def kind(self) -> Kind:
        """What texts have in common that go through the pipeline together."""
        return self.single.body, tuple(sorted(self.single.variables.items()))


@dataclass(frozen=True, slots=True)
class Batch:
    """fates: in the order of what was asked for."""

    public_id: str
    fates: list[Fate] = field(default_factory=list)

    @property
    def accepted(self) -> list[Fate]:
        return [one for one in self.fates if one.refusal is None]


@transaction.atomic
def text_many(workspace: Workspace, singles: Sequence[Single], witness: Witness, origin: str) -> Batch:
    """Queue them all. Raises NoSender; InsufficientCredits when they cost more than there is: then nothing
    was done. `attested` and `sender` are those of the first."""
    batch = Batch(_new_batch(), _read(workspace, singles))
    first = singles[0]
    sender = first.sender or senders.default(workspace)
    if sender is None:
        raise NoSender
    people = _people(workspace, batch.accepted, witness)
    if first.attested:
        _keep_consent(workspace, people.values(), first.attested, witness, origin, batch)
    for fates in _alike(batch.accepted):
        _send(_order(workspace, fates[0].single, sender, origin, batch), fates, people)
    _name(workspace, batch)
    _tell(workspace, batch, people, witness.name)
    return batch


@transaction.atomic
def plan_many(
    workspace: Workspace, singles: Sequence[Single], at: datetime, witness: Witness, origin: str
) -> Batch:
    """Plan them all for one moment. Raises TooFarAhead."""
    batch = Batch(_new_batch(), _read(workspace, singles))
    for fate in batch.accepted:
        planned = scheduled.plan(workspace, fate.single, at, witness, origin)
        fate.public_id, fate.parts = planned.public_id, measure(planned.body).parts
    return batch


def _read(workspace: Workspace, singles: Iterable[Single]) -> list[Fate]:
    """Their numbers; the same text twice to one number is once."""
    fates, seen = [], set()
    for single in singles:
        fate = Fate(single)
        try:
            fate.number = fields.phone(single.to, workspace.default_region)
        except InvalidPhone as refusal:
            fate.refusal = refusal
        if fate.number and (fate.number, fate.kind) in seen:
            fate.refusal = Repeated()
        seen.add((fate.number, fate.kind))
        fates.append(fate)
    return fates


def _people(workspace: Workspace, fates: Sequence[Fate], witness: Witness) -> dict[str, Contact]:
    """Number → contact; who is new becomes one."""
    numbers = list(dict.fromkeys(fate.number for fate in fates))
    known = _known(workspace, numbers)
    new = [number for number in numbers if number not in known]
    if not new:
        return known
    try:
        return {**known, **_made(workspace, new, witness)}
    except IntegrityError:  # somebody made one of them at this moment: one by one, whoever is there is found
        one_by_one = {n: contacts.find_or_create(workspace, n, source="api", actor=witness.name) for n in new}
        return {**known, **one_by_one}


@transaction.atomic
def _made(workspace: Workspace, new: Sequence[str], witness: Witness) -> dict[str, Contact]:
    many.add(workspace.pk, [Arrival(number, {}) for number in new], source="api")
    made = _known(workspace, new)
    told = [
        Fact("contact.created", row.public_id, row.pk, {"source": "api"}, witness.name)
        for row in made.values()
    ]
    diary.record_many(workspace.pk, told)
    return made


def _known(workspace: Workspace, numbers: Sequence[str]) -> dict[str, Contact]:
    return {row.phone: row for row in Contact.objects.of(workspace).filter(Among("phone", numbers))}


def _keep_consent(
    workspace: Workspace,
    people: Iterable[Contact],
    wording: str,
    witness: Witness,
    origin: str,
    batch: Batch,
) -> Attestation:
    """One statement for the batch; a line of the ledger for each number whose newest is no grant."""
    stated = compliance.attest(
        workspace.pk, witness, wording, about=origin, source=f"api bulk send {batch.public_id}"
    )
    new = {one.phone: one for one in people}
    for phone in consenting(workspace.pk, list(new)):
        del new[phone]
    grants = [Grant(one.phone, one.pk, source="api send") for one in new.values()]
    kind = ConsentEvent.Kind.SEND_ATTESTED
    compliance.grant(workspace.pk, grants, kind, channel="api", attestation=stated)
    return stated


def _alike(fates: Iterable[Fate]) -> Iterable[list[Fate]]:
    groups: dict[Kind, list[Fate]] = {}
    for fate in fates:
        groups.setdefault(fate.kind, []).append(fate)
    return groups.values()


def _order(workspace: Workspace, single: Single, sender: Sender, origin: str, batch: Batch) -> Order:
    return Order(
        workspace=workspace,
        body=single.body.replace("\0", ""),
        kind=Message.Kind.DIRECT,
        charge_key=_new_key(),
        charge_text=_CHARGE % {"batch": batch.public_id},
        origin=origin[:40],
        sender=sender,
        may_wait=False,
        variables=single.variables,
        metadata={**single.metadata, "batch_id": batch.public_id},
    )


def _send(order: Order, fates: Sequence[Fate], people: Mapping[str, Contact]) -> None:
    drafts: list[Draft] = send(order, [people[fate.number] for fate in fates])
    for fate, draft in zip(fates, drafts, strict=True):
        if draft.message_id is None:
            fate.refusal = blocked(draft)
        else:
            fate.public_id, fate.parts = str(draft.message_id), draft.measure.parts


def _name(workspace: Workspace, batch: Batch) -> None:
    """The pipeline answers keys; the world knows public ids."""
    keys = [int(fate.public_id) for fate in batch.accepted]
    names = dict(Message.objects.of(workspace).filter(Among("id", keys)).values_list("pk", "public_id"))
    for fate in batch.accepted:
        fate.public_id = names[int(fate.public_id)]


def _tell(workspace: Workspace, batch: Batch, people: Mapping[str, Contact], actor: str) -> None:
    """Who was not texted and why, as for a single text."""
    facts = []
    for fate in batch.fates:
        if fate.refusal and (person := people.get(fate.number)):
            told = {"phone": fate.number, "rule": fate.refusal.code, "reason": fate.refusal.record}
            facts.append(Fact("message.refused", person.public_id, person.pk, told, actor))
    diary.record_many(workspace.pk, facts)
