"""The help text at GET /."""

HELP = """\
Sendwell's virtual carrier. It behaves like a carrier and sends nothing.

POST /v1/messages              send a text: {"reference", "to", "from", "body", "callback_url"}
                               with Authorization: Bearer <any key>
GET  /v1/messages/{reference}  what became of it
GET  /messages                 texts, the latest first: ?to= &from= &status= &limit= &after=
GET  /stats                    counts
POST /inbound                  a text from a phone: {"from", "to", "body"}
PUT  /numbers/{number}         where a number's inbound texts go: {"callback_url", "api_key"}
POST /reset                    forget everything

Magic numbers, in any area code:
  NPA-555-0001  refused                      NPA-555-0007  receipt lost
  NPA-555-0002  accepted, then failed        NPA-555-0008  replies STOP
  NPA-555-0003  answer lost                  NPA-555-0009  replies YES
  NPA-555-0004  throttled, then accepted     NPA-555-0010  answers after 3 s
  NPA-555-0005  receipt doubled              NPA-555-0011  replies with a friendly sentence
  NPA-555-0006  receipts in the wrong order  NPA-555-0012  opted out with the carrier

docs/sandbox.md has the rest.
"""
