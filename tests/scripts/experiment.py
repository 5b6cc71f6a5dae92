"""Evaluate an A/B test: conversion rates, confidence intervals, a z-test, and a permutation test with a fixed seed."""

import math
import random
import statistics
from dataclasses import dataclass
from functools import cached_property
from typing import Sequence

SEED = 20240229


@dataclass
class Variant:
    name: str
    visitors: int
    conversions: int
    revenue: Sequence[float] = ()

    @cached_property
    def rate(self) -> float:
        if not self.visitors:
            raise ZeroDivisionError(f"variant {self.name} has no visitors")
        return self.conversions / self.visitors

    def interval(self, z: float = 1.96) -> tuple[float, float]:
        """Wilson score interval."""
        n, p = self.visitors, self.rate
        centre = p + z * z / (2 * n)
        margin = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        denominator = 1 + z * z / n
        return (centre - margin) / denominator, (centre + margin) / denominator


def z_test(a: Variant, b: Variant) -> tuple[float, float]:
    pooled = (a.conversions + b.conversions) / (a.visitors + b.visitors)
    error = math.sqrt(pooled * (1 - pooled) * (1 / a.visitors + 1 / b.visitors))
    z = (b.rate - a.rate) / error
    p = 2 * (1 - statistics.NormalDist().cdf(abs(z)))
    return z, p


def permutation_test(a: Sequence[float], b: Sequence[float], rounds: int, rng: random.Random) -> float:
    observed = abs(statistics.fmean(b) - statistics.fmean(a))
    pool = [*a, *b]
    hits = 0
    for _ in range(rounds):
        rng.shuffle(pool)
        left, right = pool[: len(a)], pool[len(a) :]
        hits += abs(statistics.fmean(right) - statistics.fmean(left)) >= observed - 1e-12
    return hits / rounds


def bootstrap(values: Sequence[float], rounds: int, rng: random.Random) -> tuple[float, float]:
    means = sorted(statistics.fmean(rng.choices(values, k=len(values))) for _ in range(rounds))
    return means[int(0.05 * rounds)], means[int(0.95 * rounds) - 1]


def sparkline(values: Sequence[float]) -> str:
    ticks = "▁▂▃▄▅▆▇█"
    low, high = min(values), max(values)
    span = (high - low) or 1
    return "".join(ticks[int((v - low) / span * (len(ticks) - 1))] for v in values)


def main() -> dict:
    experiment = get_experiment("checkout-button")
    variants = {v["name"]: Variant(**v) for v in experiment["variants"]}
    control, treatment = variants["control"], variants["treatment"]
    for variant in variants.values():
        low, high = variant.interval()
        print(f"{variant.name:<10} {variant.rate:6.2%}  [{low:.4f}, {high:.4f}]  {sparkline(variant.revenue)}")

    z, p = z_test(control, treatment)
    print(f"z = {z:+.3f}, p = {p:.5f}, lift = {treatment.rate / control.rate - 1:+.1%}")
    rng = random.Random(SEED)
    p_revenue = permutation_test(control.revenue, treatment.revenue, 40, rng)
    low, high = bootstrap(treatment.revenue, 40, rng)
    print(f"revenue: p = {p_revenue:.3f}, mean in [{low:.2f}, {high:.2f}]")
    print(f"median {statistics.median(treatment.revenue)}, mode {statistics.mode(control.revenue)}, ", end="")
    print(f"correlation {statistics.correlation(control.revenue, treatment.revenue):.3f}")
    slope, intercept = statistics.linear_regression(range(len(control.revenue)), control.revenue)
    print(f"trend of control: {slope:.3f} a day from {intercept:.2f}")
    print("sample:", rng.sample(range(100), 5), rng.gauss(0, 1), rng.choice("abc"))

    winner = "treatment" if p < 0.05 and z > 0 else None
    if winner:
        publish_result("checkout-button", winner=winner, confidence=round(1 - p, 4))
    return {"winner": winner, "significant": p < 0.05}


main()
