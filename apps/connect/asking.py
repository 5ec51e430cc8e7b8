"""What an app asks for at the authorize page, judged before anybody is sent anywhere (contract §6)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from apps.accounts.models import Workspace
from apps.connect import owning, registering

# What is handed on unread, and comes back with the form.
PKCE = ("code_challenge", "code_challenge_method")
CARRIED = ("client_id", "redirect_uri", "response_type", "state", *PKCE)
# RFC 7636 §4.2 and §4.3. What is none fits no column and is no mistake of a person's.
_CHALLENGE = re.compile(r"[A-Za-z0-9._~-]{43,128}")
_METHOD = re.compile(r"[A-Za-z0-9]{1,10}")


class Unfit(ValueError):
    """The request leads nowhere: 400 with this error, and no redirect."""


class NoChallenge(Unfit):
    """A public app sent no code_challenge."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`fields` are those of CARRIED that came. origin: where the answer goes. owner: the workspace whose app
    it is; None: of whoever runs the installation."""

    client: Any
    redirect_uri: str
    fields: dict[str, str] = field(default_factory=dict)
    owner: Workspace | None = None

    @property
    def app_name(self) -> str:
        return str(self.client.name or self.client.client_id)

    @property
    def origin(self) -> str:
        parts = urlsplit(self.redirect_uri)
        return f"{parts.scheme}://{parts.netloc}"


def asked(sent: Mapping[str, str]) -> Asked:
    """Raises Unfit: a redirect URI must be registered, to the letter; response_type must be code;
    a challenge that is told must be one, and a public app's must be told."""
    given = {name: sent[name] for name in CARRIED if sent.get(name)}
    client_id = given.get("client_id", "").replace("\0", "")
    client = registering.client_of(client_id)
    if client is None or not owning.may_ask(client_id):
        raise Unfit("invalid_client")
    if given.get("redirect_uri") not in client.redirect_uris.split():
        raise Unfit("invalid_redirect_uri")
    if given.get("response_type") != "code":
        raise Unfit("unsupported_response_type")
    if not _is_pkce(given):
        raise Unfit("invalid_request")
    if client.client_type == client.CLIENT_PUBLIC and "code_challenge" not in given:
        raise NoChallenge("invalid_request")
    return Asked(client, given["redirect_uri"], given, owning.owner(client_id))


def _is_pkce(given: Mapping[str, str]) -> bool:
    """A challenge that may be one, or none."""
    challenge, method = (given.get(name) for name in PKCE)
    return (challenge is None or bool(_CHALLENGE.fullmatch(challenge))) and (
        method is None or bool(_METHOD.fullmatch(method))
    )
