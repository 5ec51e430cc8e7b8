"""OAuth apps that a workspace registered."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.ids import PublicIdField


class OAuthApp(WorkspaceOwned):
    """An app of this (live) workspace; who manages any workspace may let it in there (Connection).

    Its name, its redirect URIs and the hash of its secret lie with apps.connect, under `client_id`. One that
    has no such row was registered by whoever runs the installation.
    """

    public_id = PublicIdField("oap")
    client_id = models.CharField(max_length=255, unique=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta(WorkspaceOwned.Meta):
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.client_id
