"""Users, workspaces, members, invitations and API keys.

Owns who may come in and what they may touch. A workspace is a tenant; its sandbox is its
twin for test keys; a sub-account is a workspace with a parent. Every tenant-owned model
elsewhere inherits WorkspaceOwned from here."""
