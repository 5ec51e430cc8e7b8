"""The builder of segments: a filter as rows of plain form fields, and back. It works without script."""
