"""The audit log: who did what in a workspace, when, from where. ADR 0026.

One append-only row for each deed, written by `writing.note` in the transaction of the deed. `acting` knows
who does it: the top floor says so once for each request. `kinds` is the catalogue; a kind that is not there
cannot be written. A workspace and its sandbox have one log.
"""
