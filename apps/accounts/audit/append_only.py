"""The database itself refuses to change or delete a line of the audit log.

One way remains, as of the consent ledger (compliance/append_only.py): a workspace that is removed as a whole
leaves a Closure, and then its lines may go.
"""

from apps.common.append_only import AppendOnly, Trigger

TABLE = "accounts_auditentry"
GUARD = AppendOnly(
    (Trigger("audit_no_update", "UPDATE", TABLE), Trigger("audit_no_delete", "DELETE", TABLE)),
    function="accounts_audit_append_only",
    closed="EXISTS (SELECT 1 FROM compliance_closure WHERE workspace_pk = OLD.workspace_id)",
    said="The audit log is append-only",
)
