"""The words of a text: templates, merge fields, and what a body costs on the wire (encoding, parts)."""
