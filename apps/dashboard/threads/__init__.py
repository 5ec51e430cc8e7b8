"""The inbox: the list of conversations, the bubbles of one, and who is on the other side."""
