"""Verbs of senders."""

from collections.abc import Collection

from django.db import transaction

from apps.accounts.models import Workspace
from apps.carriers.models import CarrierAccount
from apps.common.encryption import new_token
from apps.senders.models import Pool, Sender
from apps.senders.refusals import PoolNameTaken

# NPA-555-01NN are numbers that no phone company gives out: a sandbox can have no other.
FICTIONAL_AREAS = (202, 212, 213, 305, 312, 404, 415, 503, 512, 602, 617, 702, 713, 808, 907)


def virtual_account(workspace: Workspace) -> CarrierAccount:
    """The workspace's account with the virtual carrier, made on first use."""
    account: CarrierAccount | None = CarrierAccount.objects.of(workspace).filter(adapter="virtual").first()
    return account or CarrierAccount.objects.create(
        workspace=workspace,
        name="Virtual carrier",
        adapter="virtual",
        credentials={"api_key": new_token("vck_", 16)},
    )


@transaction.atomic
def add_virtual(workspace: Workspace, label: str) -> Sender:
    """A fictional number on the virtual carrier; the first sender of a workspace becomes its default."""
    account = virtual_account(workspace)
    return add(account, free_fictional_number(), label=label)


def free_fictional_number() -> str:
    """A NPA-555-01NN that no sender of this installation has."""
    taken = set(Sender.everywhere.filter(address__contains="55501").values_list("address", flat=True))
    numbers = (f"+1{area}55501{nn:02}" for nn in range(100) for area in FICTIONAL_AREAS)
    return next((number for number in numbers if number not in taken), "+12025550100")


def add(account: CarrierAccount, address: str, *, label: str = "", kind: str = Sender.Kind.NUMBER) -> Sender:
    """A sender on this account."""
    first = not Sender.objects.of(account.workspace_id).filter(is_default=True).exists()
    made: Sender = Sender.objects.create(
        workspace_id=account.workspace_id,
        carrier=account,
        address=address,
        label=label,
        kind=kind,
        is_default=first,
    )
    return made


@transaction.atomic
def make_default(sender: Sender) -> None:
    Sender.objects.of(sender.workspace_id).filter(is_default=True).update(is_default=False)
    Sender.objects.of(sender.workspace_id).filter(pk=sender.pk).update(is_default=True)


@transaction.atomic
def make_pool(workspace: Workspace, name: str, senders: Collection[Sender]) -> Pool:
    """A pool of these senders of the workspace; who was in another leaves it. Raises PoolNameTaken."""
    if Pool.objects.of(workspace).filter(name__iexact=name).exists():
        raise PoolNameTaken
    pool: Pool = Pool.objects.create(workspace=workspace, name=name[:80])
    fill_pool(pool, senders)
    return pool


@transaction.atomic
def fill_pool(pool: Pool, senders: Collection[Sender]) -> None:
    """Let exactly these senders be in it."""
    ours = Sender.objects.of(pool.workspace_id)
    ours.filter(pool=pool).update(pool=None)
    ours.filter(pk__in=[one.pk for one in senders]).update(pool=pool)
