"""allauth's forms in our words: no placeholder that repeats its label, and one line about passwords."""

from typing import Any

from allauth.account import forms
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

# By the words of allauth in English; where it has others, its own translation stands.
WORDS = {
    "Email": _("E-mail"),
    "Remember Me": _("Stay signed in"),
    "Current Password": _("Current password"),
    "New Password": _("New password"),
    "New Password (again)": _("New password, again"),
    "Password (again)": _("Password, again"),
}
EITHER_CODE = _("Six digits from your app, or one of your recovery codes.")
# What AUTH_PASSWORD_VALIDATORS ask for, which say it in three lines.
HINT = _("At least 10 characters. Not a common one, and not like your address.")


def _in_english(label: Any) -> str:
    with override("en"):
        return str(label)


class _OurWords:
    """Mixed into a form of allauth's. The link to a new password stands in the templates."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = WORDS.get(_in_english(field.label), field.label)
            field.widget.attrs.pop("placeholder", None)
            if "password" in name:
                field.help_text = HINT if name == "password1" else ""


class LoginForm(_OurWords, forms.LoginForm):  # type: ignore[misc]
    pass


class SignupForm(_OurWords, forms.SignupForm):  # type: ignore[misc]
    pass


class AddEmailForm(_OurWords, forms.AddEmailForm):  # type: ignore[misc]
    pass


class ChangePasswordForm(_OurWords, forms.ChangePasswordForm):  # type: ignore[misc]
    pass


class SetPasswordForm(_OurWords, forms.SetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordForm(_OurWords, forms.ResetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordKeyForm(_OurWords, forms.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class ReauthenticateForm(_OurWords, forms.ReauthenticateForm):  # type: ignore[misc]
    pass


class _OurCode:
    """The code's field: a keyboard of digits on phones, ready to be typed into."""

    fields: dict[str, Any]
    label, hint = _("Code"), EITHER_CODE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label, code.help_text = self.label, self.hint
        code.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}


class SecondStepForm(_OurCode, second_step.AuthenticateForm):  # type: ignore[misc]
    pass


class SecondStepAgainForm(_OurCode, second_step.ReauthenticateForm):  # type: ignore[misc]
    pass


class StartTwoStepForm(_OurCode, totp.ActivateTOTPForm):  # type: ignore[misc]
    label, hint = _("Code from the app"), _("Six digits; a new one comes every 30 seconds.")
