"""/v1/imports: what is to come in, by what right, and where from: rows in JSON, or a file."""

from collections.abc import Mapping
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from apps.accounts.models import Workspace
from apps.api.kernel import arguments
from apps.api.kernel.refusals import BadArgument, MissingArgument
from apps.api.v1.read import asked, lists
from apps.imports.actions import Order, too_large
from apps.imports.models import Import
from apps.imports.refusals import TooLarge

MULTIPART = "multipart/form-data"
ROUND_A_FILE = 1024 * 1024  # bytes of a form beside its file
NO = ("", "0", "false", "no")


def one(workspace: Workspace, public_id: str) -> Import:
    """Raises NotFound."""
    row: Import = asked.one(shown(workspace), "import", "imp", public_id)
    return row


def shown(workspace: Workspace) -> Any:
    return Import.objects.of(workspace).select_related("into")


def is_file(http: HttpRequest) -> bool:
    return (http.content_type or "") == MULTIPART


def check_size(http: HttpRequest) -> None:
    """Before anything is read of a file, which would lie on the disk whole. Raises TooLarge."""
    told = http.META.get("CONTENT_LENGTH") or "0"
    size = int(told) if told.isascii() and told.isdecimal() and len(told) < 20 else 0
    if is_file(http) and size > settings.IMPORT_MAX_BYTES + ROUND_A_FILE:
        raise TooLarge(too_large())


def file(http: HttpRequest) -> tuple[BinaryIO, str]:
    """The part called `file`, and its name. Raises MissingArgument."""
    held = http.FILES.get("file")
    if not isinstance(held, UploadedFile):
        raise MissingArgument(field="file")
    return held.file, held.name or ""  # type: ignore[return-value]


def form(http: HttpRequest) -> dict[str, Any]:
    """The fields beside a file, as a JSON body would have them. Raises BadArgument."""
    told: dict[str, Any] = {name: http.POST[name] for name in http.POST}
    for name in ("attested", "draft"):
        if name in told:
            told[name] = told[name].strip().lower() not in NO
    if "mapping" in told:
        told["mapping"] = [field.strip() for field in told["mapping"].split(",")]
    return told


def order(upload: Import, workspace: Workspace, body: Mapping[str, Any]) -> Order:
    """What is decided about an upload; not said: as guessed. Raises BadArgument, NotFound."""
    list_id = arguments.text(body, "list_id")
    mapping = arguments.texts(body, "mapping")
    width = len(upload.dialect["columns"])
    if mapping is not None and len(mapping) != width:
        raise BadArgument(f"mapping names one field for each of the {width} columns.", field="mapping")
    return Order(
        mapping=upload.mapping if mapping is None else mapping,
        default_region=arguments.text(body, "default_region") or workspace.default_region,
        consent_source=arguments.text(body, "consent_source") or "",
        attested=bool(arguments.flag(body, "attested")),
        into=lists.one(workspace, list_id) if list_id else None,
    )
