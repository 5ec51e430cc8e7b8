"""How a receiver checks MSVS-Signature (contract § 10), in two languages. Tests run both."""

NODE = """const crypto = require("crypto");

function verify(rawBody, header, secret, now = Date.now() / 1000) {
  const parts = header.split(",").map((part) => part.split("="));
  const t = Number(parts.find(([name]) => name === "t")?.[1]);
  if (!t || Math.abs(now - t) > 300) return false;
  const mine = crypto.createHmac("sha256", secret).update(`${t}.${rawBody}`).digest();
  return parts.some(([name, hex]) => {
    const theirs = Buffer.from(name === "v1" ? hex : "", "hex");
    return theirs.length === mine.length && crypto.timingSafeEqual(theirs, mine);
  });
}"""
PYTHON = """import hashlib, hmac, time

def verify(raw_body: bytes, header: str, secret: str) -> bool:
    parts = [part.split("=", 1) for part in header.split(",")]
    t = next((value for name, value in parts if name == "t"), "0")
    if abs(time.time() - int(t)) > 300:
        return False
    mine = hmac.new(secret.encode(), t.encode() + b"." + raw_body, hashlib.sha256).hexdigest()
    return any(name == "v1" and hmac.compare_digest(value, mine) for name, value in parts)"""

PORT = 8700
RECEIVER = f"""{PYTHON}

import json
from http.server import BaseHTTPRequestHandler, HTTPServer

class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        secret = json.load(open("hook.json"))["secret"]
        good = verify(body, self.headers["MSVS-Signature"] or "", secret)
        print("signed:" if good else "FORGED:", body.decode(), flush=True)
        self.send_response(204 if good else 400)
        self.end_headers()

HTTPServer(("127.0.0.1", {PORT}), Hook).serve_forever()"""
