"""The front page's context."""

from typing import Any

from config.doctor.examine import AT_A_GLANCE
from config.doctor.findings import Grade
from config.installation import money, sending, telling
from config.installation.figures import Group

GROUPS = (
    sending.queue,
    sending.texts,
    sending.processes,
    sending.carriers,
    telling.webhooks,
    telling.review,
    money.this_month,
)


def overview(user: Any) -> dict[str, Any]:
    """Figures and findings for somebody who may look at them; nothing for staff without that permission."""
    if not user.has_perm("messaging.view_message"):
        return {}
    asked = [question() for question in AT_A_GLANCE]
    groups = [group() for group in GROUPS]
    shown = [Group(one.title, [f for f in one.figures if f.is_for(user)]) for one in groups]
    return {
        "title": "The state of this installation",
        "groups": [group for group in shown if group.figures],
        "findings": [finding for finding in asked if finding.grade is not Grade.FINE],
        "all_is_well": all(finding.grade is not Grade.WRONG for finding in asked),
    }
