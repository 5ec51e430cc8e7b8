"""Names of this dialect that have no column of their own with us."""

# Kept among a contact's attributes, shown beside custom_fields.
PLACES = ("company", "city", "state")
# Every contact of this dialect stands somewhere: who stands nowhere with us is shown here.
FIRST_STAGE = "new_lead"
