"""Questions about senders."""

from apps.accounts.models import Workspace
from apps.common.compiled import Compiled
from apps.senders import actions
from apps.senders.models import Pool, Sender

# Without the account's secrets, which only who hands over needs: opening them takes longer than the query.
_DEFAULT = Compiled[Sender](
    lambda place: (
        Sender.objects.of(place).usable().select_related("carrier").defer("carrier__credentials")[:1]
    ),
    int,
)


def usable(workspace: Workspace) -> list[Sender]:
    """Senders that can send now, the default first. A sandbox without any gets one on the virtual carrier."""
    found = list(Sender.objects.of(workspace).usable().select_related("carrier"))
    if not found and workspace.is_sandbox and not Sender.objects.of(workspace).exists():
        return [actions.add_virtual(workspace, "Sandbox")]
    return found


def default(workspace: Workspace) -> Sender | None:
    """What a text goes out from when nobody says."""
    return _DEFAULT.one(workspace.pk) or next(iter(usable(workspace)), None)


def of_pool(pool: Pool) -> list[Sender]:
    """Its senders that can send now, oldest first."""
    return list(
        Sender.objects.of(pool.workspace_id)
        .usable()
        .filter(pool=pool)
        .order_by("pk")
        .select_related("carrier")
    )


def pools(workspace: Workspace) -> list[Pool]:
    """Pools with a sender that can send now."""
    usable = Sender.objects.of(workspace).usable().filter(pool__isnull=False)
    return list(Pool.objects.of(workspace).filter(pk__in=usable.order_by().values("pool")))


def virtual_number(address: str) -> tuple[str, str] | None:
    """Where the virtual carrier posts texts to one of our numbers, and the key that signs them.

    It asks when a text comes in for a number that has not sent anything yet (settings, FIND_NUMBER).
    """
    sender = (
        Sender.everywhere.filter(address=address, carrier__adapter="virtual")
        .select_related("carrier")
        .order_by("id")
        .first()
    )
    if sender is None:
        return None
    return sender.carrier.callback_url, sender.carrier.credentials["api_key"]
