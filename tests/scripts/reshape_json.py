"""Reshape nested JSON: flatten it to rows, rename and group fields, validate types, and build it up again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import date
from functools import singledispatch
from typing import Any

DOCUMENT = """
{
  "company": "Acme",
  "offices": [
    {"city": "Oslo", "staff": [{"name": "Ada", "skills": ["python", "sql"], "since": "2019-04-01"},
                               {"name": "Bo", "skills": [], "since": null}]},
    {"city": "Rome", "staff": [{"name": "Cy", "skills": ["go"], "since": "2021-12-24", "remote": true}]}
  ],
  "meta": {"version": 1.5, "tags": {"a": 1, "b": [true, false]}, "note": "caf\\u00e9 \\ud83d\\ude00"}
}
"""


def flatten(value: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield (dotted path, leaf) for everything in `value`."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from flatten(inner, f"{prefix}.{key}" if prefix else str(key))
    elif isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        for index, inner in enumerate(value):
            yield from flatten(inner, f"{prefix}[{index}]")
    else:
        yield prefix, value


def get_path(document: Any, path: str, default: Any = None) -> Any:
    for part in path.replace("[", ".").replace("]", "").split("."):
        try:
            document = document[int(part)] if isinstance(document, list) else document[part]
        except (KeyError, IndexError, ValueError, TypeError):
            return default
    return document


@singledispatch
def describe(value: Any) -> str:
    return type(value).__name__


@describe.register
def _(value: dict) -> str:
    return "{" + ", ".join(f"{k}: {describe(v)}" for k, v in value.items()) + "}"


@describe.register(list)
def _(value: list) -> str:
    kinds = sorted({describe(item) for item in value})
    return f"[{' | '.join(kinds)}]"


@describe.register(type(None))
def _(value: None) -> str:
    return "null"


class Encoder(json.JSONEncoder):
    def default(self, o: Any) -> Any:
        if isinstance(o, date):
            return {"$date": o.isoformat()}
        if isinstance(o, (set, frozenset)):
            return sorted(o)
        return super().default(o)


def decode_dates(obj: dict[str, Any]) -> Any:
    return date.fromisoformat(obj["$date"]) if obj.keys() == {"$date"} else obj


def to_rows(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": person["name"],
            "city": office["city"],
            "skills": set(person["skills"]),
            "since": date.fromisoformat(person["since"]) if person["since"] else None,
            **({"remote": True} if person.get("remote") else {}),
        }
        for office in document["offices"]
        for person in office["staff"]
    ]


def main() -> None:
    document = json.loads(DOCUMENT)
    original = deepcopy(document)
    for path, leaf in flatten(document):
        print(f"{path:<28} {leaf!r}")
    for path in ("offices[1].staff[0].skills[0]", "meta.tags.b[1]", "offices[5].city", "meta.version.x"):
        print(path, "->", get_path(document, path, "nothing"))
    print(describe(document))

    rows = to_rows(document)
    text = json.dumps({"rows": rows}, cls=Encoder, indent=2, ensure_ascii=False)
    print(text)
    back = json.loads(text, object_hook=decode_dates)
    print([row["since"] for row in back["rows"]], document == original)
    by_skill: dict[str, list[str]] = {}
    for row in rows:
        for skill in sorted(row["skills"]):
            by_skill.setdefault(skill, []).append(row["name"])
    print(json.dumps(by_skill, separators=(",", ":"), sort_keys=True), json.dumps(document["meta"]["note"]))
    try:
        json.dumps({"bad": object}, cls=Encoder)
    except TypeError as error:
        print("error:", error)


if __name__ == "__main__":
    main()
