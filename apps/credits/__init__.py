"""The ledger: append-only entries, a balance changed by one conditional statement, and the
proof that both agree. One credit is one SMS part."""
