"""The ReadySMS REST API, on the root paths: /sms, /contacts, /billing, /api-keys."""
