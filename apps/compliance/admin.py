"""The admin of suppressions, attestations and consents: evidence, looked at and never touched."""

from django.contrib import admin

from apps.accounts.admin_base import OF_WORKSPACE, ReadOnlyAdmin
from apps.compliance import rules_admin  # noqa: F401 - more pages of this app
from apps.compliance.models import Attestation, Chain, Closure, ConsentEvent, Suppression


@admin.register(Suppression)
class SuppressionAdmin(ReadOnlyAdmin):
    list_display = ("phone", "kind", "source", "workspace", "created_at", "lifted_at", "lifted_by")
    list_filter = ("kind", ("lifted_at", admin.EmptyFieldListFilter))
    search_fields = ("phone__exact", "public_id__exact", OF_WORKSPACE)


@admin.register(Attestation)
class AttestationAdmin(ReadOnlyAdmin):
    list_display = ("at", "attested_as", "about", "source", "workspace", "ip")
    search_fields = ("attested_as__exact", "about__exact", "public_id__exact", OF_WORKSPACE)


@admin.register(ConsentEvent)
class ConsentEventAdmin(ReadOnlyAdmin):
    list_display = ("recorded_at", "phone", "kind", "channel", "source", "workspace")
    list_filter = ("kind",)
    search_fields = ("phone__exact", "public_id__exact", OF_WORKSPACE)


@admin.register(Chain)
class ChainAdmin(ReadOnlyAdmin):
    list_display = ("workspace", "lines", "hash_of_head")
    search_fields = (OF_WORKSPACE,)
    fields = ("workspace", "lines", "hash_of_head")

    @admin.display(description="Head")
    def hash_of_head(self, row: Chain) -> str:
        return bytes(row.head).hex()


@admin.register(Closure)
class ClosureAdmin(ReadOnlyAdmin):
    list_display = ("at", "workspace_public_id", "lines", "head", "reason")
