"""Every kind of deed, with its words. The part before the dot is the area by which people filter."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AREAS: dict[str, Promise] = {
    "team": _("Team"),
    "key": _("Keys"),
    "app": _("Connected apps"),
    "setting": _("Settings"),
    "campaign": _("Campaigns"),
    "import": _("Imports"),
    "export": _("Exports"),
    "suppression": _("Suppressions"),
    "credits": _("Credits"),
    "webhook": _("Webhooks"),
    "access": _("Sign-ins and looks"),
}

KINDS: dict[str, Promise] = {
    "team.invited": _("Invited"),
    "team.invited_again": _("Invited again"),
    "team.withdrawn": _("Invitation withdrawn"),
    "team.joined": _("Joined"),
    "team.role_changed": _("Role changed"),
    "team.removed": _("Removed"),
    "team.left": _("Left"),
    "key.made": _("Key made"),
    "key.revoked": _("Key revoked"),
    "app.connected": _("App let in"),
    "app.disconnected": _("App disconnected"),
    "app.registered": _("OAuth app registered"),
    "app.changed": _("OAuth app changed"),
    "app.rotated": _("OAuth app got a new secret"),
    "app.deleted": _("OAuth app deleted"),
    "setting.opened": _("Workspace opened"),
    "setting.changed": _("Settings changed"),
    "setting.field_added": _("Field of contacts added"),
    "setting.field_changed": _("Field of contacts changed"),
    "setting.field_archived": _("Field of contacts archived"),
    "setting.field_restored": _("Field of contacts in use again"),
    "setting.state": _("Workspace suspended or activated"),
    "campaign.launched": _("Campaign launched"),
    "campaign.remaining": _("Campaign sent to the remaining"),
    "campaign.taken_back": _("Launch taken back"),
    "campaign.approved": _("Campaign approved"),
    "campaign.approval_asked": _("Approval asked for"),
    "campaign.sent_back": _("Campaign sent back"),
    "campaign.approval_taken_back": _("Request for approval taken back"),
    "campaign.paused": _("Campaign paused"),
    "campaign.resumed": _("Campaign resumed"),
    "campaign.canceled": _("Campaign stopped"),
    "import.started": _("Import started"),
    "import.stopped": _("Import stopped"),
    "import.resumed": _("Import resumed"),
    "import.undone": _("Import taken back"),
    "export.made": _("Exported"),
    "suppression.lifted": _("Suppression lifted"),
    "credits.moved": _("Credits moved"),
    "credits.granted": _("Credits added or taken"),
    "webhook.created": _("Webhook made"),
    "webhook.changed": _("Webhook changed"),
    "webhook.removed": _("Webhook removed"),
    "webhook.disabled": _("Webhook switched off"),
    "webhook.enabled": _("Webhook switched on"),
    "webhook.rotated": _("Webhook got a new secret"),
    "access.signed_in": _("Signed in"),
    "access.two_step_on": _("Two-step sign-in switched on"),
    "access.two_step_off": _("Two-step sign-in switched off"),
    "access.codes_made": _("Recovery codes made"),
    "access.password": _("Password changed"),
    "access.email": _("E-mail address changed"),
    "access.looked": _("Somebody of the installation looked as this person"),
    "access.look_ended": _("That look ended"),
}


def area_of(kind: str) -> str:
    """The area of a kind. KeyError for one that the catalogue does not know."""
    KINDS[kind]
    return kind.partition(".")[0]
