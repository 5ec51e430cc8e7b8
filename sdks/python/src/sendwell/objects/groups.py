"""Ways to describe people, and words to send them: lists, tags, stages, segments, templates, senders."""

from typing import Any, Literal, TypedDict


class ContactList(TypedDict):
    id: str
    object: Literal["contact_list"]
    name: str
    type: str
    source: str | None
    contacts_count: int
    created_at: str


class ListChange(TypedDict):
    """After contacts were put on a list."""

    id: str
    object: Literal["contact_list"]
    added: int
    contacts_count: int


class Tag(TypedDict):
    id: str
    object: Literal["tag"]
    name: str
    created_at: str


class Stage(TypedDict):
    id: str
    object: Literal["stage"]
    key: str
    name: str


FieldKind = Literal["text", "number", "date", "yes_no", "choice"]


class Field(TypedDict):
    """What an attribute of contacts is called, and what its values may be."""

    id: str
    object: Literal["field"]
    key: str
    label: str
    kind: FieldKind
    options: list[str]
    required: bool
    column: bool
    position: int
    created_at: str
    updated_at: str


class Segment(TypedDict):
    """A saved filter (docs/filters.md)."""

    id: str
    object: Literal["segment"]
    name: str
    filter: dict[str, Any]
    created_at: str
    updated_at: str


class SegmentCount(TypedDict):
    id: str
    object: Literal["segment_count"]
    count: int


class Template(TypedDict):
    id: str
    object: Literal["template"]
    name: str
    body: str
    segments: int
    created_at: str


class Sender(TypedDict):
    id: str
    object: Literal["sender"]
    address: str
    kind: str
    label: str | None
    status: str
    is_default: bool


class Deleted(TypedDict):
    id: str
    object: str
    deleted: Literal[True]
