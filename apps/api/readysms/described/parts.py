"""Shapes that several tables share."""

from apps.api.kernel.shapes import Schema, filled, many, ref, text, thing, whole

DONE = {"type": "boolean", "const": True}


def done(data: Schema) -> Schema:
    """{"success": true, "data": …}"""
    return thing(success=DONE, data=data)


def listed(name: str) -> Schema:
    return thing(
        success=DONE,
        data=many(ref(name)),
        total=whole(eg=57),
        limit=whole(eg=20),
        offset=whole(eg=0),
    )


def page(usual: int, most: int) -> dict[str, Schema]:
    return {
        "limit": whole(f"{usual} unless told, {most} at most.", minimum=1),
        "offset": whole("Rows to leave out.", minimum=0),
    }


def gone() -> Schema:
    return done(thing(id=whole(eg=101), deleted=DONE))


TO = filled("E.164, or ten digits of the United States.", "+14155551234")
MESSAGE = filled("At most 1,600 characters.", "Hi {first_name}, your appointment is confirmed.")
ATTESTED: Schema = {
    "type": "boolean",
    "const": True,
    "description": "That the recipient agreed to be texted by you. Must be `true`; kept with the send.",
}
NUMBER = whole("One of your numbers; else the default one.", minimum=1)
CHOICES = many(thing(id=text(eg="hot-lead"), label=text(eg="hot-lead")))
