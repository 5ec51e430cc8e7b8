"""The ways copywriting says no."""

from django.utils.translation import gettext_noop as _

from apps.common.refusals import Conflict, Invalid


class NoTemplateName(Invalid):
    code = "template_name_missing"
    message = _("Give the template a name.")
    field = "name"


class NoTemplateBody(Invalid):
    code = "template_body_missing"
    message = _("Write the text.")
    field = "body"


class TemplateTooLong(Invalid):
    code = "template_body_too_long"
    message = _("A text has at most 1,600 characters.")
    field = "body"


class TemplateExists(Conflict):
    code = "template_exists"
    message = _("There is a template with this name.")
    field = "name"
