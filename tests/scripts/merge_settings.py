"""Load layered settings (defaults, a JSON file, environment variables), validate them and print the effective ones."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any


class ConfigError(Exception):
    """The settings can't be used."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(f"{key}: {message}")
        self.key = key


@dataclass
class Database:
    host: str = "localhost"
    port: int = 5432
    name: str = "app"

    @property
    def url(self) -> str:
        return f"postgres://{self.host}:{self.port}/{self.name}"


@dataclass
class Settings:
    debug: bool = False
    workers: int = 2
    timeout: float = 30.0
    hosts: list[str] = field(default_factory=lambda: ["127.0.0.1"])
    database: Database = field(default_factory=Database)

    def __post_init__(self) -> None:
        if isinstance(self.database, dict):
            self.database = Database(**self.database)
        if self.workers < 1:
            raise ConfigError("workers", f"must be positive, not {self.workers}")
        if not 1 <= self.database.port <= 65535:
            raise ConfigError("database.port", f"{self.database.port} is out of range")


def deep_merge(base: dict[str, Any], override: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in override.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = deep_merge(merged[key], value)
        else:
            merged[key] = value
    return merged


def convert(raw: str, like: Any) -> Any:
    """Convert the text of an environment variable to the type of the default `like`."""
    if isinstance(like, bool):
        return raw.strip().lower() in {"1", "true", "yes", "on"}
    if isinstance(like, list):
        return [part.strip() for part in raw.split(",") if part.strip()]
    return type(like)(raw)


def from_environment(defaults: dict[str, Any], prefix: str = "APP_") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for variable in sorted(os.environ):
        if not variable.startswith(prefix):
            continue
        *parents, leaf = variable.removeprefix(prefix).lower().split("__")
        target, like = found, defaults
        for parent in parents:
            target, like = target.setdefault(parent, {}), like.get(parent, {})
        if leaf not in like:
            print(f"ignoring {variable}: no such setting")
            continue
        try:
            target[leaf] = convert(os.environ[variable], like[leaf])
        except ValueError as exc:
            raise ConfigError(leaf, f"can't use {os.environ[variable]!r}") from exc
    return found


def load_settings(path: str | os.PathLike[str]) -> Settings:
    defaults = asdict(Settings())
    layers = [defaults]
    file = Path(path)
    if file.exists():
        layers.append(json.loads(file.read_text(encoding="utf-8")))
    layers.append(from_environment(defaults))
    merged: dict[str, Any] = {}
    for layer in layers:
        merged = deep_merge(merged, layer)
    known = {f.name for f in fields(Settings)}
    unknown = merged.keys() - known
    if unknown:
        print("unknown keys:", ", ".join(sorted(unknown)))
    return Settings(**{key: value for key, value in merged.items() if key in known})


if __name__ == "__main__":
    settings = load_settings("config/app.json")
    print(settings)
    print(settings.database.url, "debug" if settings.debug else "production")
    print("home:", os.getenv("APP_HOME_DIR", "unset"), "region:", os.environ.get("REGION"))
    try:
        load_settings("config/broken.json")
    except ConfigError as error:
        print(f"error in {error.key!r}: {error}")
    try:
        load_settings("config/invalid.json")
    except json.JSONDecodeError as error:
        print(f"invalid JSON at line {error.lineno}, column {error.colno}: {error.msg}")
