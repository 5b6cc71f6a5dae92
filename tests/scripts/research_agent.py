"""A small research agent: search, follow links breadth first, rank passages by keywords, and write a cited answer."""

from __future__ import annotations

import math
import re
from collections import Counter, deque
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin, urlsplit

TAG = re.compile(r"<[^>]+>")
LINK = re.compile(r'href="([^"#]+)"')


@dataclass
class Page:
    url: str
    text: str
    links: list[str] = field(default_factory=list, repr=False)

    @classmethod
    def parse(cls, url: str, markup: str) -> Page:
        links = [urljoin(url, unescape(target)) for target in LINK.findall(markup)]
        return cls(url, " ".join(unescape(TAG.sub(" ", markup)).split()), list(dict.fromkeys(links)))


class Crawler:
    def __init__(self, max_pages: int = 5, max_depth: int = 2) -> None:
        self.max_pages = max_pages
        self.max_depth = max_depth
        self.pages: dict[str, Page] = {}
        self.errors: dict[str, str] = {}

    def crawl(self, seeds: list[str]) -> None:
        hosts = {urlsplit(seed).netloc for seed in seeds}
        queue = deque((seed, 0) for seed in seeds)
        while queue and len(self.pages) < self.max_pages:
            url, depth = queue.popleft()
            if url in self.pages or url in self.errors or urlsplit(url).netloc not in hosts:
                continue
            try:
                page = Page.parse(url, open_page(url))
            except (OSError, ValueError) as exc:
                self.errors[url] = str(exc)
                continue
            self.pages[url] = page
            print(f"{'  ' * depth}read {url} ({len(page.text)} characters, {len(page.links)} links)")
            if depth < self.max_depth:
                queue.extend((link, depth + 1) for link in page.links)


def words(text: str) -> list[str]:
    return re.findall(r"[a-z]{3,}", text.lower())


def rank(question: str, pages: list[Page]) -> list[tuple[float, str, Page]]:
    """Return (score, sentence, page) of all sentences that have something to do with the question, best first."""
    sentences = [(s, page) for page in pages for s in re.split(r"(?<=[.!?])\s+", page.text) if s]
    frequency = Counter(word for s, _ in sentences for word in set(words(s)))
    wanted = set(words(question))
    scored = []
    for sentence, page in sentences:
        found = Counter(words(sentence))
        score = sum(count * math.log(1 + len(sentences) / frequency[w]) for w, count in found.items() if w in wanted)
        if score:
            scored.append((round(score / math.sqrt(len(found) or 1), 4), sentence, page))
    return sorted(scored, key=lambda entry: (-entry[0], entry[1]))


def answer(question: str) -> str:
    hits = search(question, limit=2)
    crawler = Crawler()
    crawler.crawl([hit["url"] for hit in hits])
    for url, reason in crawler.errors.items():
        print(f"could not read {url}: {reason}")
    best = rank(question, list(crawler.pages.values()))[:3]
    sources = {page.url: number for number, page in enumerate(dict.fromkeys(p.url for *_, p in best) and [p for *_, p in best], 1)}
    notes = "\n".join(f"[{sources[page.url]}] {sentence}" for _, sentence, page in best)
    reply = llm(f"Question: {question}\nNotes:\n{notes}")
    cited = sorted({int(n) for n in re.findall(r"\[(\d)\]", reply)})
    footer = "\n".join(f"  [{number}] {url}" for url, number in sources.items() if number in cited)
    return f"{reply}\nSources:\n{footer}"


print(answer("When does the lighthouse keeper light the lamp?"))
