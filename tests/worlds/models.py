"""The worlds of scripts that ask a language model, or fetch pages for one."""

from __future__ import annotations

import json
from typing import Any

from tests.worlds.world import World

TICKETS = [
    {"id": 1, "text": "I was charged twice for my subscription in March, please refund one of them."},
    {"id": 2, "text": "The export button does nothing.\nIt worked yesterday."},
    {"id": 3, "text": "Do you have a plan for schools?"},
    {"id": 4, "text": "???"},
    {"id": 5, "text": "Login fails with error 42"},
]
TICKET_ANSWERS = {
    "#1": 'Sure!\n```json\n{"team": "Billing", "urgency": 4, "tags": ["Refund", "refund"]}\n```',
    "#2": '{"team": "technical", "urgency": "3"}',
    "#3": '{"team": "marketing", "urgency": 1}',
    "#4": "I can't tell.",
    "#5": '{"team": "technical", "urgency": 9,}',
}


def ticket_model(prompt: str, temperature: float) -> str:
    if prompt.startswith("Summarise"):
        return f"{prompt.count('/') + 1} ticket(s), first: {prompt[24:40]}"
    if temperature > 0 and "#3" in prompt:
        return 'It is {"team": "sales", "urgency": 2, "tags": ["schools", "pricing"]}.'
    if temperature > 0.15 and "#5" in prompt:
        return '{"team": "technical", "urgency": 5, "tags": ["login"]}'
    return next(answer for key, answer in TICKET_ANSWERS.items() if key in prompt)


PAGES = {
    "https://sea.example/lights": (
        '<h1>Lights</h1><p>A lighthouse keeper lights the lamp at dusk. See <a href="/keeper">the keeper</a>, '
        '<a href="oil?x=1&amp;y=2">oil</a> and <a href="https://other.example/">others</a>.</p>'
    ),
    "https://sea.example/keeper": '<p>The keeper climbs 199 steps &amp; trims it. <a href="/lights">Back</a> <a href="/gone">log</a></p>',
    "https://sea.example/oil?x=1&y=2": "<p>Lamp oil is kept in the cellar! Does it burn? Very well.</p>",
    "https://sea.example/fog": "<p>In fog the keeper lights the lamp by day, too.</p>",
}


def open_page(url: str) -> str:
    if url not in PAGES:
        raise FileNotFoundError(f"404 for {url}")
    return PAGES[url]


def search_pages(query: str, limit: int) -> list[dict[str, str]]:
    return [
        {"url": "https://sea.example/lights"},
        {"url": "https://sea.example/fog"},
        {"url": "https://sea.example/oil"},
    ][:limit]


DOCUMENTS = {
    "intro": {"title": "a gentle start", "body": "x" * 120},
    "install": {"title": "installing", "body": "y" * 75},
    "usage": {"title": "daily usage", "body": "z" * 400},
    "api": {"title": "api reference", "body": ""},
    "faq": {"title": "questions", "body": "?" * 9},
}


def fetch(url: str) -> dict[str, str]:
    return DOCUMENTS[url.rpartition("/")[2]]


def fetch_flaky(url: str, attempt: int) -> dict[str, str]:
    if attempt == 1 or url.endswith("down"):
        raise ConnectionError(f"attempt {attempt} was reset")
    return fetch(url)


# What the model says in the tool loop, by the number of messages that it is shown.
TURNS = {
    2: {"tool": "population", "arguments": {}},
    4: {"tool": "lookup", "arguments": {"town": "Oslo"}, "thought": "I look it up."},
    6: {"calls": [{"tool": "lookup", "arguments": {"city": c}} for c in ("Oslo", "Bergen")]},
    8: {"thought": "Now I compare.", "maybe": 1},
    10: {"tool": "divide", "arguments": {"a": 1, "b": 0}},
    12: {"tool": "divide", "arguments": {"a": 71290000, "b": 285911, "digits": 1}},
    14: {"answer": "149.3 %"},
}


def tool_model(messages: list[dict[str, str]]) -> str:
    return json.dumps(TURNS[len(messages)])


def get_population(city: str, year: int) -> dict[str, int]:
    return {"Oslo": {"people": 697_010, "year": year}, "Bergen": {"people": 285_911, "year": year}}[city]


STORY = """The keeper woke at four. The sea was grey, and the lamp had gone out in the night! He climbed the stairs
with a can of oil. There were one hundred and ninety-nine of them, and he counted each. At the top he found the glass
broken by a gull. Who would believe that? He mended it with a plate from the kitchen, lit the wick, and waited.
At noon a boat came by and its crew waved. They had seen the light, they said, all night long."""
DOCUMENTS_TO_SUMMARISE = [
    {"name": "story", "text": STORY},
    {"name": "note", "text": "The light is repaired. Send a new plate."},
    {"name": "empty", "text": "no sentence here"},
    {"name": "broken", "text": "This one fails."},
]


def complete(prompt: str, model: str) -> str:
    head, _, text = prompt.partition("\n---\n")
    if "fails" in text:
        raise RuntimeError("overloaded")
    if head == "Combine.":
        return " ".join(line.split(":")[0] for line in text.split("\n")) + ': "all night long" and "a tin plate".'
    words = text.split()
    return f" {words[0]} to {words[-1].rstrip('.!?')} ({len(words)} words): {model}.\n"


def get_page(page: int) -> dict[str, Any]:
    return {"ids": [page * 2 + 1, page * 2 + 2, page * 2 + 3], "next": page + 1 if page < 4 else None}


def get_record(number: int) -> dict[str, Any]:
    return {"id": number, "owner": None if number == 4 else ["ada", "bob"][number % 2]}


def get_flaky(path: str) -> dict[str, str]:
    if path == "down":
        raise ConnectionError("no route")
    return {"path": path, "state": "up"}


WORLDS: dict[str, World] = {
    "tool_loop": World({"llm": tool_model, "get_population": get_population}),
    "summarise_documents": World({"list_documents": lambda: DOCUMENTS_TO_SUMMARISE, "complete": complete}),
    "stream_pages_async": World(
        {"get_page": get_page, "get_record": get_record, "get_flaky": get_flaky},
        futures=frozenset({"get_page", "get_record", "get_flaky"}),
    ),
    "classify_tickets": World(
        {"list_tickets": lambda status: TICKETS, "llm": ticket_model, "escalate": lambda number, reason: None}
    ),
    "research_agent": World(
        {
            "search": search_pages,
            "open_page": open_page,
            "llm": lambda prompt: f"At dusk [1], in fog by day [2]. ({len(prompt)})",
        }
    ),
    "fetch_side_by_side": World(
        {"fetch": fetch, "fetch_flaky": fetch_flaky}, futures=frozenset({"fetch", "fetch_flaky"})
    ),
    "work_queue": World({"transform": lambda text: None if "!" in text or not text else text[::-1]}),
}
