"""manage.py forget_second_step: for somebody who lost their phone and their recovery codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.accounts import two_step
from apps.accounts.models import User


class Command(BaseCommand):
    help = "Let somebody who lost their phone and their recovery codes sign in with the password alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        user = User.objects.filter(email__iexact=email).first()
        if not user:
            raise CommandError(f"Nobody signs in as {email}.")
        if not two_step.forget(user):
            raise CommandError(f"{user.email} has no second step.")
        self.stdout.write(f"{user.email} signs in with the password alone now.")
