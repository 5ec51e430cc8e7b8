"""Verbs of imports. The work itself is in run.py: these only say what is wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

import phonenumbers
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop as _

from apps.accounts.audit import writing as audit
from apps.accounts.models import User, Workspace
from apps.common import clock
from apps.common.ids import Maker
from apps.common.sentences import shape
from apps.compliance import actions as compliance
from apps.compliance.actions import Witness
from apps.contacts.custom_fields import CustomField
from apps.contacts.fields import text
from apps.imports import defined, mapping, places
from apps.imports.models import Import
from apps.imports.preview import estimate, guess
from apps.imports.refusals import (
    AlreadyStarted,
    FileGone,
    NoConsentSource,
    NoPhoneColumn,
    NotAttested,
    NotNow,
    TooLarge,
    UnknownRegion,
)
from apps.imports.tables import dialect
from apps.imports.tables.scan import Scan
from apps.lists.models import ContactList
from apps.lists.refusals import ListIsSynced
from apps.sequences.models import Sequence as Drip
from apps.sequences.refusals import NotRunning

BLOCK = 256 * 1024
State = Import.State
WORDING = _(
    "I confirm that every person in this file agreed to receive marketing texts from us, that I can show "
    "when and how they agreed, and that nobody in it has since asked us to stop, except those whom the file "
    "itself marks as opted out, who will not be texted."
)
_FOUND = shape(_("No column of this file holds phone numbers. Found: %(columns)s."))
_TOO_LARGE = shape(_("The file is larger than %(most)s MB. Split it and try again."))


def upload(workspace: Workspace, file: BinaryIO, name: str, by: User | None) -> Import:
    """Keep a file and look at it. Nothing stays of a file that is refused (FileRefused in its many kinds)."""
    public_id = Maker("imp")()
    try:
        scan = store(file, public_id)
        found = dialect.of(places.upload(public_id), scan, workspace.default_region)
        known = defined.by_heading(CustomField.objects.of(workspace).live())
        guessed = guess(places.folder(public_id), found, workspace.default_region, known)
        if not guessed.may_hold_phones:
            raise NoPhoneColumn(_FOUND % {"columns": ", ".join(found.columns)[:200]})
        return made(workspace, public_id, name, by, scan, found, guessed.mapping)
    except BaseException:
        places.clear(public_id)
        raise


def store(file: BinaryIO, public_id: str) -> Scan:
    """Keep the bytes. Raises TooLarge."""
    scan = Scan()
    with places.upload(public_id).open("wb") as kept:
        while block := file.read(BLOCK):
            scan.feed(block)
            if scan.size > settings.IMPORT_MAX_BYTES:
                raise TooLarge(too_large())
            kept.write(block)
    return scan


def too_large() -> str:
    """The refusal of a file that is too large, in words."""
    return _TOO_LARGE % {"most": settings.IMPORT_MAX_BYTES // (1024 * 1024)}


def made(
    workspace: Workspace,
    public_id: str,
    name: str,
    by: User | None,
    scan: Scan,
    found: dialect.Dialect,
    guessed: mapping.Mapping,
) -> Import:
    """The row of a file that is kept already."""
    row: Import = Import.objects.create(
        workspace=workspace,
        public_id=public_id,
        file_name=text(name, 200) or "contacts",
        sha256=scan.sha256,
        size=scan.size,
        dialect=found.stored(),
        mapping=guessed,
        default_region=workspace.default_region,
        rows_expected=estimate(places.folder(public_id), found, scan.lines),
        created_by=by,
    )
    return row


@dataclass(frozen=True, slots=True)
class Order:
    """What a person decides about an import. `wording` is the statement as it was shown."""

    mapping: mapping.Mapping
    default_region: str
    consent_source: str
    attested: bool
    wording: str = WORDING
    into: ContactList | None = None
    mode: str = Import.Mode.UPSERT
    tags: Sequence[str] = ()  # for everybody who comes in or is known
    enrol_in: Drip | None = None


@transaction.atomic
def start(upload: Import, order: Order, witness: Witness) -> Import:
    """Let the import begin, once. Raises BadMapping, UnknownRegion, NoConsentSource, NotAttested,
    ListIsSynced, NotRunning, AlreadyStarted."""
    columns = mapping.validate(order.mapping, len(upload.dialect["columns"]))
    source = text(order.consent_source, 200)
    _check(order, source)
    row = Import.objects.of(upload.workspace_id).select_for_update().get(pk=upload.pk)
    if row.state != State.UPLOADED:
        raise AlreadyStarted
    row.mapping, row.default_region = columns, order.default_region.upper()
    row.consent_source, row.into, row.state, row.turn_at = source, order.into, State.QUEUED, clock.now()
    row.mode, row.tags, row.enrol_in = order.mode, list(order.tags), order.enrol_in
    row.attestation = compliance.attest(
        row.workspace_id,
        witness,
        order.wording,
        about=row.public_id,
        source=source,
        file_sha256=row.sha256,
    )
    row.save()
    after = {"file": row.file_name, "consent": source}
    audit.note(row.workspace, "import.started", row.file_name, row.public_id, after=after, by=witness.name)
    return row


def _check(order: Order, source: str) -> None:
    if order.default_region.upper() not in phonenumbers.SUPPORTED_REGIONS:
        raise UnknownRegion
    if not source:
        raise NoConsentSource
    if not order.attested or not order.wording.strip():
        raise NotAttested
    if order.into and order.into.kind != ContactList.Kind.STATIC:
        raise ListIsSynced(field="into")
    if order.enrol_in and order.enrol_in.state != Drip.State.RUNNING:
        raise NotRunning


def stop(running: Import) -> None:
    """Halt after the rows that are under way; `resume` goes on behind them. NotNow when it does not run."""
    _change(running, (State.QUEUED, State.RUNNING), State.STOPPED, "import.stopped")


def resume(stopped: Import) -> None:
    """Go on where it stopped or failed. NotNow when it did neither, FileGone when its file went meanwhile."""
    if stopped.files_gone_at:
        raise FileGone
    _change(stopped, (State.STOPPED, State.FAILED), State.QUEUED, "import.resumed")


def undo(done: Import) -> None:
    """Take the import back: contacts that it made go, unless they have texts by now; contacts that it changed
    get their old values where nobody changed them since. Opt-outs and consent evidence stay. NotNow."""
    _change(done, (State.FINISHED, State.STOPPED, State.FAILED), State.UNDOING, "import.undone")


@transaction.atomic
def _change(one: Import, allowed: tuple[Import.State, ...], state: Import.State, kind: str) -> None:
    rows = Import.objects.of(one.workspace_id).filter(pk=one.pk, state__in=allowed)
    if not rows.update(state=state, problem="", turn_at=clock.now(), finished_at=None):
        raise NotNow
    one.refresh_from_db()
    audit.note(one.workspace, kind, one.file_name, one.public_id)
