"""What an integrator states by `"consent_attested": true`: kept with every send, with its version."""

VERSION = "readysms-2026-1"
WORDING = (
    f"[{VERSION}] The sender of this request states, by consent_attested: true, that the recipient agreed "
    "to be texted by them and that they keep the record of it."
)
