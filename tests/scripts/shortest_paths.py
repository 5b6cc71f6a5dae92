"""Plan routes in a road network: Dijkstra, A*, breadth-first search and connected parts, on a graph from a service."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict, deque
from dataclasses import dataclass, field
from functools import partial
from typing import Callable, Hashable, Iterable, Mapping, NewType, TypeAlias

City = NewType("City", str)
Graph: TypeAlias = "Mapping[City, Mapping[City, float]]"


class NoRoute(Exception):
    """There is no way from one city to another."""


@dataclass(order=True)
class Step:
    cost: float
    city: City = field(compare=False)
    path: tuple[City, ...] = field(compare=False, default=())


def build(edges: Iterable[tuple[str, str, float]], directed: bool = False) -> Graph:
    graph: defaultdict[City, dict[City, float]] = defaultdict(dict)
    for a, b, distance in edges:
        graph[City(a)][City(b)] = distance
        if not directed:
            graph[City(b)][City(a)] = distance
    return dict(graph)


def search(graph: Graph, start: City, goal: City, estimate: Callable[[City], float] = lambda _: 0.0) -> tuple[Step, int]:
    """A* search; without an estimate it is Dijkstra's. Returns the route and how many cities were looked at."""
    frontier = [(estimate(start), Step(0.0, start, (start,)))]
    best: dict[Hashable, float] = {start: 0.0}
    visited = 0
    while frontier:
        _, step = heapq.heappop(frontier)
        if step.city == goal:
            return step, visited
        if step.cost > best.get(step.city, math.inf):
            continue
        visited += 1
        for neighbour, distance in graph[step.city].items():
            cost = step.cost + distance
            if cost < best.get(neighbour, math.inf):
                best[neighbour] = cost
                entry = Step(cost, neighbour, step.path + (neighbour,))
                heapq.heappush(frontier, (cost + estimate(neighbour), entry))
    raise NoRoute(f"{start} -> {goal}")


def fewest_stops(graph: Graph, start: City, goal: City) -> list[City]:
    previous: dict[City, City | None] = {start: None}
    queue = deque([start])
    while queue:
        city = queue.popleft()
        if city == goal:
            route = [city]
            while (city := previous[city]) is not None:
                route.append(city)
            return route[::-1]
        for neighbour in sorted(graph[city]):
            if neighbour not in previous:
                previous[neighbour] = city
                queue.append(neighbour)
    return []


def components(graph: Graph) -> list[set[City]]:
    left = set(graph)
    parts = []
    while left:
        stack, part = [min(left)], set()
        while stack:
            city = stack.pop()
            if city not in part:
                part.add(city)
                stack.extend(graph[city].keys() - part)
        left -= part
        parts.append(part)
    return parts


def straight_line(places: dict[str, tuple[float, float]], goal: City, city: City) -> float:
    return math.dist(places[city], places[goal])


def main() -> None:
    roads = get_roads()
    graph = build(map(tuple, roads["edges"]))
    places = {name: tuple(place) for name, place in roads["places"].items()}
    for start, goal in [("A", "F"), ("C", "E"), ("A", "Y")]:
        try:
            route, visited = search(graph, City(start), City(goal))
            guided, fewer = search(graph, City(start), City(goal), partial(straight_line, places, City(goal)))
        except NoRoute as error:
            print("no route:", error)
            continue
        print(f"{' > '.join(route.path)}: {route.cost:g} km, {visited} cities ({fewer} with A*), same: {route == guided}")
        print("  fewest stops:", fewest_stops(graph, City(start), City(goal)))
    print([sorted(part) for part in components(graph)])
    print(max(graph, key=lambda c: len(graph[c])), sum(map(len, graph.values())) // 2, "roads")


if __name__ == "__main__":
    main()
