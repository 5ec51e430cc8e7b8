"""manage.py oauth_app: register an app that people may let into their workspaces."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from oauth2_provider.models import get_application_model

from apps.common.refusals import Refusal
from apps.connect.owning import owner
from apps.connect.registering import register, remove


class Command(BaseCommand):
    help = "Register an OAuth app (your own Zapier app), list them, or remove one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", help="what people see when they are asked")
        parser.add_argument("--redirect-uri", action="append", default=[], help="may be given several times")
        parser.add_argument("--public", action="store_true", help="it keeps no secret, and uses PKCE")
        parser.add_argument("--client-id", default="", help="change this one, with a new secret")
        parser.add_argument("--remove", metavar="CLIENT_ID", help="end its connections and forget it")

    def handle(self, *args: Any, **options: Any) -> None:
        if client_id := options["remove"]:
            return self._remove(client_id)
        return self._register(options) if options["name"] else self._list()

    def _register(self, options: dict[str, Any]) -> None:
        try:
            app, secret = register(
                options["name"],
                options["redirect_uri"],
                client_id=options["client_id"],
                is_public=options["public"],
            )
        except Refusal as refusal:
            raise CommandError(refusal.text) from refusal
        told = f"{secret}   (shown this once)" if secret else "none: it uses PKCE"
        self.stdout.write(f"Client id      {app.client_id}\nClient secret  {told}")
        self.stdout.write(f"Authorize      {settings.BASE_URL}/zapier/oauth/authorize")
        self.stdout.write(f"Token          {settings.BASE_URL}/zapier/oauth/token")

    def _remove(self, client_id: str) -> None:
        if (ended := remove(client_id)) is None:
            raise CommandError(f"No app has the client id {client_id}.")
        self.stdout.write(f"Removed. Its tokens open nothing any more: {ended} connections ended.")

    def _list(self) -> None:
        for app in get_application_model().objects.order_by("pk"):
            whose = owner(app.client_id) or "the installation"
            self.stdout.write(f"{app.client_id}  {app.name} (of {whose})  {app.redirect_uris}")
