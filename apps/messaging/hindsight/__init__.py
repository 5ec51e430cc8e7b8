"""Hindsight: what would these rules have stopped last month?

The gates themselves are asked (compliance and caps, through messaging.gates.screen) about texts that have
left, each as of the minute in which it left; nothing is sent, charged or kept of it but the answer. `wish`
says what is tried, `past` reads the texts, `asking` has the gates with a memory of that time, `replay`
counts, `models` keeps one trial with its progress.
"""
