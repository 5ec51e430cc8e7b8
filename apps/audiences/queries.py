"""An audience as one query over contacts."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.accounts.models import Workspace
from apps.audiences.spec import Choice, Spec
from apps.contacts.models import Contact
from apps.lists.models import Membership
from apps.pipeline.models import Placement
from apps.tags.models import Tagging


def members(workspace: Workspace | int, spec: Spec) -> QuerySet[Contact]:
    """The people of an audience. One row a person: belonging is asked by EXISTS, never by a join."""
    contacts: QuerySet[Contact] = Contact.objects.of(workspace).filter(status=Contact.Status.ACTIVE)
    if not spec.include.all:
        contacts = contacts.filter(_any(spec.include))
    if not spec.exclude.is_empty:
        contacts = contacts.exclude(_any(spec.exclude))
    return contacts


def _any(choice: Choice) -> Q:
    """Belonging to at least one part; nobody for an empty choice."""
    if choice.all:
        return Q(pk__isnull=False)
    belongs = Q(pk__in=[])
    if choice.contacts:
        belongs |= Q(pk__in=choice.contacts)
    if choice.lists:
        belongs |= Q(Exists(Membership.everywhere.filter(contact=OuterRef("pk"), list__in=choice.lists)))
    if choice.tags:
        belongs |= Q(Exists(Tagging.everywhere.filter(contact=OuterRef("pk"), tag__in=choice.tags)))
    if choice.stages:
        belongs |= Q(Exists(Placement.everywhere.filter(contact=OuterRef("pk"), stage__in=choice.stages)))
    return belongs
