"""The end of a ledger: only with its whole workspace, and not without a trace."""

from django.db import transaction

from apps.accounts.models import Workspace
from apps.compliance import ledger
from apps.compliance.models import Closure


@transaction.atomic
def close(workspace: Workspace, reason: str) -> Closure:
    """Let the workspace's lines and statements be deleted, and keep how long the chain was and its head.

    Call it in the transaction that removes the workspace: afterwards nothing protects its ledger.
    """
    chain = ledger.lock(workspace.pk)
    closed, _ = Closure.objects.get_or_create(
        workspace_pk=workspace.pk,
        defaults={
            "workspace_public_id": workspace.public_id,
            "reason": reason[:200],
            "lines": chain.lines,
            "head": bytes(chain.head).hex(),
        },
    )
    return closed
