"""Classify support tickets with a language model, check its answers, and write a summary for each team."""

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum
from textwrap import dedent, indent, shorten


class Team(str, Enum):
    BILLING = "billing"
    TECHNICAL = "technical"
    SALES = "sales"


PROMPT = dedent(
    """\
    Classify the support ticket below.
    Answer with JSON: {"team": one of %(teams)s, "urgency": 1-5, "tags": [strings]}.

    Ticket #%(id)d
    %(text)s
    """
)


@dataclass
class Ticket:
    id: int
    text: str
    team: Team | None = None
    urgency: int = 0
    tags: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def extract_json(answer: str) -> dict:
    """Find the JSON object in a model's answer, with or without a code fence around it."""
    fenced = re.search(r"```(?:json)?\s*(\{.*?\})\s*```", answer, re.DOTALL)
    candidate = fenced.group(1) if fenced else answer[answer.find("{") : answer.rfind("}") + 1]
    if not candidate:
        raise ValueError("no JSON object in the answer")
    return json.loads(candidate)


def validate(data: dict) -> tuple[Team, int, list[str]]:
    team = Team(data["team"].lower())
    urgency = int(data["urgency"])
    if urgency not in range(1, 6):
        raise ValueError(f"urgency {urgency} is not in 1..5")
    return team, urgency, sorted({str(tag).lower() for tag in data.get("tags", [])})


def classify(ticket: Ticket, max_attempts: int = 3) -> bool:
    prompt = PROMPT % {"teams": ", ".join(t.value for t in Team), "id": ticket.id, "text": indent(ticket.text, "> ")}
    for attempt in range(max_attempts):
        answer = llm(prompt, temperature=0.1 * attempt)
        try:
            ticket.team, ticket.urgency, ticket.tags = validate(extract_json(answer))
            return True
        except json.JSONDecodeError as exc:
            problem = f"invalid JSON ({exc.msg} at {exc.pos})"
        except (ValueError, KeyError) as exc:
            problem = f"{type(exc).__name__}: {exc}"
        ticket.problems.append(problem)
        prompt += f"\nYour last answer was not usable: {problem}. Answer with JSON only."
    return False


def main() -> None:
    tickets = [Ticket(raw["id"], raw["text"]) for raw in list_tickets(status="new")]
    unclassified = [ticket for ticket in tickets if not classify(ticket)]
    queues: defaultdict[Team, list[Ticket]] = defaultdict(list)
    for ticket in tickets:
        if ticket.team:
            queues[ticket.team].append(ticket)

    for team in Team:
        print(f"== {team.name.title()} ({len(queues[team])})")
        for ticket in sorted(queues[team], key=lambda t: (-t.urgency, t.id)):
            stars = "!" * ticket.urgency
            print(f"  {stars:<5} #{ticket.id} {shorten(ticket.text, width=40, placeholder='...')} {ticket.tags}")
            if ticket.problems:
                print(f"        after {len(ticket.problems)} bad answer(s): {'; '.join(ticket.problems)}")
        if queues[team]:
            digest = llm("Summarise in one line: " + " / ".join(t.text for t in queues[team]), temperature=0)
            print(indent(digest, "  -> "))
    for ticket in unclassified:
        escalate(ticket.id, reason=ticket.problems[-1])
        print(f"escalated #{ticket.id}: {ticket.problems[-1]}")


main()
