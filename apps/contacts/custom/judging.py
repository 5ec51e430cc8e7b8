"""Many attributes held against a workspace's definitions."""

from collections.abc import Mapping
from typing import Any

from apps.accounts.models import Workspace
from apps.contacts.custom_fields import CustomField


def by_key(workspace: Workspace | int) -> dict[str, CustomField]:
    """The fields in use, in their order."""
    return {one.key: one for one in CustomField.objects.of(workspace).live()}


def judged(workspace: Workspace | int, given: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """The given attributes, those of defined fields in the spelling that is kept; the others as they came.

    `before`: what stands on the contact. It may be said again whatever it is, so that a program which writes
    back what it read is never refused for a value that was there before the definition. Raises InvalidValue.
    """
    known = by_key(workspace) if given else {}
    return {
        key: known[key].read(value) if key in known and value != before.get(key) else value
        for key, value in given.items()
    }
