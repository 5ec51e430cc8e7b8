"""Campaigns and templates."""

from django.urls import path

from apps.dashboard.views import (
    approving,
    campaign,
    campaigns,
    composer,
    dry_run,
    launching,
    recipient,
    recipients,
    scheduled,
    templates,
)

ONE = "campaigns/<str:campaign_id>"
APPROVAL = f"{ONE}/approvals/<str:approval_id>"
TEMPLATE = "templates/<str:template_id>"
WRITTEN = ("audience", "message", "schedule")

urlpatterns = [
    path("campaigns", campaigns.index, name="campaigns"),
    path("campaigns/new", composer.new, name="campaign_new"),
    path("campaigns/new/summary", composer.beside, {"step": "audience"}, name="campaign_new_summary"),
    path(ONE, campaign.page, name="campaign_show"),
    path(f"{ONE}/live", campaign.live, name="campaign_live"),
    *(path(f"{ONE}/{step}", composer.edit, {"step": step}, f"campaign_{step}") for step in WRITTEN),
    *(
        path(f"{ONE}/{step}/summary", composer.beside, {"step": step}, f"campaign_{step}_summary")
        for step in WRITTEN
    ),
    path(f"{ONE}/review", launching.review, name="campaign_review"),
    path(f"{ONE}/launch", launching.launch, name="campaign_launch"),
    path(f"{ONE}/ask", approving.ask, name="campaign_ask"),
    path(f"{APPROVAL}/approve", approving.approve, name="campaign_approve"),
    path(f"{APPROVAL}/send-back", approving.send_back, name="campaign_send_back"),
    path(f"{APPROVAL}/take-back", approving.take_back, name="campaign_take_back"),
    path(f"{ONE}/test", launching.test, name="campaign_test"),
    path(f"{ONE}/undo", campaign.undo, name="campaign_undo"),
    path(f"{ONE}/pause", campaign.pause, name="campaign_pause"),
    path(f"{ONE}/resume", campaign.resume, name="campaign_resume"),
    path(f"{ONE}/cancel", campaign.cancel, name="campaign_cancel"),
    path(f"{ONE}/remaining", campaign.remaining, name="campaign_remaining"),
    path(f"{ONE}/people", recipients.index, name="campaign_people"),
    path(f"{ONE}/people/<str:contact_id>", recipient.page, name="campaign_why"),
    path(f"{ONE}/people.csv", recipients.export, name="campaign_people_csv"),
    path(f"{ONE}/dry-run", dry_run.page, name="campaign_dry_run"),
    path(f"{ONE}/dry-run/start", dry_run.start, name="campaign_dry_run_start"),
    path(f"{ONE}/dry-run/stop", dry_run.stop, name="campaign_dry_run_stop"),
    path(f"{ONE}/dry-run/people", dry_run.people, name="campaign_dry_run_people"),
    path(f"{ONE}/dry-run/people.csv", dry_run.export, name="campaign_dry_run_csv"),
    path("messages/<str:message_id>/decide", campaign.decide, name="message_decide"),
    path("scheduled", scheduled.index, name="scheduled"),
    path("scheduled/<str:planned_id>/cancel", scheduled.cancel, name="scheduled_cancel"),
    path("templates", templates.index, name="templates"),
    path("templates/new", templates.new, name="template_new"),
    path(TEMPLATE, templates.edit, name="template_edit"),
    path(f"{TEMPLATE}/delete", templates.delete, name="template_delete"),
]
