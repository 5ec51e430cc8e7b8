"""Where carriers post receipts and replies: one view for all carriers, stored raw first."""
