"""The ways the product says no. Each app lists its own in refusals.py; each dialect maps every one."""

from typing import ClassVar

from django.utils.translation import gettext_noop as _

from apps.common.sentences import spoken


class Refusal(Exception):
    """A request that was understood and is not carried out; nothing was changed.

    code: one snake_case word for machines. message: one sentence for people, marked with gettext_noop. field:
    the offending argument, "" when there is none. record: the sentence as rows and evidence keep it.
    """

    code: ClassVar[str] = "refused"
    message: ClassVar[str] = _("This cannot be done.")
    field: ClassVar[str] = ""

    def __init__(self, message: str = "", *, field: str = "", **facts: object) -> None:
        self.record = str(message or self.message)
        self.at = field or self.field
        self.facts = facts
        super().__init__(self.record)

    @property
    def text(self) -> str:
        """In the language of whoever reads the page; English for programs, logs and workers."""
        return spoken(self.record)


class Invalid(Refusal):
    """An argument is missing or malformed."""

    code = "invalid"
    message = _("This value is not valid.")


class NotFound(Refusal):
    """No such thing in this workspace (or in another one, which is the same answer)."""

    code = "not_found"
    message = _("There is no such thing here.")


class Conflict(Refusal):
    """The thing is not in a state that allows this."""

    code = "conflict"
    message = _("This is not possible in the present state.")


class Forbidden(Refusal):
    """The person or key lacks the right."""

    code = "forbidden"
    message = _("Your role does not allow this.")


def every_refusal(root: type[Refusal] = Refusal) -> set[type[Refusal]]:
    """Every way of saying no that is loaded, for the test that each dialect maps them all."""
    below = set(root.__subclasses__())
    return below.union(*(every_refusal(one) for one in below))
