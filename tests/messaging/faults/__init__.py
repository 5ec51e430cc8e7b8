"""Everything that can break on the way of a message, broken there on purpose (docs/delivery.md)."""
