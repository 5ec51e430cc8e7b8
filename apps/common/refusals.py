"""The ways the product says no. Each app lists its own in refusals.py; each dialect maps every one."""

from typing import ClassVar


class Refusal(Exception):
    """A request that was understood and is not carried out; nothing was changed.

    code: one snake_case word for machines. message: one sentence for people. field: the offending
    argument, "" when there is none.
    """

    code: ClassVar[str] = "refused"
    message: ClassVar[str] = "This cannot be done."
    field: ClassVar[str] = ""

    def __init__(self, message: str = "", *, field: str = "", **facts: object) -> None:
        self.text = message or self.message
        self.at = field or self.field
        self.facts = facts
        super().__init__(self.text)


class Invalid(Refusal):
    """An argument is missing or malformed."""

    code = "invalid"
    message = "This value is not valid."


class NotFound(Refusal):
    """No such thing in this workspace (or in another one, which is the same answer)."""

    code = "not_found"
    message = "There is no such thing here."


class Conflict(Refusal):
    """The thing is not in a state that allows this."""

    code = "conflict"
    message = "This is not possible in the present state."


class Forbidden(Refusal):
    """The person or key lacks the right."""

    code = "forbidden"
    message = "Your role does not allow this."


def every_refusal(root: type[Refusal] = Refusal) -> set[type[Refusal]]:
    """Every way of saying no that is loaded, for the test that each dialect maps them all."""
    below = set(root.__subclasses__())
    return below.union(*(every_refusal(one) for one in below))
