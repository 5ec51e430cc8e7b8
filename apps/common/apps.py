"""The ground floor as a Django app: for the worker command and the start-up checks. It has no models."""

from django.apps import AppConfig


class Common(AppConfig):
    name = "apps.common"

    def ready(self) -> None:
        from apps.common import checks  # noqa: F401  (registers them)
