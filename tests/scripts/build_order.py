"""Work out the order in which to run build steps, in parallel batches, rebuild only what changed, and find cycles."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType, SimpleNamespace

DEPENDENCIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "app": ("core", "ui", "config"),
        "ui": ("core", "icons"),
        "core": ("utils",),
        "tests": ("app", "utils"),
        "docs": (),
        "icons": (),
        "config": ("utils",),
        "utils": (),
    }
)


@dataclass
class Step:
    name: str
    needs: tuple[str, ...]
    source: str = field(repr=False)
    cost: int = 1

    def fingerprint(self, done: Mapping[str, str]) -> str:
        digest = hashlib.blake2b(self.source.encode(), digest_size=4)
        for need in sorted(self.needs):
            digest.update(done[need].encode())
        return digest.hexdigest()


class Builder:
    def __init__(self, steps: Iterable[Step], workers: int = 2) -> None:
        self.steps = {step.name: step for step in steps}
        self.workers = workers
        self.cache: dict[str, str] = {}
        self.stats = SimpleNamespace(built=0, skipped=0, clock=0)

    def build(self) -> list[list[str]]:
        sorter: TopologicalSorter[str] = TopologicalSorter()
        for step in self.steps.values():
            sorter.add(step.name, *step.needs)
        sorter.prepare()
        prints: dict[str, str] = {}
        batches: list[list[str]] = []
        while sorter.is_active():
            ready = sorted(sorter.get_ready(), key=lambda n: (-self.steps[n].cost, n))
            for start in range(0, len(ready), self.workers):
                batch = ready[start : start + self.workers]
                ran = [name for name in batch if self.run(name, prints)]
                if ran:
                    self.stats.clock += max(self.steps[n].cost for n in ran)
                    batches.append(ran)
            sorter.done(*ready)
        return batches

    def run(self, name: str, prints: dict[str, str]) -> bool:
        prints[name] = self.steps[name].fingerprint(prints)
        if self.cache.get(name) == prints[name]:
            self.stats.skipped += 1
            return False
        output = compile_target(name, prints[name])
        print(f"    built {name:<7} {output}")
        self.cache[name] = prints[name]
        self.stats.built += 1
        return True

    def dependents(self, name: str) -> set[str]:
        direct = {s.name for s in self.steps.values() if name in s.needs}
        return direct.union(*(self.dependents(other) for other in direct))


def main() -> None:
    builder = Builder(Step(name, needs, f"source of {name}", cost=len(name)) for name, needs in DEPENDENCIES.items())
    print("first build", builder.build())
    print("second build", builder.build())
    builder.steps["config"].source += " v2"
    print("config affects", sorted(builder.dependents("config")))
    print("third build", builder.build())
    print(builder.stats, builder.steps["ui"])

    builder.steps["utils"].needs = ("tests",)
    try:
        builder.build()
    except CycleError as error:
        cycle = error.args[1]
        print("cycle of", len(cycle) - 1, "steps:", cycle[0] == cycle[-1], sorted(set(cycle) & {"utils", "tests"}))
    try:
        DEPENDENCIES["docs"] = ("app",)  # type: ignore[index]
    except TypeError as error:
        print("read only:", error)
    print([*TopologicalSorter({"b": "a", "c": "b"}).static_order()], len(DEPENDENCIES), DEPENDENCIES.get("nothing", "-"))


main()
