"""Which mails a person gets about a workspace: the kinds, what each person chose, what was told already.

A kind has a default by role; only what somebody chose otherwise is a row. Mails about an account's own safety
(passwords, addresses, invitations) are no notices and cannot be switched off.
"""
