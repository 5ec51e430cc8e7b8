"""Sequences, and people on their way through them."""

from typing import Literal, TypedDict


class Sequence(TypedDict):
    id: str
    object: Literal["sequence"]
    name: str
    status: str
    created_at: str
    updated_at: str


class Enrolment(TypedDict):
    id: str
    object: Literal["enrolment"]
    sequence_id: str
    contact_id: str | None
    status: str
    step: str | None
    why: str | None
    reason: str | None
    source: str
    enrolled_at: str
    due_at: str | None
    ended_at: str | None


class EnrolmentResult(TypedDict):
    """How many began, and how many were left as they are."""

    object: Literal["enrolment_result"]
    sequence_id: str
    enrolled: int
    on_their_way: int
    been_before: int
    unknown: int


class SequenceJob(TypedDict):
    """Many people on their way into a sequence, or into another version of it."""

    id: str
    object: Literal["sequence_job"]
    sequence_id: str
    kind: str
    status: str
    problem: str | None
    total: int
    seen: int
    enrolled: int
    on_their_way: int
    been_before: int
    unknown: int
    moved: int
    created_at: str
    finished_at: str | None
