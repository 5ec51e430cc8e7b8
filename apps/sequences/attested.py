"""Enrolling people whom somebody names, with the statement that they agreed to be texted as evidence."""

from collections.abc import Sequence as Many
from dataclasses import dataclass

from django.db import transaction

from apps.common.among import Among
from apps.compliance import actions as compliance
from apps.compliance.actions import Grant, Witness
from apps.compliance.models import Attestation, ConsentEvent
from apps.compliance.queries import consenting
from apps.contacts.models import Contact
from apps.sequences import enrolling
from apps.sequences.enrolling import Enrolled
from apps.sequences.models import Sequence
from apps.tags import actions as tags

MOST = 10_000


@dataclass(frozen=True, slots=True)
class Named:
    """Whom, and how. who: also a list's, tag's or stage's people. days: over how many they begin, evenly,
    or per_day: so many a day; tag: what they wear from now on."""

    contact_ids: Many[int]
    wording: str = ""  # the statement of consent, to the letter; "" when none was made
    days: int = 1
    tag: str = ""
    who: str = ""
    per_day: int | None = None

    def pace(self) -> int | None:
        """How many begin in a day."""
        return -(-len(self.contact_ids) // self.days) if self.days > 1 else self.per_day


@transaction.atomic
def enrol(sequence: Sequence, named: Named, witness: Witness, source: str = "api") -> Enrolled:
    """The named contacts (not `who`). Raises NotRunning, BadSpread; then nothing was kept. Who is opted out
    stays so: the gates ask at every text."""
    ids, per_day = named.contact_ids, named.pace()
    done = enrolling.enrol(sequence, ids, source=source, actor=witness.name, per_day=per_day)
    stated = state(sequence, named, witness)
    keep(sequence, ids, named.tag, stated, witness.name)
    return done


def state(sequence: Sequence, named: Named, witness: Witness) -> Attestation | None:
    """Keep the statement, where one was made."""
    if not named.wording:
        return None
    about, source = sequence.public_id, "api enrolment"
    return compliance.attest(sequence.workspace_id, witness, named.wording, about=about, source=source)


def keep(sequence: Sequence, ids: Many[int], tag: str, stated: Attestation | None, actor: str) -> None:
    """What these people wear and have agreed to: a line of the ledger for each number without a grant."""
    if not (tag.strip() or stated):
        return
    place = sequence.workspace_id
    people = dict(Contact.objects.of(place).filter(Among("id", list(ids))).values_list("pk", "phone"))
    if tag.strip():
        tags.add_many(place, {pk: [tag] for pk in people}, actor=actor)
    if stated:
        known = consenting(place, list(people.values()))
        new = [Grant(phone, pk, source="api enrolment") for pk, phone in people.items() if phone not in known]
        compliance.grant(place, new, ConsentEvent.Kind.SEND_ATTESTED, channel="api", attestation=stated)
