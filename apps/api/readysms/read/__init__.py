"""From requests of this dialect to the arguments of our actions and queries."""
