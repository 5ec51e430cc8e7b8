"""Reads of keywords."""

from django.db.models import QuerySet

from apps.accounts.models import Workspace
from apps.keywords.models import AutoReply, Keyword, Use


def keywords(workspace: Workspace) -> "QuerySet[Keyword]":
    """All of them, with what they name."""
    return Keyword.objects.of(workspace).select_related("sender", "into", "stage", "sequence")


def auto_reply(workspace: Workspace) -> AutoReply:
    """What is kept, or the empty one of a workspace that keeps nothing yet."""
    return AutoReply.objects.of(workspace).first() or AutoReply(workspace=workspace)


def uses(keyword: Keyword) -> "QuerySet[Use]":
    """Who texted it, newest first, with what they wrote."""
    rows = Use.objects.of(keyword.workspace_id).filter(keyword=keyword)
    return rows.select_related("contact", "message").order_by("-pk")
