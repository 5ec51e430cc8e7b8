"""One package a carrier: adapter.py sends and looks up, receipts.py reads what the carrier posts back.
None of them knows another."""
