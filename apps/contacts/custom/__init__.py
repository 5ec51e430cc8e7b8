"""Defined fields over contacts' free attributes: label, kind, order (docs/adr/0027).

A definition moves no data and changes none: a value that stood there before and is of another kind stays, and
pages say so. What people type and what files bring is kept as text, in the one spelling that segments read
(2026-05-04, 1200.5, yes, an option to the letter); what programs write as JSON keeps its type."""
