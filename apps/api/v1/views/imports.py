"""/v1/imports: many contacts at once, from rows or from a file, with true progress and a way back."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from apps.api.kernel import arguments, cursors
from apps.api.v1 import answers
from apps.api.v1.read import import_rows
from apps.api.v1.read import imports as read
from apps.api.v1.surface import V1
from apps.api.v1.write import imports as write
from apps.imports import actions, handed, places
from apps.imports.models import Import


class Imports(V1):
    def done(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        read.check_size(request)
        return super().done(request, *args, **kwargs)

    def get(self, http: HttpRequest) -> HttpResponse:
        page = cursors.page(read.shown(self.workspace), http.GET, "imp")
        return answers.listed(http, [write.import_(row) for row in page.rows], page.has_more)

    def post(self, http: HttpRequest) -> HttpResponse:
        """`contacts`, or multipart with `file`. It begins at once; with `draft` it waits for …/start."""
        made, body = self.from_file(http) if read.is_file(http) else self.from_rows()
        if not arguments.flag(body, "draft"):
            self.start(made, body)
        return answers.created(write.import_(read.one(self.workspace, made.public_id)))

    def from_file(self, http: HttpRequest) -> tuple[Import, Mapping[str, Any]]:
        body, (file, name) = read.form(http), read.file(http)
        return actions.upload(self.workspace, file, name, self.principal.user), body

    def from_rows(self) -> tuple[Import, Mapping[str, Any]]:
        people = import_rows.people(self.body)
        name = arguments.text(self.body, "file_name") or "contacts"
        return handed.take(self.workspace, people, name, self.principal.user), self.body

    def start(self, made: Import, body: Mapping[str, Any]) -> None:
        """Nothing stays of what may not begin."""
        try:
            actions.start(made, read.order(made, self.workspace, body), self.principal.witness)
        except BaseException:
            places.clear(made.public_id)
            made.delete()
            raise


class OneImport(V1):
    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        return answers.answer(write.import_(read.one(self.workspace, public_id)))


class Rejected(V1):
    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """In the file's order; the cursor is the line."""
        rows, has_more = write.rejected(read.one(self.workspace, public_id), http.GET)
        return answers.listed(http, rows, has_more)


class _Verb(V1):
    def do(self, held: Import) -> None:
        raise NotImplementedError

    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:
        self.do(read.one(self.workspace, public_id))
        return answers.answer(write.import_(read.one(self.workspace, public_id)))


class Start(_Verb):
    def do(self, held: Import) -> None:
        """Raises BadMapping, UnknownRegion, NoConsentSource, NotAttested, ListIsSynced, AlreadyStarted."""
        actions.start(held, read.order(held, self.workspace, self.body), self.principal.witness)


class Stop(_Verb):
    def do(self, held: Import) -> None:
        """Raises NotNow."""
        actions.stop(held)


class Resume(_Verb):
    def do(self, held: Import) -> None:
        """Raises NotNow, FileGone."""
        actions.resume(held)


class Undo(_Verb):
    def do(self, held: Import) -> None:
        """Raises NotNow."""
        actions.undo(held)
