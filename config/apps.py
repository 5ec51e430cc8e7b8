"""The roof as a Django app, so that commands over the whole house (up, demo, doctor, bench) live here."""

from django.apps import AppConfig


class Sendwell(AppConfig):
    name = "config"
    verbose_name = "Sendwell"
