"""What the dialects share: who calls, how much, in what shape a body comes, and the few verbs that
touch several apps at once. It knows no dialect: words and statuses are theirs."""
