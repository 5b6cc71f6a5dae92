"""Synchronise users from a directory to an application: work out creates, updates and deletes, then apply them in order."""

from dataclasses import dataclass, replace
from typing import Iterable, Literal, Optional, Union

Action = Literal["create", "update", "delete"]


@dataclass(frozen=True)
class User:
    email: str
    name: str
    groups: frozenset[str] = frozenset()
    active: bool = True

    def diff(self, other: "User") -> dict[str, tuple[object, object]]:
        changes = {}
        for name in ("name", "groups", "active"):
            mine, theirs = getattr(self, name), getattr(other, name)
            if mine != theirs:
                changes[name] = (mine, theirs)
        return changes


@dataclass(frozen=True)
class Change:
    action: Action
    user: User
    details: Optional[dict] = None


@dataclass
class Result:
    change: Change
    error: Union[str, None] = None

    def __bool__(self) -> bool:
        return self.error is None


def index(records: Iterable[dict]) -> dict[str, User]:
    users: dict[str, User] = {}
    for record in records:
        user = User(record["email"].lower(), record["name"], frozenset(record.get("groups", ())), record.get("active", True))
        if user.email in users:
            merged = users[user.email].groups | user.groups
            print(f"merging duplicate {user.email}: {sorted(merged)}")
            user = replace(user, groups=merged)
        users[user.email] = user
    return users


def plan(source: dict[str, User], target: dict[str, User]) -> list[Change]:
    changes = [Change("create", source[email]) for email in sorted(source.keys() - target.keys())]
    for email in sorted(source.keys() & target.keys()):
        if source[email] != target[email]:
            changes.append(Change("update", source[email], target[email].diff(source[email])))
    changes += [Change("delete", target[email]) for email in sorted(target.keys() - source.keys())]
    return changes


def describe(value: object) -> str:
    return "{" + ", ".join(sorted(value)) + "}" if isinstance(value, frozenset) else repr(value)


def apply(change: Change) -> Result:
    user = change.user
    try:
        match change:
            case Change(action="create"):
                create_user(email=user.email, name=user.name, groups=sorted(user.groups))
            case Change(action="update", details=dict(details)):
                new = {k: sorted(after) if isinstance(after, frozenset) else after for k, (_, after) in details.items()}
                update_user(user.email, **new)
            case Change(action="delete", user=User(groups=groups)) if "admins" in groups:
                return Result(change, "refusing to delete an administrator")
            case Change(action="delete"):
                delete_user(user.email)
    except PermissionError as exc:
        return Result(change, f"denied: {exc}")
    except Exception as exc:
        return Result(change, f"{type(exc).__name__}: {exc}")
    return Result(change)


def main() -> None:
    source, target = index(list_directory()), index(list_accounts())
    results = [apply(change) for change in plan(source, target)]
    for result in results:
        change = result.change
        print(f"{'ok  ' if result else 'FAIL'} {change.action:<7}{change.user.email:<22}{result.error or ''}".rstrip())
        for name, (before, after) in (change.details or {}).items():
            print(f"       {name}: {describe(before)} -> {describe(after)}")
    failed = [r for r in results if not r]
    print(f"{len(results) - len(failed)} applied, {len(failed)} failed")
    print(len({r.change.user for r in results}), "distinct users;", failed[0].change.user)


if __name__ == "__main__":
    main()
