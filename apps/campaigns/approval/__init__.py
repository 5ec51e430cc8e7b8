"""A second person's yes. Above the limits of its workspace a campaign is launched by two: one asks, with the
statement of consent, and another one, who has the right to approve, says yes to what was asked for, or sends
it back with a reason (docs/adr/0028). An edit takes the request back; who asked never answers."""
