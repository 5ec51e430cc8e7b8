"""Ledgers as tests read them: their lines, and whether the chain holds."""

from apps.accounts.models import Workspace
from apps.compliance import walking
from apps.compliance.models import Chain, ConsentEvent


def lines(workspace: Workspace) -> list[ConsentEvent]:
    rows = ConsentEvent.objects.of(workspace).select_related("attestation")
    return list(rows.order_by("position"))


def kinds(workspace: Workspace, phone: str) -> list[str]:
    """What the ledger says of a number, oldest first."""
    return [line.kind for line in lines(workspace) if line.phone == phone]


def head(workspace: Workspace) -> tuple[int, bytes]:
    chain = Chain.objects.of(workspace).get()
    return chain.lines, bytes(chain.head)


def breaks(workspace: Workspace) -> str:
    """What is wrong with the chain; "" when it holds."""
    fault = walking.walk(workspace).fault
    return str(fault) if fault else ""
