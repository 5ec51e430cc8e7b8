"""Verbs of templates."""

from django.db import IntegrityError, transaction

from apps.accounts.models import Workspace
from apps.copywriting.models import Template
from apps.copywriting.refusals import NoTemplateBody, NoTemplateName, TemplateExists, TemplateTooLong

LONGEST = 1_600


def keep(workspace: Workspace, name: str, body: str, template: Template | None = None) -> Template:
    """Make a template, or change the one given.

    Raises NoTemplateName, NoTemplateBody, TemplateTooLong, TemplateExists.
    """
    row = template or Template(workspace=workspace)
    row.name = " ".join(name.replace("\0", "").split())[:80]
    row.body = body.replace("\0", "").replace("\r\n", "\n").strip()
    if not row.name:
        raise NoTemplateName
    if not row.body:
        raise NoTemplateBody
    if len(row.body) > LONGEST:
        raise TemplateTooLong
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise TemplateExists from error
    return row
