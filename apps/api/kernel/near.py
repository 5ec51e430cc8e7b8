"""A name that nobody asked for and that is nearly one that counts: most likely a slip of the pen.

`schedule_at` for `scheduled_at` would send at once what was meant for tomorrow (docs/adr/0020).
"""

from collections.abc import Collection
from difflib import get_close_matches

# Of 1: "first_nam", "shceduled_at" and "limits" are near; "created_at" is not near "scheduled_at" (0.64).
NEAR = 0.8
# What other APIs call the one parameter whose loss cannot be undone.
SAID_ELSEWHERE = {
    "scheduled_at": (
        "send_at",
        "send_time",
        "deliver_at",
        "delivery_time",
        "schedule",
        "scheduled",
        "schedule_time",
        "scheduled_time",
        "scheduled_for",
        "date_to_send",
        "start_at",
    )
}


def meant(name: str, known: Collection[str]) -> str:
    """The known name that this unknown one was meant to be; "" when it is near none."""
    if name in known:
        return ""
    plain = {_plain(one): one for one in known}
    elsewhere = {_plain(said): one for one in known for said in SAID_ELSEWHERE.get(one, ())}
    given = _plain(name[:60])
    near = get_close_matches(given, plain, n=1, cutoff=NEAR) if len(given) > 2 else []
    return plain.get(given) or elsewhere.get(given) or next((plain[one] for one in near), "")


def _plain(name: str) -> str:
    """scheduledAt, scheduled-at and Scheduled_At are one."""
    return "".join(c for c in name.lower() if c.isalnum())
