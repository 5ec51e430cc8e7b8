"""One file per resource: read the request, ask or act below, answer with a page."""
