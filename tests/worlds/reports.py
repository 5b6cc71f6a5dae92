"""The worlds of scripts that report on what they are given: calendars, mails, sales, experiments, events."""

from __future__ import annotations

import base64
import hmac
import json
from typing import Any
from urllib.parse import urlencode

from tests.oracle.answers import Script
from tests.oracle.clock import START
from tests.worlds.world import World

PROFILES = {"ada": "Europe/London", "bob": "America/New_York", "cy": "Europe/Athens"}
EVENTS = {
    "ada": [{"start": "2024-02-29T14:00:00+00:00", "minutes": 60}],
    "bob": [
        {"start": "2024-03-01T09:30:00-05:00", "minutes": 30},
        {"start": "2024-02-29T09:00:00-05:00", "minutes": 45},
    ],
    "cy": [],
}


def _mail(number: int, sender: str, subject: str, date: str, body: str, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "from": f"{sender}@example.com",
        "subject": subject,
        "date": f"2024-02-{date}",
        "body": body,
        **more,
    }


MAILS = [
    _mail(1, "ada", "Lunch on Friday", "26T10:00:00", "Shall we go to the new place?\n--\nAda"),
    _mail(3, "bob", "RE: Re: lunch on friday", "27T08:30:00", "Yes!\nOn Monday Ada wrote:\n> Shall we go"),
    _mail(
        4,
        "cy",
        "URGENT: disk full",
        "28T07:00:00",
        "The disk of the build server is full again, who can look into this today please?",
    ),
    _mail(5, "bob", "Fwd: Offer", "25T12:00:00", "See below.", flagged=False),
]


def send_mail(reader: str, subject: str, body: str) -> str:
    if "@" not in reader:
        raise ValueError(f"no address: {reader}")
    return f"<{len(subject)}.{len(body)}@mail>"


SALES = [
    ("North", "2024-01-15", "anvil", 3, "49.90"),
    ("North", "2024-02-03", "bolt", 120),
    ("North", "2024-05-20", "anvil", 1, "52.00"),
    ("South", "2024-01-31", "crane", 1, "1250.00"),
    ("South", "2024-04-01", "bolt", 40, "0.95"),
]
EXPERIMENT = {
    "variants": [
        {"name": "control", "visitors": 2400, "conversions": 180, "revenue": [12.5, 0.0, 30.25, 12.5, 8.0, 22.0]},
        {"name": "treatment", "visitors": 2380, "conversions": 236, "revenue": [14.0, 9.5, 41.0, 12.5, 18.0, 25.5]},
    ]
}
SECRET = "s3cret"
SENT = int(START.timestamp()) + 60


def _request(payload: Any, secret: str = SECRET, sent: int = SENT, form: bool = False) -> dict[str, Any]:
    body = (urlencode({"payload": json.dumps(payload)}) if form else json.dumps(payload)).encode()
    digest = hmac.new(secret.encode(), f"{sent}.".encode() + body, "sha256").digest()
    signature = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    headers = {"Signature": f"t={sent}, v1={signature}"}
    if form:
        headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8"
    return {"headers": headers, "body": base64.b64encode(body).decode()}


PAID = {"type": "invoice.paid", "id": 7, "data": {"invoice": "2024-0007", "cents": 129900}}
CLICKED = {
    "type": "link.clicked",
    "id": 8,
    "data": {"url": "https://example.com/a?utm_source=x&q=two+words&p=1#top", "label": "caf\u00e9 & bar"},
}
REQUESTS = [
    _request(PAID),
    _request(PAID),
    _request(CLICKED, form=True),
    _request(PAID, secret="guess"),
    _request(CLICKED, sent=SENT - 3600),
    _request({"type": "invoice.paid", "id": 9}),
    _request({"type": "user.created", "id": 10}),
    _request("text"[:0] or []) | {"body": "bm90IGpzb24*"},
]
READ = [
    [{"id": 1, "user": 1, "ms": "12.5"}, {"id": 2, "user": 2}, {"id": None, "user": 2}],
    [],
    [
        {"id": 2, "user": 1},
        {"id": 3, "user": 1, "ms": 40},
        {"id": 4},
        {"id": 5, "user": 2, "ms": 7},
        {"id": 6, "user": 3},
    ],
]
LIMITED = Script({"status": 200}, {"status": 429, "retry_after": 30}, *[{"status": 200}] * 4, {"status": 404})

WORLDS: dict[str, World] = {
    "book_meetings": World(
        {
            "get_profile": lambda name: {"zone": PROFILES[name]},
            "get_events": lambda name, days: EVENTS[name],
            "book": lambda start, attendees: "T15" not in start,
        }
    ),
    "send_digest": World({"fetch_inbox": lambda address, unread: MAILS, "send_mail": send_mail}),
    "sales_table": World({"run_query": lambda sql, parameters: SALES}),
    "experiment": World(
        {"get_experiment": lambda name: EXPERIMENT, "publish_result": lambda name, winner, confidence: None}
    ),
    "verify_webhooks": World(
        {
            "get_secret": lambda name: SECRET,
            "next_requests": lambda limit: REQUESTS,
            "mark_paid": lambda invoice, cents: None,
        }
    ),
    "stream_pipeline": World(
        {
            "read_events": lambda number: READ[number],
            "lookup_user": lambda user: f"user-{user}",
            "store": lambda batch: len(batch),
        }
    ),
    "rate_limiter": World({"http_get": LIMITED}),  # type: ignore[dict-item]
}
