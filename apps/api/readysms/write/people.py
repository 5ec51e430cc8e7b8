"""Contract §7, who is connected."""

from typing import Any

from apps.accounts import queries
from apps.accounts.models import User
from apps.accounts.roles import OWN
from apps.api.kernel.principal import Principal


def user(caller: Principal) -> dict[str, Any]:
    """The person who calls; of a key the workspace's first owner, since a key is the workspace's."""
    owners = [] if caller.user else queries.people_with(OWN, caller.workspace)
    person: User | None = caller.user or next(iter(owners), None)
    return {
        "id": person.pk if person else None,
        "email": person.email if person else None,
        "first_name": person.first_name if person else None,
        "last_name": person.last_name if person else None,
        "company_name": caller.workspace.company_name or caller.workspace.name,
    }
