"""Receive webhooks: check signatures, decode bodies, refuse replays, and dispatch events to handlers."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from collections import deque
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from typing import Any, Callable, Protocol, runtime_checkable
from urllib.parse import parse_qs, parse_qsl, quote, urlencode, urlparse
from uuid import NAMESPACE_URL, UUID, uuid5


@runtime_checkable
class Handler(Protocol):
    def __call__(self, payload: dict[str, Any]) -> str: ...


class WebhookError(Exception):
    status = 400


class BadSignature(WebhookError):
    status = 401


class Replayed(WebhookError):
    status = 409


class Receiver:
    tolerance = timedelta(minutes=5)

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()
        self._handlers: dict[str, Handler] = {}
        self._seen: deque[UUID] = deque(maxlen=3)

    def on(self, event: str) -> Callable[[Handler], Handler]:
        def register(handler: Handler) -> Handler:
            assert isinstance(handler, Handler)
            self._handlers[event] = handler
            return handler

        return register

    def sign(self, timestamp: str, body: bytes) -> str:
        digest = hmac.new(self._secret, timestamp.encode() + b"." + body, sha256).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    def verify(self, headers: dict[str, str], body: bytes) -> None:
        parts = dict(part.strip().split("=", 1) for part in headers["Signature"].split(","))
        sent = datetime.fromtimestamp(int(parts["t"]), tz=timezone.utc)
        if abs(datetime.now(timezone.utc) - sent) > self.tolerance:
            raise Replayed(f"sent at {sent:%H:%M:%S}")
        if not hmac.compare_digest(parts["v1"], self.sign(parts["t"], body)):
            raise BadSignature("the signature does not match")

    def receive(self, request: dict[str, Any]) -> tuple[int, str]:
        try:
            body = base64.b64decode(request["body"], validate=True)
            self.verify(request["headers"], body)
            content_type = request["headers"].get("Content-Type", "application/json")
            if content_type.startswith("application/x-www-form-urlencoded"):
                payload = json.loads(parse_qs(body.decode())["payload"][0])
            else:
                payload = json.loads(body)
            number = uuid5(NAMESPACE_URL, f"{payload['type']}/{payload['id']}")
            if number in self._seen:
                raise Replayed(f"event {str(number)[:8]} was here before")
            self._seen.append(number)
            handler = self._handlers.get(payload["type"], lambda _: "ignored")
            return 200, handler(payload)
        except binascii.Error as exc:
            return 400, f"bad encoding: {exc}"
        except WebhookError as exc:
            return exc.status, str(exc)
        except (KeyError, json.JSONDecodeError) as exc:
            return 422, f"{type(exc).__name__}: {exc}"


receiver = Receiver(get_secret("webhooks"))


@receiver.on("invoice.paid")
def paid(payload: dict[str, Any]) -> str:
    mark_paid(payload["data"]["invoice"], cents=payload["data"]["cents"])
    return f"invoice {payload['data']['invoice']} paid"


@receiver.on("link.clicked")
def clicked(payload: dict[str, Any]) -> str:
    url = urlparse(payload["data"]["url"])
    query = [(key, value) for key, value in parse_qsl(url.query) if not key.startswith("utm_")]
    return url._replace(query=urlencode(query), fragment="").geturl() + " " + quote(payload["data"].get("label", ""))


def main() -> None:
    for number, request in enumerate(next_requests(limit=10), 1):
        status, text = receiver.receive(request)
        print(f"{number}: {status} {text}")


main()
