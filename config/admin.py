"""The admin's front door, and the pages of components in the admin's own dress."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django_q.admin import FailAdmin, QueueAdmin, ScheduleAdmin, TaskAdmin
from django_q.models import Failure, OrmQ, Schedule, Success

from apps.accounts.admin_base import Admin, ReadOnlyAdmin
from config.installation.overview import overview

# One sign-in for everybody: it counts failures, which Django's own page for the admin does not.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.index_template = "admin/home.html"
_index = admin.site.index


def index(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
    """The front page: the state of the installation above the list of everything."""
    return _index(request, {**(extra_context or {}), **overview(request.user)})


admin.site.index = index  # type: ignore[method-assign]


class JobsAdmin(ReadOnlyAdmin):
    """django-q2 is only the clock that says "look now": nothing here needs a hand."""

    list_filter: Any = ()


class ScheduleJobsAdmin(ScheduleAdmin, JobsAdmin):  # type: ignore[misc]
    list_display = ("name", "func", "schedule_type", "next_run", "get_last_run", "get_success")


class DoneJobsAdmin(TaskAdmin, JobsAdmin):  # type: ignore[misc]
    list_display = ("name", "func", "started", "stopped", "time_taken")
    actions = ()


class FailedJobsAdmin(FailAdmin, JobsAdmin):  # type: ignore[misc]
    list_display = ("name", "func", "started", "stopped", "short_result")
    actions = ()


class QueuedJobsAdmin(QueueAdmin, JobsAdmin):  # type: ignore[misc]
    list_display = ("id", "key", "lock")


class AuditAdmin(ReadOnlyAdmin):
    """What admins did in the admin: nobody changes or deletes a line, superusers neither."""

    list_display = ("action_time", "user", "content_type", "object_repr", "action_flag", "change_message")
    list_filter = ("action_flag",)
    search_fields = ("user__email",)


class GroupAdmin(Admin):
    search_fields = ("name",)
    filter_horizontal = ("permissions",)


DRESSED = {
    Schedule: ScheduleJobsAdmin,
    Success: DoneJobsAdmin,
    Failure: FailedJobsAdmin,
    OrmQ: QueuedJobsAdmin,
    Group: GroupAdmin,
}
admin.site.register(LogEntry, AuditAdmin)
# Shown on the user's page instead.
admin.site.unregister(EmailAddress)
# Secrets of second steps are for nobody to look at; `manage.py forget_second_step` ends one.
admin.site.unregister(Authenticator)

for model, dress in DRESSED.items():
    if admin.site.is_registered(model):
        admin.site.unregister(model)
        admin.site.register(model, dress)
