"""What stops and permits texts to one contact, by hand and with a reason."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from apps.accounts.roles import EDIT, REPLY
from apps.compliance import actions as compliance
from apps.compliance import reviews
from apps.compliance.models import Suppression
from apps.contacts.models import Contact
from apps.dashboard.entering import Consent, attest
from apps.dashboard.forms.consents import NewConsent
from apps.dashboard.forms.reasons import Reason
from apps.dashboard.pages import posted, show
from apps.dashboard.requests import Request
from apps.dashboard.rights import needs
from apps.dashboard.views.contact import of
from apps.dashboard.witness import witness

Kind = Suppression.Kind
Do = Callable[[Contact, str, str], object]
Words = Any  # marked where they are made, read in the language of the page


@dataclass(frozen=True, slots=True)
class Verb:
    """A decision: what is asked, what the button says, what is done, what is told."""

    title: Words
    text: Words
    button: Words
    do: Do
    done: Words
    is_stop: bool = True


def _evidence(reason: str, by: str) -> dict[str, str]:
    return {"reason": reason, "by": by}


def _opt_out(contact: Contact, reason: str, by: str) -> object:
    return compliance.opt_out(
        contact.workspace_id,
        contact.phone,
        source="dashboard",
        evidence=_evidence(reason, by),
        contact_id=contact.pk,
        subject=contact.public_id,
        actor=by,
    )


def _opt_in(contact: Contact, reason: str, by: str) -> object:
    return compliance.opt_in(
        contact.workspace_id,
        contact.phone,
        source="dashboard",
        evidence=_evidence(reason, by),
        contact_id=contact.pk,
        subject=contact.public_id,
        actor=by,
    )


def _blacklist(contact: Contact, reason: str, by: str) -> object:
    evidence = _evidence(reason, by)
    return compliance.suppress(
        contact.workspace_id, contact.phone, Kind.BLACKLIST, source="dashboard", evidence=evidence
    )


def _lift_blacklist(contact: Contact, reason: str, by: str) -> object:
    return compliance.lift(contact.workspace_id, contact.phone, Kind.BLACKLIST, by=by, reason=reason)


def _clear_review(contact: Contact, reason: str, by: str) -> object:
    """As in the queue under Compliance; decided there meanwhile, it stays as it was decided."""
    review = reviews.waiting(contact.workspace_id).filter(phone=contact.phone).first()
    return review and reviews.decide(review, opted_out=False, by=by, note=reason)


VERBS = {
    "opt-out": Verb(
        _("Opt out"),
        _("No text goes to this number any more, from no list and no campaign, until they ask again."),
        _("Opt out"),
        _opt_out,
        _("%(who)s is opted out."),
    ),
    "blacklist": Verb(
        _("Blacklist the number"),
        _("Your own decision not to text this number. It outlives the contact."),
        _("Blacklist"),
        _blacklist,
        _("%(who)s is blacklisted."),
    ),
    "opt-in": Verb(
        _("Opt in again"),
        _("Only when they themselves asked to be texted again. What you write here is kept as evidence."),
        _("They asked again"),
        _opt_in,
        _("%(who)s is opted in again."),
        is_stop=False,
    ),
    "lift-blacklist": Verb(
        _("Take off the blacklist"),
        _("Texts may go to this number again, where consent and hours permit."),
        _("Take off"),
        _lift_blacklist,
        _("%(who)s is off the blacklist."),
        is_stop=False,
    ),
    "lift-review": Verb(
        _("It was no opt-out"),
        _("You read the reply, and it does not ask to stop. Marketing goes on."),
        _("It was no opt-out"),
        _clear_review,
        _("%(who)s may be texted again."),
        is_stop=False,
    ),
}


def _decide(request: Request, public_id: str, name: str) -> HttpResponse:
    contact, verb = of(request, public_id), VERBS[name]
    form = Reason(posted(request))
    if request.method == "POST" and form.is_valid():
        verb.do(contact, form.cleaned_data["reason"], request.user.email)
        messages.success(request, verb.done % {"who": contact})
        return redirect("dashboard:contact", contact.public_id)
    return show(request, "contacts/reason", {"contact": contact, "verb": verb, "form": form})


@needs(REPLY)
def stop(request: Request, public_id: str, name: str) -> HttpResponse:
    """Whoever answers people may stop texts to them."""
    return _decide(request, public_id, name)


@needs(EDIT)
def permit(request: Request, public_id: str, name: str) -> HttpResponse:
    return _decide(request, public_id, name)


@needs(EDIT)
def consent(request: Request, public_id: str) -> HttpResponse:
    """Write down that they asked for texts."""
    contact = of(request, public_id)
    form = NewConsent(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        attest(contact, Consent(given["channel"], given["consent_source"]), by=witness(request))
        messages.success(request, _("Consent is on record."))
        return redirect("dashboard:contact", contact.public_id)
    return show(request, "contacts/consent", {"contact": contact, "form": form})
