"""The one door to sending, and the inbox. pipeline.py is the file to read first.

Owns messages, conversations, lanes and raw receipts. The Message row is the queue. Every
text, whoever asks for it, passes compose, screen, charge, enqueue; then claim, screen
again, transmit, settle."""
