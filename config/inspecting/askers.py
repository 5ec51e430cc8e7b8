"""What asked for a text (Message.origin), with its page in the admin."""

from typing import Any

from django.urls import reverse

from apps.accounts.models import ApiKey
from apps.campaigns.models import Campaign
from apps.common.ids import parse
from apps.sequences.models import Sequence

KINDS: tuple[tuple[str, type[Any]], ...] = (("cmp", Campaign), ("seq", Sequence), ("key", ApiKey))


def asker(workspace_id: int, origin: str) -> tuple[str, str]:
    """(in words, address or ""). An e-mail address, and what is no longer there, stand as they are."""
    for prefix, model in KINDS:
        if parse(prefix, origin):
            row = model.objects.of(workspace_id).filter(public_id=origin).first()
            return (f"{model._meta.verbose_name.capitalize()}: {row}", _page(row)) if row else (origin, "")
    return origin or "nobody named", ""


def _page(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
