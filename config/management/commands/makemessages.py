"""`manage.py makemessages`: Django's own, with what this product wants said once (`make messages`).

Guesses are not written (a fuzzy sentence is shown to nobody and looks translated), and places are named by
file alone, so that a moved line changes no catalog.
"""

from typing import Any

from django.conf import settings
from django.core.management.commands import makemessages

# Who builds or administers reads English.
NOT_READ = ["sdks", "integrations", "tests", "tools", "docs", "var", ".*"]
LEFT_OUT = [*NOT_READ, "templates/admin", "templates/reference"]
OTHERS = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


class Command(makemessages.Command):
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]  # noqa: RUF012 - Django's way

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = {"no_wrap": True, "no_obsolete": True, "add_location": "file"}
        left_out = {"ignore_patterns": [*options["ignore_patterns"], *LEFT_OUT]}
        locales = {"locale": options["locale"] or OTHERS}
        super().handle(*args, **{**options, **chosen, **left_out, **locales})
