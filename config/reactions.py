"""Event name → who listens. The only place where a lower floor causes something on an upper one."""

REACTIONS: dict[str, tuple[str, ...]] = {
    "credits.low": ("apps.dashboard.notices.credits_low",),
    "campaign.approval_asked": ("apps.dashboard.approval_notices.asked",),
    "campaign.approved": ("apps.dashboard.approval_notices.answered",),
    "campaign.sent_back": ("apps.dashboard.approval_notices.answered",),
    "webhook.disabled": ("apps.dashboard.notices.webhook_disabled",),
    "campaign.completed": ("apps.dashboard.notices.campaign_completed",),
    "import.finished": ("apps.dashboard.notices.import_finished",),
    "contact.review": ("apps.dashboard.notices.review_waiting",),
    "sequence.stuck": ("apps.dashboard.notices.sequence_stuck",),
    "conversation.assigned": ("apps.dashboard.notices.conversation_assigned",),
    "credits.granted": (
        "apps.campaigns.reactions.credits_granted",
        "apps.sequences.reactions.credits_granted",
    ),
    "contact.tagged": ("apps.sequences.reactions.tagged",),
    "contact.stage_changed": ("apps.sequences.reactions.staged",),
    "contact.opted_out": ("apps.sequences.reactions.opted_out",),
    "contact.deleted": ("apps.sequences.reactions.deleted",),
    "list.joined": ("apps.sequences.reactions.listed",),
    # Sequences first: an answer ends what it ends before a keyword enrols anew.
    "message.received": ("apps.sequences.reactions.replied", "apps.keywords.reactions.received"),
    "consent.confirmed": ("apps.keywords.reactions.confirmed",),
}
