"""An LRU cache with time to live and statistics, tested against a slow function and the standard library's cache."""

from __future__ import annotations

import time
from collections import OrderedDict
from functools import lru_cache, wraps
from typing import Any, Callable, Generic, Hashable, Iterator, MutableMapping, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
_missing = object()


class LRUCache(MutableMapping[K, V], Generic[K, V]):
    """A mapping that holds at most `maxsize` items, and forgets those that are older than `ttl` seconds."""

    def __init__(self, maxsize: int = 4, ttl: float | None = None, on_evict: Callable[[K, V], None] | None = None) -> None:
        self.maxsize, self.ttl, self.on_evict = maxsize, ttl, on_evict
        self._items: OrderedDict[K, tuple[float, V]] = OrderedDict()
        self.hits = self.misses = 0

    def __getitem__(self, key: K) -> V:
        stamp, value = self._items.get(key, (0.0, _missing))
        if value is _missing or (self.ttl is not None and time.time() - stamp > self.ttl):
            self.misses += 1
            self._items.pop(key, None)
            raise KeyError(key)
        self.hits += 1
        self._items.move_to_end(key)
        return value

    def __setitem__(self, key: K, value: V) -> None:
        self._items[key] = (time.time() if self.ttl is not None else 0.0, value)
        self._items.move_to_end(key)
        while len(self._items) > self.maxsize:
            old, (_, gone) = self._items.popitem(last=False)
            if self.on_evict:
                self.on_evict(old, gone)

    def __delitem__(self, key: K) -> None:
        del self._items[key]

    def __iter__(self) -> Iterator[K]:
        return iter(list(self._items))

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict((k, v) for k, (_, v) in self._items.items())})"


def cached(cache: LRUCache) -> Callable:
    def decorator(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            key = (args, tuple(sorted(kwargs.items())))
            try:
                return cache[key]
            except KeyError:
                result = cache[key] = function(*args, **kwargs)
                return result

        wrapper.cache = cache
        return wrapper

    return decorator


evicted: list[str] = []


@cached(LRUCache(maxsize=2, ttl=100, on_evict=lambda key, value: evicted.append(key[0][0])))
def price(symbol: str, *, currency: str = "EUR") -> float:
    """Return the price of a share."""
    return get_quote(symbol, currency)


@lru_cache(maxsize=32)
def fibonacci(n: int) -> int:
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def main() -> None:
    for symbol in ("AAA", "BBB", "AAA", "CCC", "BBB", "CCC"):
        print(symbol, price(symbol), end="; ")
    print()
    print(price("CCC", currency="USD"), price.__name__, price.__doc__)
    cache = price.cache
    print(f"hits {cache.hits}, misses {cache.misses}, evicted {evicted}")

    plain: LRUCache[str, int] = LRUCache(3)
    plain.update(a=1, b=2, c=3)
    plain["a"] += 10
    plain["d"] = 4
    print(plain, "b" in plain, plain.get("b", "gone"), plain.pop("c"), plain.setdefault("e", 5))
    print(list(plain.items()), sorted(plain.values()), plain == {"a": 11, "d": 4, "e": 5}, bool(plain))
    plain.clear()
    print(len(plain), plain.popitem() if plain else "empty", isinstance(plain, MutableMapping))
    print(fibonacci(60), fibonacci.cache_info())


if __name__ == "__main__":
    main()
