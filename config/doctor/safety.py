"""Questions about settings that are wrong on a machine that others can reach."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import run_checks
from django.http.request import validate_host

from config.doctor.findings import Finding, fine, note, wrong

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or ""


def _is_public() -> bool:
    return _host() not in LOOPBACK


def start_up_checks() -> Finding:
    """The same checks that keep `manage.py worker` from starting."""
    errors = [check for check in run_checks() if check.is_serious()]
    if errors:
        return wrong("settings", " ".join(str(error.msg) for error in errors), "Run: manage.py check")
    return fine("settings", "Fit together.")


def secret_key() -> Finding:
    if len(settings.SECRET_KEY) < 32 or len(set(settings.SECRET_KEY)) < 8:
        return wrong(
            "secret key",
            "SECRET_KEY is short enough to be guessed: sessions and stored carrier passwords hang on it.",
            "Leave it out, and Sendwell makes its own in DATA_DIR, or set 50 random characters.",
        )
    return fine("secret key", "Long enough.")


def debug() -> Finding:
    if settings.DEBUG and _is_public():
        return wrong(
            "debug",
            f"DEBUG is on while BASE_URL is {settings.BASE_URL}: error pages show settings to strangers.",
            "Remove DEBUG from the environment.",
        )
    return fine("debug", "On, for this machine only." if settings.DEBUG else "Off.")


def hosts() -> Finding:
    if "*" in settings.ALLOWED_HOSTS:
        return note(
            "address",
            "ALLOWED_HOSTS takes every name: a forged Host header ends up in mails.",
            f"Set ALLOWED_HOSTS={_host()}",
        )
    if not validate_host(_host(), settings.ALLOWED_HOSTS):
        return wrong(
            "address",
            f"BASE_URL is {settings.BASE_URL}, but ALLOWED_HOSTS does not list {_host()}: pages answer 400.",
            f"Set ALLOWED_HOSTS={_host()}",
        )
    if _is_public() and not settings.HTTPS:
        return note(
            "address",
            f"{settings.BASE_URL} is reached without encryption: passwords and keys travel in the open.",
            "Put Caddy or nginx in front (docs/deploy.md) and set BASE_URL=https://…",
        )
    return fine("address", f"People open {settings.BASE_URL}.")


def clock() -> Finding:
    if settings.CLOCK_SHIFT:
        return note(
            "clock",
            f"The clock is moved by {settings.CLOCK_SHIFT:+,.0f} s, and quiet hours with it.",
            "Fine for a rehearsal; remove CLOCK_SHIFT before real people are texted.",
        )
    return fine("clock", "Not moved.")
