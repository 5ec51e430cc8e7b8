"""One row of every model, for walks over all of them: filled by the kinds of the fields.

Text fields carry MARK, so that a row of one tenant is recognised wherever it turns up.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import IntegrityError, models, transaction

from apps.accounts.models import User, Workspace
from apps.accounts.tenancy import WorkspaceOwned
from apps.common import clock
from apps.common.encryption import EncryptedJSONField
from apps.common.ids import PublicIdField

Rows = dict[type[models.Model], Any]

# What no row of the first kind or state has: an upload has its file, a draft no lane, and an opt-out is
# lifted by nobody but the person.
FIXED: dict[str, dict[str, Any]] = {
    "imports.Import": {"state": "finished", "dialect": {"columns": ["phone"]}},
    "campaigns.Campaign": {"lane": None},
    "audiences.Segment": {"filter": {"version": 1, "all": [{"field": "dnd", "op": "no"}]}},
    "compliance.Suppression": {"kind": "blacklist", "sender": None},
    "compliance.ConsentEvent": {"position": 1_000},
    # Of the whole installation: every tenant reads it.
    "compliance.TextingRule": {
        "place": "US-LA",
        "law": "An order of the governor",
        **dict.fromkeys(("mon_fri", "sat", "sun"), "09:00-20:00"),
    },
    "messaging.Lease": {"worker": "host:1:run"},
    "reports.Bookmark": {"book": "texts"},
    "webhooks.Subscription": {
        "dialect": "v1",
        "events": ["message.sent"],
        "secrets": {"current": "whsec_of_a_row"},
    },
    "senders.Sender": {"per_second": None, "per_day": None},
}


def domain_models() -> list[type[models.Model]]:
    """Every model of ours."""
    return [model for model in apps.get_models() if model.__module__.startswith("apps.")]


def owned_models() -> list[type[WorkspaceOwned]]:
    return [model for model in domain_models() if issubclass(model, WorkspaceOwned)]


def one_of_each(workspace: Workspace, user: User, mark: str) -> Rows:
    """A row of every model, all of this workspace and linked to each other."""
    rows: Rows = {Workspace: workspace, User: user}
    for model in domain_models():
        _row(model, rows, mark)
    return rows


def _row(model: type[models.Model], rows: Rows, mark: str) -> Any:
    if model not in rows:
        fields = [field for field in model._meta.concrete_fields if _wants(field)]
        fixed = FIXED.get(model._meta.label, {})
        values = {f.name: _value(f, rows, mark) for f in fields if f.name not in fixed}
        rows[model] = _make(model, values | fixed)
    return rows[model]


def _make(model: type[models.Model], values: dict[str, Any]) -> Any:
    """The new row; where there can be only one (a seat, an account), the one that is there."""
    try:
        with transaction.atomic():
            return model._base_manager.create(**values)
    except IntegrityError:
        links = {name: value for name, value in values.items() if isinstance(value, models.Model)}
        return model._base_manager.get(**links)


def _wants(field: Any) -> bool:
    """Links are made even where they may be empty: a walk must find what hangs on them."""
    if field.primary_key or isinstance(field, PublicIdField | models.GeneratedField):
        return False
    return isinstance(field, models.ForeignKey) or not field.has_default() or _is_text(field)


def _is_text(field: Any) -> bool:
    return type(field) in (models.CharField, models.TextField) and not field.choices


def _value(field: Any, rows: Rows, mark: str) -> Any:
    if isinstance(field, models.ForeignKey):
        return _linked(field, rows, mark)
    if field.choices:
        return field.choices[0][0]
    for kind, make in VALUES.items():
        if isinstance(field, kind):
            return make(field, mark)
    raise NotImplementedError(f"tests/rows.py cannot fill {field}: give its kind a line in VALUES")


def _linked(field: Any, rows: Rows, mark: str) -> Any:
    if field.related_model is field.model:
        return None
    return _row(field.related_model, rows, mark)


def _text(field: Any, mark: str) -> str:
    if "phone" in field.name or field.name == "address":
        return "+14155559" + f"{sum(map(ord, mark)) % 1000:03}"
    return f"{mark}-{field.model._meta.model_name}-{uuid4().hex[:6]}"[: field.max_length or 80]


def _now(field: Any, mark: str) -> datetime | None:
    return None if field.null else clock.now()


# The first kind that fits: subclasses stand before what they inherit from.
VALUES: dict[type[models.Field[Any, Any]], Any] = {
    EncryptedJSONField: lambda field, mark: {"secret": mark},
    models.EmailField: lambda field, mark: f"{mark}@row.example",
    models.SlugField: lambda field, mark: f"{mark}-slug",
    models.CharField: _text,
    models.TextField: _text,
    models.BooleanField: lambda field, mark: False,
    models.DateTimeField: _now,
    models.DateField: lambda field, mark: None if field.null else clock.now().date(),
    models.UUIDField: lambda field, mark: uuid4(),
    models.FloatField: lambda field, mark: 1.0,
    models.DecimalField: lambda field, mark: Decimal(1),
    models.IntegerField: lambda field, mark: 1,
    models.JSONField: lambda field, mark: {"mark": mark},
    models.GenericIPAddressField: lambda field, mark: "192.0.2.1",
    models.BinaryField: lambda field, mark: mark.encode(),
}
