"""Writing a campaign: four steps over one draft, with a summary that stays in sight."""
