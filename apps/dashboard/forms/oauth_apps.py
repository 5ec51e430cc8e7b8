"""Forms of the workspace's own OAuth apps: a new one, and a change."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.dashboard.forms.base import Form
from apps.dashboard.forms.chosen import ChosenId

CONFIDENTIAL, PUBLIC = "confidential", "public"
TYPES = [
    (CONFIDENTIAL, _("Confidential – runs on a server and keeps a secret")),
    (PUBLIC, _("Public – runs in a browser or on a phone; no secret, PKCE instead")),
]


class OAuthAppForm(Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_(
            "People read it when they are asked to let the app in, beside the name of this workspace."
        ),
        widget=forms.TextInput(attrs={"placeholder": "Shop sync", "autocomplete": "off"}),
    )
    redirect_uris = forms.CharField(
        label=_("Redirect URIs"),
        max_length=6000,
        help_text=_(
            "Where people are sent back, one on each line, to the letter. http:// for localhost alone."
        ),
        widget=forms.Textarea(
            attrs={"rows": 3, "placeholder": "https://shop.example/oauth/callback", "spellcheck": "false"}
        ),
    )

    @property
    def uris(self) -> list[str]:
        return str(self.cleaned_data["redirect_uris"]).split()


class NewOAuthAppForm(OAuthAppForm):
    kind = forms.ChoiceField(
        label=_("Type"),
        choices=TYPES,
        initial=CONFIDENTIAL,
        widget=forms.RadioSelect,
        help_text=_("It cannot be changed later."),
    )
    public_id = ChosenId("oap")

    @property
    def is_public(self) -> bool:
        return bool(self.cleaned_data["kind"] == PUBLIC)
