"""What the description needs to know of a dialect; the two that are described."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern

from apps.api.kernel import refusals as kernel
from apps.api.kernel.described import Operation, Table
from apps.api.kernel.shapes import Schema
from apps.api.readysms import errors as r_errors
from apps.api.readysms import urls as r_urls
from apps.api.readysms.described import table as r_table
from apps.api.v1 import errors as v1_errors
from apps.api.v1 import urls as v1_urls
from apps.api.v1.described import table as v1_table
from apps.api.v1.refusals import UnknownParameter
from apps.common.refusals import NotFound, Refusal
from apps.messaging.refusals import WorkspaceSuspended

REQUEST_ID = "req_01HYZ8K5VQAE2N0PWQ6DC9V8MP"
EVERYWHERE = (
    kernel.MissingCredential,
    kernel.BadCredential,
    kernel.RevokedCredential,
    WorkspaceSuspended,
    kernel.LacksRight,
    kernel.TooManyRequests,
)
WITH_BODY = (kernel.BadBody, kernel.BadArgument, kernel.WrongContentType, kernel.BodyTooLarge)


@dataclass(frozen=True, slots=True)
class Dialect:
    """name: also the start of its routes' names. error: its error object in the components."""

    name: str
    title: str
    table: Table
    objects: Mapping[str, Schema]
    urls: Sequence[URLPattern]
    error: str
    refused: Callable[[Refusal], HttpResponse]
    crash: Callable[[], HttpResponse]

    def refusals(self, operation: Operation, verb: str, *, one: bool) -> list[type[Refusal]]:
        """Every way in which this may be refused. one: an id stands in the address."""
        found: list[type[Refusal]] = [*EVERYWHERE]
        if operation.body:
            found += WITH_BODY
        if operation.query:
            found.append(kernel.BadArgument)
        if operation.needs:
            found.append(kernel.MissingArgument)
        if one:
            found.append(NotFound)
        if verb == "POST":
            found += [kernel.KeyReused, kernel.BodyTooLarge, kernel.BadArgument]
        if self.name == "v1":
            found += [UnknownParameter] if operation.body or operation.query else []
        return list(dict.fromkeys([*found, *operation.refusals]))

    def example(self, kind: type[Refusal]) -> tuple[int, str, Any]:
        """Status, a name, and the body that it is answered with."""
        missing = kind is kernel.MissingArgument
        field = kind.field or ("to" if missing else "")
        facts: dict[str, Any] = {"retry_after": 1, "allowed": ["GET"], "required": 1, "available": 0}
        response = self.refused(kind(field=field, **facts))
        body = orjson.loads(response.content)
        name = body["error"]["code"] if self.name == "v1" else body.get("error_code") or kind.code
        return response.status_code, name, body


def _request() -> HttpRequest:
    """One whose id is always the same, so that the description is, too."""
    http = HttpRequest()
    http.request_id = REQUEST_ID  # type: ignore[attr-defined]
    return http


V1 = Dialect(
    "v1",
    "v1",
    v1_table.TABLE,
    v1_table.OBJECTS,
    v1_urls.urlpatterns,
    "Error",
    lambda refusal: v1_errors.refused(_request(), refusal),
    lambda: v1_errors.crash(_request()),
)
READYSMS = Dialect(
    "readysms",
    "ReadySMS and Zapier",
    r_table.TABLE,
    r_table.OBJECTS,
    r_urls.urlpatterns,
    "RError",
    r_errors.answer,
    r_errors.crash,
)
DIALECTS = (V1, READYSMS)
