"""The worlds of scripts that call services: pages of records, flaky requests, people who are asked."""

from __future__ import annotations

from typing import Any

from tests.oracle.answers import Fail, Script
from tests.worlds.world import World

ORDERS: list[dict[str, Any]] = [
    {"id": "1", "customer": "ada ", "placed": "2024-01-03T10:00:00Z", "total": "19.99"},
    {"id": "2", "customer": "bob", "placed": "2024-01-05", "total": "5.10", "status": "refunded"},
    {"id": "3", "customer": "ada", "placed": "2024-02-01", "total": 1200},
    {"id": "4", "customer": "cy", "placed": "2024-02-30", "total": "7"},
    {"id": "5", "customer": "cy", "placed": "2024-03-09", "total": "70.255"},
    {"id": "6", "customer": "bob", "placed": "2024-03-10", "total": "1e2"},
    {"customer": "nobody", "placed": "2024-03-10", "total": "1"},
]


def get_orders(cursor: str | None = None, limit: int = 10) -> dict[str, Any]:
    start = int(cursor[1:]) if cursor else 0
    end = start + limit
    return {"data": ORDERS[start:end], "has_more": end < len(ORDERS), "next_cursor": f"c{end}"}


def get_customer(name: str) -> dict[str, str]:
    return {"name": name.title(), "email": f"{name}@example.com"}


HTTP = Script(
    {"status": 503},
    Fail(ConnectionError("reset by peer")),
    {"status": 200, "body": {"users": ["ada", "bob"]}},
    {"status": 404, "body": "no such page"},
    {"status": 500, "body": "oops"},
    {"status": 429, "body": "slow down"},
    {"status": 200, "body": {"users": []}},
)

FORECASTS: dict[str, Any] = {
    "Oslo": [
        {"day": d, "high": h, "low": h - 7, "rain": r}
        for d, h, r in zip("MTWTF", (8, 9, 11.5, 13, 13), (0, 2, 0, 4.5, 1), strict=True)
    ],
    "Rome": [
        {"day": d, "high": h, "low": h - 9, "rain": r}
        for d, h, r in zip("MTWTF", (24, 23, 25, 21, 22), (0, 0, 0.5, 3, 0), strict=True)
    ],
    "Austin": {
        "unit": "F",
        "entries": [
            {"day": d, "high": h, "low": 60, "rain": 0} for d, h in zip("MTWTF", (95, 90, 86, 80, 71), strict=True)
        ],
    },
}


def get_forecast(city: str, country: str, days: int) -> Any:
    if city not in FORECASTS:
        raise LookupError(f"unknown city in {country}")
    return FORECASTS[city]


