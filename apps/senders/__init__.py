"""Numbers, short codes and alphanumeric ids that messages go out from, and the carrier
account each of them is wired to."""
