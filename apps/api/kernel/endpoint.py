"""One address of a dialect: admit the caller, do the verb; a refusal becomes the dialect's own answer."""

from abc import abstractmethod
from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from apps.accounts.models import Workspace
from apps.accounts.roles import EDIT, VIEW
from apps.api.kernel import principal as principals
from apps.api.kernel import rate, request_ids
from apps.api.kernel.body import json_object
from apps.api.kernel.principal import SESSION, Principal
from apps.api.kernel.refusals import BadCredential, WrongSurface, WrongVerb
from apps.common.refusals import Refusal
from apps.messaging.refusals import WorkspaceSuspended


class Endpoint(View):
    """A dialect subclasses this once, and each of its addresses subclasses that."""

    surface: ClassVar[str]
    kinds: ClassVar[frozenset[str]]  # kinds of keys that it takes
    strangers: ClassVar[frozenset[str]] = frozenset()  # kinds that it knows and turns away (403, not 401)
    rights: ClassVar[dict[str, str]] = {}  # verb → right, where it is not VIEW to read and EDIT to write

    http_method_names = ["get", "post", "put", "patch", "delete", "head"]  # noqa: RUF012 - as View has it
    principal: Principal

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        """Keys need no token; principal.of judges sessions. Not on dispatch: a dialect has its own."""
        return csrf_exempt(super().as_view(**initkwargs))

    @property
    def most_a_minute(self) -> int:
        """Requests of one workspace."""
        raise NotImplementedError

    @abstractmethod
    def refused(self, refusal: Refusal) -> HttpResponseBase:
        """The dialect's answer to a refusal."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.surface = self.surface  # type: ignore[attr-defined]
        try:
            self.admit(request)
            response = self.done(request, *args, **kwargs)
        except Refusal as refusal:
            response = self.refused(refusal)
        response["X-Request-Id"] = request_ids.of(request)
        return response

    def done(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The verb's answer; a dialect may do more around it."""
        return super().dispatch(request, *args, **kwargs)

    def admit(self, http: HttpRequest) -> None:
        """Verb, credential, kind of key, standing of the account, rate, right: in this order."""
        allowed = [verb.upper() for verb in self.http_method_names if hasattr(self, verb)]
        if http.method not in allowed:
            raise WrongVerb(allowed=allowed)
        self.principal = http.caller = principals.of(http)  # type: ignore[attr-defined]
        self.check_kind()
        if self.workspace.state != Workspace.State.ACTIVE:
            raise WorkspaceSuspended
        self.throttle()
        reading = http.method in ("GET", "HEAD")
        self.principal.needs(self.rights.get(http.method or "", VIEW if reading else EDIT))

    def throttle(self) -> None:
        """Raises TooManyRequests."""
        rate.count(self.surface, self.workspace.pk, self.most_a_minute)

    def check_kind(self) -> None:
        """Raises WrongSurface, BadCredential."""
        if self.principal.kind in self.strangers:
            raise WrongSurface
        if self.principal.kind not in self.kinds | {SESSION}:
            raise BadCredential

    @property
    def workspace(self) -> Workspace:
        return self.principal.workspace

    @cached_property
    def body(self) -> dict[str, Any]:
        """The JSON object that came, {} when none did."""
        return json_object(self.request)
