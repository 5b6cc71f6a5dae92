"""Triage the open issues of a repository: label them by rules, close stale ones, and assign the rest in turn."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from datetime import datetime, timedelta, timezone
from itertools import cycle
from typing import Any, ClassVar

Issue = dict[str, Any]
STALE_AFTER = timedelta(days=90)


class Rule(ABC):
    registry: ClassVar[list[type[Rule]]] = []

    def __init_subclass__(cls, /, label: str, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.label = label
        Rule.registry.append(cls)

    @abstractmethod
    def applies(self, issue: Issue) -> bool: ...

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.label}>"


class CrashRule(Rule, label="bug"):
    PATTERN = re.compile(r"\b(crash(es|ed)?|traceback|segfault|exception)\b", re.IGNORECASE)

    def applies(self, issue: Issue) -> bool:
        return any(self.PATTERN.search(issue[key] or "") for key in ("title", "body"))


class FeatureRule(Rule, label="enhancement"):
    def applies(self, issue: Issue) -> bool:
        return issue["title"].lower().startswith(("add ", "support ", "feature:"))


class DocsRule(Rule, label="documentation"):
    def applies(self, issue: Issue) -> bool:
        words = set(re.findall(r"[a-z]+", issue["title"].lower()))
        return bool(words & {"docs", "readme", "typo", "documentation"})


def age(issue: Issue, now: datetime) -> timedelta:
    return now - datetime.fromisoformat(issue["updated_at"].replace("Z", "+00:00"))


def triage(issues: list[Issue], people: list[str]) -> dict[str, list[int]]:
    rules = [rule() for rule in Rule.registry]
    print("rules:", rules)
    now = datetime.now(timezone.utc)
    turn = cycle(people)
    outcome: dict[str, list[int]] = {}
    for issue in sorted(issues, key=lambda i: i["number"]):
        number = issue["number"]
        labels = [rule.label for rule in rules if rule.applies(issue)]
        match (labels, age(issue, now)):
            case ([], old) if old > STALE_AFTER:
                comment(number, f"No activity for {old.days} days, closing.")
                close_issue(number)
                outcome.setdefault("closed", []).append(number)
                continue
            case ([], _):
                labels = ["needs-triage"]
            case (["bug", *_], recent) if recent < timedelta(days=2):
                labels.append("priority")
        new = [label for label in labels if label not in issue["labels"]]
        if new:
            add_labels(number, new)
        if not issue["assignee"]:
            person = next(turn)
            assign(number, person)
            outcome.setdefault(person, []).append(number)
        print(f"#{number:<4}{issue['title'][:30]:<32}{'+'.join(labels)}")
    return outcome


def fetch_all(repo: str) -> list[Issue]:
    issues, page = [], 1
    while batch := list_issues(repo, page=page, per_page=2):
        issues.extend(i for i in batch if "pull_request" not in i)
        page += 1
    return issues


if __name__ == "__main__":
    result = triage(fetch_all("acme/rocket"), ["ada", "bob"])
    for key, numbers in sorted(result.items()):
        print(f"{key}: {', '.join(f'#{n}' for n in numbers)}")
    try:
        Rule()
    except TypeError as error:
        print("abstract:", type(error).__name__)
