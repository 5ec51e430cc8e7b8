"""Pages without sign-in: the front door, health checks."""
