"""Shapes that several tables share."""

from apps.api.kernel.shapes import Schema, closed, const, flag, free, many, ref, text, thing, whole

PHONE = "+14155550123"
ULID = "01HYZ8K5VQAE2N0PWQ6DC9V8MP"
PAGE: dict[str, Schema] = {
    "limit": whole("Rows of a page.", 20, minimum=1, maximum=100),
    "starting_after": text("The page begins behind the object with this id."),
    "ending_before": text("The page ends before the object with this id."),
}
METADATA = free(
    "Up to 20 names of your own, with texts of at most 500 characters, numbers, true or false.",
    {"order": "42"},
    {"type": ["string", "number", "boolean", "null"]},
)


def id_(prefix: str, said: str = "") -> Schema:
    return text(said, f"{prefix}_{ULID}")


def listed(name: str) -> Schema:
    """The envelope of a page."""
    return thing(object=const("list"), data=many(ref(name)), has_more=flag(), url=text())


def gone(kind: str, prefix: str, **more: Schema) -> Schema:
    members = {"id": id_(prefix), "object": const(kind), **more}
    return closed("", None, {**members, "deleted": {"type": "boolean", "const": True}})
