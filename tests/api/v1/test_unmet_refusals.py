"""Refusals of the contract that no request of v1 meets today, in their shape all the same."""

import orjson
from django.http import HttpRequest

from apps.api.v1 import errors
from apps.messaging.refusals import NoConsent


def test_contact_not_opted_in() -> None:
    """A program states consent with every text (consent.py), which is kept before the gate asks."""
    http = HttpRequest()
    answer = errors.refused(http, NoConsent("There is no record that they asked for texts.", field="to"))
    error = orjson.loads(answer.content)["error"]
    assert (answer.status_code, list(error)) == (422, ["type", "code", "message", "param", "request_id"])
    assert error["type"] == "compliance_error" and error["code"] == "contact_not_opted_in"
    assert (error["message"], error["param"]) == ("There is no record that they asked for texts.", "to")
