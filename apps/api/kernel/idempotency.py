"""Idempotency-Key: the same request again gets the same answer again, and is not done again.

The answer is kept in the transaction of the deed: after a crash there is neither. Of two at once the second
waits at the unique key until the first has committed, and then finds its answer.
"""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from apps.accounts.models import Workspace
from apps.api.kernel import body
from apps.api.kernel.refusals import BadArgument, KeyReused
from apps.api.models import KeptAnswer
from apps.common import bulk, clock

KEPT = timedelta(hours=24)
LONGEST = 255
# Said before anything was looked at: the same request may fare better in a moment.
NOT_KEPT = frozenset({401, 403, 429})


class _NotKept(Exception):
    """Carries an answer out of a transaction that is to leave nothing."""

    def __init__(self, response: HttpResponseBase) -> None:
        self.response = response


def once(workspace: Workspace, http: HttpRequest, do: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer of `do`, or the one that was kept. Raises KeyReused, BadArgument.

    `do` answers a refusal as a response and raises nothing but crashes.
    """
    key = http.headers.get("Idempotency-Key", "").replace("\0", "").strip()
    if not key or http.method != "POST":
        return do()
    if len(key) > LONGEST:  # cut, two keys might be one
        raise BadArgument(f"Idempotency-Key has at most {LONGEST} characters", field="Idempotency-Key")
    asked = sha256(b"\n".join([b"POST", http.get_full_path().encode(), _content(http)])).hexdigest()
    try:
        return _first(workspace, key, asked, do)
    except _NotKept as answer:
        return answer.response
    except IntegrityError:
        if (kept := _kept(workspace, key)) is None:
            raise
    return _again(kept, asked)


def _content(http: HttpRequest) -> bytes:
    """What the request says. A form is its fields and files: the lines between them differ with each writing.

    Raises BodyTooLarge, BadBody.
    """
    if http.content_type != "multipart/form-data":
        return body.raw(http)
    said = [f"{name}={value}".encode() for name in sorted(http.POST) for value in http.POST.getlist(name)]
    return b"\n".join([*said, *(_digest(http.FILES[name]) for name in sorted(http.FILES))])


def _digest(file: Any) -> bytes:
    found = sha256()
    for block in file.chunks():
        found.update(block)
    file.seek(0)
    return found.digest()


@transaction.atomic
def _first(
    workspace: Workspace, key: str, asked: str, do: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Do it and keep the answer. Raises IntegrityError when somebody was first."""
    row = KeptAnswer(workspace=workspace, key=key, request=asked)
    if not bulk.insert_if_absent(row):
        _make_way(workspace, key)
        row.save(force_insert=True)
    response = do()
    if response.status_code in NOT_KEPT or response.status_code >= 500:
        raise _NotKept(response)
    if isinstance(response, HttpResponse):
        bulk.update_one(row, status=response.status_code, body=response.content)
    return response


def _make_way(workspace: Workspace, key: str) -> None:
    """What was kept under this key goes when it is too old to count. Raises IntegrityError when it counts."""
    kept = _kept(workspace, key)
    if kept is None or kept.created_at > clock.now() - KEPT:
        raise IntegrityError
    kept.delete()


def _kept(workspace: Workspace, key: str) -> KeptAnswer | None:
    row: KeptAnswer | None = KeptAnswer.objects.of(workspace).filter(key=key).first()
    return row


def _again(kept: KeptAnswer, asked: str) -> HttpResponse:
    if kept.request != asked:
        raise KeyReused
    response = HttpResponse(bytes(kept.body), status=kept.status, content_type="application/json")
    response["Idempotent-Replayed"] = "true"
    return response
