"""One file per resource: what a person may type, and the message at the field when it cannot be."""
