"""Contract §2.2, POST /contacts/import: the people, in the words of apps.imports."""

from collections.abc import Mapping
from typing import Any

from apps.accounts.models import Workspace
from apps.api.kernel import arguments
from apps.api.kernel.refusals import BadArgument, MissingArgument
from apps.api.readysms.fields import PLACES
from apps.api.readysms.read import enrolment
from apps.api.readysms.read.bulk import consent
from apps.contacts import fields
from apps.imports import cells
from apps.imports.actions import Order
from apps.imports.mapping import ATTRIBUTE
from apps.imports.matching import KEYS
from apps.imports.models import Import

Body = Mapping[str, Any]
MOST = 50_000
SOURCE = "api import"
# Their name → ours.
TEXTS = {
    **{name: name for name in ("phone", "first_name", "last_name", "email")},
    "pipeline_stage": "stage",
    **{name: f"{ATTRIBUTE}{name}" for name in PLACES},
}


def order(workspace: Workspace, body: Body) -> Order:
    """Everything but the people. Raises ConsentNotAttested, BadArgument, UnknownSequence."""
    wording = consent(body)
    arguments.flag(body, "apply_scrub")  # always so: every text is screened before it goes
    sequence = arguments.whole(body, "enroll_sequence_id")
    return Order(
        [],
        "",
        SOURCE,
        attested=True,
        wording=wording,
        mode=_mode(body),
        tags=[tag.strip() for tag in arguments.texts(body, "apply_tag") or [] if tag.strip()],
        enrol_in=None if sequence is None else enrolment.one(workspace, sequence),
    )


def _mode(body: Body) -> str:
    given = arguments.text(body, "mode") or Import.Mode.UPSERT.value
    if given not in Import.Mode.values:
        raise BadArgument(f"mode must be one of {', '.join(Import.Mode.values)}", field="mode")
    return given


def keys(body: Body) -> list[str]:
    """By what a known contact is found. Raises BadArgument."""
    given = arguments.texts(body, "dedupe_keys") or ["phone"]
    if set(given) - set(KEYS):
        raise BadArgument(f"dedupe_keys must be of {', '.join(KEYS)}", field="dedupe_keys")
    return given


def people(body: Body) -> list[dict[str, str]]:
    """A row for each, field → value. Raises MissingArgument, BadArgument naming contacts[3].email."""
    given = body.get("contacts")
    if given is None:
        raise MissingArgument(field="contacts")
    if not isinstance(given, list) or not 1 <= len(given) <= MOST:
        raise BadArgument(f"contacts must be an array of 1 to {MOST}", field="contacts")
    return [_person(one, f"contacts[{place}]") for place, one in enumerate(given)]


def _person(one: Any, at: str) -> dict[str, str]:
    if not isinstance(one, dict):
        raise BadArgument(f"{at} must be an object", field="contacts")
    row = {ours: _plain(one.get(theirs), f"{at}.{theirs}") for theirs, ours in TEXTS.items()}
    row["tags"] = cells.join(_tags(one.get("tags"), f"{at}.tags"))
    row["dnd"] = "yes" if one.get("dnd_sms") is True else ""
    own = one.get("custom_fields") or {}
    if not isinstance(own, dict):
        raise BadArgument(f"{at}.custom_fields must be an object", field="contacts")
    for name, held in own.items():
        if key := fields.text(name, 60):
            row[f"{ATTRIBUTE}{key}"] = _plain(held, f"{at}.custom_fields.{key}")
    return {name: value for name, value in row.items() if value}


def _plain(held: Any, at: str) -> str:
    """Programs send numbers for phones and sizes; what has parts is no value."""
    if isinstance(held, dict | list):
        raise BadArgument(f"{at} must be a string", field="contacts")
    if isinstance(held, bool):
        return "true" if held else "false"
    return "" if held is None else str(held).replace("\0", "")


def _tags(held: Any, at: str) -> list[str]:
    """An array, or a string as in the CSV template: a;b."""
    if held is None or isinstance(held, str):
        return list(cells.split(held or ""))
    if not isinstance(held, list) or not all(isinstance(one, str) for one in held):
        raise BadArgument(f"{at} must be an array of strings", field="contacts")
    return [one.strip() for one in held if one.strip()]


def file_name(body: Body) -> str:
    return arguments.text(body, "file_name") or SOURCE
