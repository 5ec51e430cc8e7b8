"""Event name → who listens. The only place where a lower floor causes something on an upper one."""

REACTIONS: dict[str, tuple[str, ...]] = {
    "credits.low": ("apps.dashboard.notices.credits_low",),
    "credits.granted": ("apps.campaigns.reactions.credits_granted",),
}
