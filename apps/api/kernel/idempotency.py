"""Idempotency-Key: the same request again gets the same answer again, and is not done again.

The answer is kept in the transaction of the deed: after a crash there is neither. Of two at once the second
waits at the unique key until the first has committed, and then finds its answer.
"""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from apps.accounts.models import Workspace
from apps.api.kernel.refusals import KeyReused
from apps.api.models import KeptAnswer
from apps.common import clock

KEPT = timedelta(hours=24)
LONGEST = 255
# Said before anything was looked at: the same request may fare better in a moment.
NOT_KEPT = frozenset({401, 403, 429})


class _NotKept(Exception):
    """Carries an answer out of a transaction that is to leave nothing."""

    def __init__(self, response: HttpResponseBase) -> None:
        self.response = response


def once(workspace: Workspace, http: HttpRequest, do: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer of `do`, or the one that was kept. Raises KeyReused.

    `do` answers a refusal as a response and raises nothing but crashes.
    """
    key = http.headers.get("Idempotency-Key", "").replace("\0", "").strip()[:LONGEST]
    if not key or http.method != "POST":
        return do()
    asked = sha256(b"\n".join([b"POST", http.get_full_path().encode(), http.body])).hexdigest()
    try:
        return _first(workspace, key, asked, do)
    except _NotKept as answer:
        return answer.response
    except IntegrityError:
        if (kept := _kept(workspace, key)) is None:
            raise
    return _again(kept, asked)


@transaction.atomic
def _first(
    workspace: Workspace, key: str, asked: str, do: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Do it and keep the answer. Raises IntegrityError when somebody was first."""
    if (kept := _kept(workspace, key)) is not None and kept.created_at > clock.now() - KEPT:
        raise IntegrityError
    if kept is not None:
        kept.delete()
    row = KeptAnswer.objects.create(workspace=workspace, key=key, request=asked)
    response = do()
    if response.status_code in NOT_KEPT or response.status_code >= 500:
        raise _NotKept(response)
    if isinstance(response, HttpResponse):
        row.status, row.body = response.status_code, response.content
        row.save(update_fields=["status", "body"])
    return response


def _kept(workspace: Workspace, key: str) -> KeptAnswer | None:
    row: KeptAnswer | None = KeptAnswer.objects.of(workspace).filter(key=key).first()
    return row


def _again(kept: KeptAnswer, asked: str) -> HttpResponse:
    if kept.request != asked:
        raise KeyReused
    response = HttpResponse(bytes(kept.body), status=kept.status, content_type="application/json")
    response["Idempotent-Replayed"] = "true"
    return response
