"""The database itself refuses to change or delete what was written to the ledger, and the statements in it.

Two ways remain: a workspace that is removed as a whole leaves a Closure, and then its lines may go; and a
statement forgets its author's account (the name stands in the statement).
"""

from apps.common.append_only import AppendOnly, Trigger

LEDGER, STATEMENTS = "compliance_consentevent", "compliance_attestation"
KEPT = "workspace_id, public_id, attested_as, wording, source, about, ip, file_sha256, at"
GUARD = AppendOnly(
    (
        Trigger("ledger_no_update", "UPDATE", LEDGER),
        Trigger("ledger_no_delete", "DELETE", LEDGER),
        Trigger("statement_no_update", f"UPDATE OF {KEPT}", STATEMENTS),
        Trigger("statement_no_delete", "DELETE", STATEMENTS),
    ),
    function="compliance_append_only",
    closed="EXISTS (SELECT 1 FROM compliance_closure WHERE workspace_pk = OLD.workspace_id)",
    said="The consent ledger is append-only",
)
