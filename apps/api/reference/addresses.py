"""The addresses of a dialect as OpenAPI writes them, out of its URL patterns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from apps.api.kernel.described import Operation
from apps.api.reference.dialects import Dialect

VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)")
_ALIAS = re.compile(r"-\d+$")  # another spelling of a route
RENAMED = {"public_id": "id", "pk": "id"}


@dataclass(frozen=True, slots=True)
class Address:
    """One verb at one path. name: of the route; parameters: names in the path."""

    dialect: Dialect
    path: str
    verb: str
    name: str
    parameters: tuple[str, ...]
    operation: Operation

    @property
    def operation_id(self) -> str:
        return f"{self.verb.lower()}_{self.dialect.name}_{self.name}".replace("-", "_")

    @property
    def tag(self) -> str:
        """The resource: the first word of the path behind the dialect's own."""
        words = [word for word in self.path.split("/") if word]
        if self.dialect.name == "v1":
            return words[1]
        return "zapier" if words[0] == "zapier" else f"readysms: {words[0]}"

    @property
    def asked_in_query(self) -> tuple[str, ...]:
        """Names that a GET must have, or that its example has."""
        names = [*self.operation.needs, *(self.operation.eg or ())] if self.verb == "GET" else []
        return tuple(dict.fromkeys(names))

    @property
    def is_alias(self) -> bool:
        return bool(_ALIAS.search(self.name))


def addresses(dialect: Dialect) -> Iterator[Address]:
    """In the order of the URLs. A route that the tables do not know is a KeyError: tests look at it."""
    for pattern in dialect.urls:
        name = (pattern.name or "").removeprefix(f"{dialect.name}-")
        if name == "unknown":
            continue
        view: Any = pattern.callback.view_class  # type: ignore[attr-defined]
        path, parameters = _template(str(pattern.pattern))
        for verb in VERBS:
            if hasattr(view, verb.lower()):
                operation = dialect.table[_ALIAS.sub("", name), verb]
                yield Address(dialect, path, verb, name, parameters, operation)


def _template(regex: str) -> tuple[str, tuple[str, ...]]:
    """^v1/lists/(?P<public_id>[^/]+)/?$ → /v1/lists/{id}"""
    found = tuple(RENAMED.get(name, name) for name in _GROUP.findall(regex))
    bare = _GROUP.sub(lambda group: f"{{{RENAMED.get(group[1], group[1])}}}", regex)
    return "/" + bare.removeprefix("^").removesuffix("$").removesuffix("/?").replace("\\", ""), found
