"""What an integrator states: by `"consent_attested": true`, or by connecting Zapier. Kept with every send."""

VERSION = "readysms-2026-1"
WORDING = (
    f"[{VERSION}] The sender of this request states, by consent_attested: true, that the recipient agreed "
    "to be texted by them and that they keep the record of it."
)
MANY = (
    f"[{VERSION}] The sender of this request states, by consent_attested: true, that all the people whom it "
    "names agreed to be texted by them and that they keep the records of it."
)
ZAPIER = (
    "[zapier-2026-1] Whoever connected Zapier to this workspace states that the recipients of what it sends "
    "agreed to be texted by them and that they keep the record of it."
)