def _issue(number: int, title: str, updated: str, labels: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    return {
        "number": number,
        "title": title,
        "body": None,
        "updated_at": updated,
        "labels": list(labels),
        "assignee": None,
        **more,
    }


ISSUES = [
    _issue(12, "Crash when saving", "2024-02-28T08:00:00Z"),
    _issue(7, "Support dark mode", "2024-01-10T00:00:00Z", ("enhancement",), assignee="cy"),
    _issue(15, "Fix build", "2024-02-27T00:00:00Z", pull_request={"url": "…"}),
    _issue(3, "It is slow", "2023-10-01T12:00:00Z", body="on Sundays"),
    _issue(9, "Typo in README", "2024-02-01T00:00:00Z", body="And an exception in the example"),
    _issue(14, "Question about pricing", "2024-02-20T00:00:00Z"),
]


def list_issues(repo: str, page: int, per_page: int) -> list[dict[str, Any]]:
    return ISSUES[(page - 1) * per_page : page * per_page]


def nothing(*args: Any, **kwargs: Any) -> None:
    """Answer what gives nothing."""


DIRECTORY = [
    {"email": "Ada@example.com", "name": "Ada L.", "groups": ["dev"]},
    {"email": "bob@example.com", "name": "Bob", "groups": ["ops", "dev"]},
    {"email": "ada@example.com", "name": "Ada Lovelace", "groups": ["admins"]},
    {"email": "dee@example.com", "name": "Dee"},
    {"email": "eve@example.com", "name": "Eve", "groups": ["dev"]},
]
ACCOUNTS = [
    {"email": "bob@example.com", "name": "Robert", "groups": ["ops"]},
    {"email": "dee@example.com", "name": "Dee", "active": False},
    {"email": "old@example.com", "name": "Old"},
    {"email": "root@example.com", "name": "Root", "groups": ["admins"]},
    {"email": "zed@example.com", "name": "Zed"},
]


def create_user(email: str, name: str, groups: list[str]) -> str:
    if email.startswith("eve"):
        raise PermissionError("no seats left")
    return email


def delete_user(email: str) -> None:
    if email.startswith("zed"):
        raise RuntimeError("still has open invoices")


STOCK = [
    {"sku": "bolt", "stock": 40, "cost": 0.5, "pack": 50},
    {"sku": "crane", "stock": 0, "cost": 400.0},
    {"sku": "drill", "stock": 3, "cost": 60.0},
    {"sku": "glue", "stock": 500, "cost": 2.0, "pack": 12},
    {"sku": "saw", "stock": 2, "cost": 25.0, "pack": 4},
]


def get_sales(sku: str, days: int) -> list[int]:
    scale = {"bolt": 20, "crane": 1, "drill": 1, "glue": 4, "saw": 2}[sku]
    return [scale * (1 + (day * len(sku)) % 3) // 2 for day in range(days)]


def place_order(sku: str, quantity: int, max_price: float) -> dict[str, Any]:
    if sku == "bolt":
        return {"accepted": False, "reason": f"only {quantity // 2} there"}
    return {"accepted": True, "price": round(max_price / 1.1, 2)}


RATES = {("USD", "EUR"): "0.92", ("EUR", "GBP"): "0.855", ("USD", "JPY"): "150.25", ("CHF", "USD"): "1.1375"}


def get_rate(base: str, quote: str) -> str | None:
    return RATES.get((base, quote))


CLAIMS = [
    ["ada", 12.5, "lunch"],
    ["bob", 300, "train to Rome"],
    ["cy", 80.0, "Gift for a client"],
    ["dee", 900, "a chair"],
    ["eve", 75, "something"],
]
APPROVALS = Script(
    {"question": "first class?"},
    {"decision": "y", "by": "boss"},
    {"decision": "up to", "limit": 250, "by": "boss"},
    "maybe",
    {"question": "what is it?"},
    {"decision": "later"},
)

ROADS = {
    "edges": [
        ["A", "B", 4],
        ["A", "C", 2],
        ["C", "B", 1],
        ["B", "D", 5],
        ["C", "D", 8.5],
        ["D", "E", 3],
        ["E", "F", 1],
        ["X", "Y", 1],
    ],
    "places": {"A": [0, 0], "B": [2, 1], "C": [1, -1], "D": [6, 0], "E": [8, 1], "F": [9, 1], "X": [0, 9], "Y": [1, 9]},
}

PAGE = """<html><body id="top"><h1>Docs</h1>
<a href="setup.html?b=2&amp;a=1">Set <b>up</b></a> <a href="./setup.html?a=1&amp;b=2&amp;session=9#x">again</a>
<a href="http://Old.example:80/a b/../c">old</a> <a href="/img/"><img src="logo.png" alt="logo"></a> <a href="#none">none</a>
<a href="mailto:me@shop.example">mail</a> <a href="https://[broken/">broken</a> <a href="#top">top</a> <a href='/gone'>gone &rarr;</a>
</body></html>"""
STATUSES = {"https://shop.example/gone": 404, "http://old.example/c": 301}


def cancel_job(job: str) -> None:
    if "backup" in job:
        raise LookupError(f"no job {job}")


JOB_STATUS = Script(
    {"status": "queued"},
    {"status": "running", "progress": 25},
    {"status": " Running ", "progress": 40},
    {"status": "running", "progress": 75},
    {"status": "DONE", "progress": 100},
    {"status": "failed"},
    *[{"status": "running", "progress": number * 10} for number in range(10)],
)

WORLDS: dict[str, World] = {
    "shortest_paths": World({"get_roads": lambda: ROADS}),
    "lru_cache_class": World({"get_quote": lambda symbol, currency: len(currency) * ord(symbol[0]) / 4}),
    "audit_links": World({"get_page": lambda url: PAGE, "check_url": lambda url: STATUSES.get(url, 200)}),
    "build_order": World({"compile_target": lambda name, fingerprint: f"{name}-{fingerprint}.o"}),
    "poll_jobs": World(
        {
            "start_job": lambda name: f"job-{name}",
            "job_status": JOB_STATUS,  # type: ignore[dict-item]
            "job_error": lambda job: f"{job} ran out of memory",
            "cancel_job": cancel_job,
        }
    ),
    "page_orders": World({"get_orders": get_orders, "get_customer": get_customer}),
    "retry_with_backoff": World({"http_get": HTTP}),  # type: ignore[dict-item]
    "compare_weather": World({"get_forecast": get_forecast}),
    "triage_issues": World(
        {
            "list_issues": list_issues,
            "add_labels": nothing,
            "assign": nothing,
            "comment": nothing,
            "close_issue": nothing,
        }
    ),
    "sync_users": World(
        {
            "list_directory": lambda: DIRECTORY,
            "list_accounts": lambda: ACCOUNTS,
            "create_user": create_user,
            "update_user": nothing,
            "delete_user": delete_user,
        }
    ),
    "reorder_stock": World({"get_stock": lambda warehouse: STOCK, "get_sales": get_sales, "place_order": place_order}),
    "convert_currencies": World({"get_rate": get_rate}),
    "approve_expenses": World(
        {
            "load_claims": lambda: CLAIMS,
            "ask_approver": APPROVALS,  # type: ignore[dict-item]
            "ask_claimant": lambda who, text: f"{who} says: of course.",
            "pay": lambda who, amount: f"receipt {len(who) * int(amount)}",
        }
    ),
}
