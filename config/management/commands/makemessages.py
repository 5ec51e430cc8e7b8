"""`manage.py makemessages`: Django's own, with what this product wants said once (`make messages`).

Guesses are not written (a fuzzy sentence is shown to nobody and looks translated), and places are named by
file alone, so that a moved line changes no catalog.
"""

from typing import Any

from django.conf import settings
from django.core.management.commands import makemessages

# Programs and people who build read English: the SDK, the Zapier app, tests, the admin's and the reference's pages.
LEFT_OUT = ["sdks", "integrations", "tests", "tools", "docs", "var", ".*", "templates/admin", "templates/reference"]
OTHERS = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


class Command(makemessages.Command):
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]  # noqa: RUF012 - Django's way

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = {"no_wrap": True, "no_obsolete": True, "add_location": "file"}
        left_out = [*options["ignore_patterns"], *LEFT_OUT]
        super().handle(*args, **{**options, **chosen, "ignore_patterns": left_out, "locale": options["locale"] or OTHERS})
