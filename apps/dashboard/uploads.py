"""Files that people send: stopped while they stream in, as soon as they are too large."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_protect

from apps.dashboard.requests import Request

View = Callable[[Request], HttpResponse]


class Bounded(FileUploadHandler):
    """Lets IMPORT_MAX_BYTES through; the rest of a larger body is read and thrown away, so that the browser
    gets an answer instead of a broken connection. Marks the request `is_too_large`."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > settings.IMPORT_MAX_BYTES:
            self.request.is_too_large = True  # type: ignore[union-attr]
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def bounded(view: View) -> View:
    """For a view that takes a file, below @csrf_exempt and @needs: the handler must be in place before the
    token is looked for, because that reads the body."""
    guarded: Any = csrf_protect(view)  # type: ignore[arg-type, type-var]

    @wraps(view)
    def receiving(request: Request) -> HttpResponse:
        request.upload_handlers.insert(0, Bounded(request))
        answer: HttpResponse = guarded(request)
        return answer

    return receiving


def is_too_large(request: Request) -> bool:
    """Whether the file was stopped on its way. Ask after request.FILES was read."""
    return getattr(request, "is_too_large", False)
