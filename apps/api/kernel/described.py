"""What an address takes and answers, said once: requests are judged by it and the reference is made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from apps.api.kernel.shapes import Schema
from apps.common.refusals import Refusal

# (the route's name without its dialect, verb)
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Operation:
    """One verb at one address.

    body: name → shape; needs: those that must be there. An optional one may be null, which is not given.
    refusals: beyond those that any request may meet. eg: a body that works on a furnished workspace.
    file: the body may be a form with a file. says: what a client may get instead of JSON (text/csv).
    """

    summary: str
    answer: Schema
    status: int = 200
    said: str = ""
    body: Mapping[str, Schema] = field(default_factory=dict)
    needs: Sequence[str] = ()
    query: Mapping[str, Schema] = field(default_factory=dict)
    refusals: Sequence[type[Refusal]] = ()
    eg: Mapping[str, Any] | None = None
    also: Mapping[int, str] = field(default_factory=dict)  # another status of success → when
    file: Mapping[str, Schema] = field(default_factory=dict)
    says: str = "application/json"

    @property
    def body_names(self) -> set[str]:
        return {*self.body, *self.file}


Table = Mapping[Key, Operation]
