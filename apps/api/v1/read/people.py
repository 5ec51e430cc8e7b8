"""What is said of people beyond their contact: tags, suppressions, consents."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.accounts.models import Workspace
from apps.api.kernel import arguments
from apps.api.kernel.refusals import BadArgument, MissingArgument
from apps.api.v1.read import asked, contacts, messages
from apps.compliance.models import ConsentEvent, Suppression, Suppressions
from apps.compliance.statements import Grant
from apps.contacts.models import Contact

Query = Mapping[str, str]
# A review is opened by what somebody wrote, and decided by a person.
KINDS = (Suppression.Kind.OPT_OUT.value, Suppression.Kind.BLACKLIST.value)
MOST_NAMES, LONGEST_VALUE = 20, 1_000


def tags(body: asked.Body) -> list[str]:
    """Raises MissingArgument, BadArgument."""
    names = [name for name in arguments.texts(body, "tags") or [] if name.strip()]
    if not names:
        raise MissingArgument(field="tags")
    if len(names) > 100:
        raise BadArgument("tags holds at most 100 names.", field="tags")
    return names


def suppressions(workspace: Workspace, query: Query) -> Suppressions:
    """Standing ones. ?phone= kind=. Raises InvalidPhone, BadArgument."""
    rows = Suppression.objects.of(workspace).standing().select_related("sender")
    if phone := query.get("phone", ""):
        rows = rows.filter(phone=number(workspace, phone))
    if kind := query.get("kind", ""):
        if kind not in Suppression.Kind.values:
            raise BadArgument(f"kind is one of {', '.join(Suppression.Kind.values)}.", field="kind")
        rows = rows.filter(kind=kind)
    return rows


def suppression(workspace: Workspace, public_id: str) -> Suppression:
    """A standing one. Raises NotFound."""
    rows = Suppression.objects.of(workspace).standing().select_related("sender")
    row: Suppression = asked.one(rows, "suppression", "sup", public_id)
    return row


@dataclass(frozen=True, slots=True)
class Stop:
    """A number that is not to be texted, and why."""

    phone: str
    kind: str
    reason: str


def stop(workspace: Workspace, body: asked.Body) -> Stop:
    """Raises MissingArgument, InvalidPhone, BadArgument."""
    phone = messages.number(workspace, arguments.needed(body, "phone"), "phone")
    kind = arguments.text(body, "kind") or Suppression.Kind.OPT_OUT.value
    if kind not in KINDS:
        raise BadArgument(f"kind is one of {', '.join(KINDS)}.", field="kind")
    return Stop(phone, kind, (arguments.text(body, "reason") or "")[:500])


def consents(workspace: Workspace, query: Query) -> Any:
    """Lines of the ledger about one number. ?phone=. Raises MissingArgument, InvalidPhone."""
    phone = number(workspace, asked.needed(query, "phone"))
    return ConsentEvent.objects.of(workspace).filter(phone=phone)


def grant(workspace: Workspace, body: asked.Body) -> Grant:
    """A consent with its evidence. Raises MissingArgument, InvalidPhone, BadArgument."""
    phone = messages.number(workspace, arguments.needed(body, "phone"), "phone")
    told = {**_evidence(body), **_address(body)}
    return Grant(
        phone,
        contact_of(workspace, phone),
        occurred_at=asked.moment(body, "occurred_at"),
        source=arguments.needed(body, "source").strip()[:200],
        evidence=told,
    )


def contact_of(workspace: Workspace, phone: str) -> int | None:
    pk: int | None = Contact.objects.of(workspace).filter(phone=phone).values_list("pk", flat=True).first()
    return pk


def number(workspace: Workspace, given: str) -> str:
    """Of a query string, where a "+" is a space unless it is escaped."""
    return messages.number(workspace, "+" + given[1:] if given.startswith(" ") else given, "phone")


def _address(body: asked.Body) -> dict[str, str]:
    ip = contacts.ip(arguments.text(body, "ip"), "ip")
    return {"ip": ip} if ip else {}


def _evidence(body: asked.Body) -> dict[str, str]:
    held = arguments.mapping(body, "evidence") or {}
    fits = all(
        isinstance(value, str) and len(name) <= 40 and len(value) <= LONGEST_VALUE
        for name, value in held.items()
    )
    if not fits or len(held) > MOST_NAMES:
        raise BadArgument(
            f"evidence is an object of at most {MOST_NAMES} texts of {LONGEST_VALUE:,} characters.",
            field="evidence",
        )
    return {name.replace("\0", ""): value.replace("\0", "") for name, value in held.items()}
