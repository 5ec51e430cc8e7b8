"""The browser pages of marketers and agents, under /dashboard/. Server-rendered; htmx is an
enhancement: every page works without it."""
