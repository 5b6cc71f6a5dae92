"""Audit the links of a web page: parse the HTML, normalise URLs, check them with a service, and rank problems."""

from __future__ import annotations

import html
from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import IntEnum
from html.parser import HTMLParser
from os.path import normpath
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

BASE = "https://shop.example/docs/index.html"


class Severity(IntEnum):
    INFO = 0
    WARNING = 1
    ERROR = 2


@dataclass(frozen=True)
class Problem:
    severity: Severity
    url: str
    message: str

    def __lt__(self, other: Problem) -> bool:
        return (-self.severity, self.url) < (-other.severity, other.url)


class LinkParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[tuple[str, str]] = []
        self.ids: set[str] = set()
        self._href: str | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if "id" in found:
            self.ids.add(found["id"] or "")
        if tag == "a" and found.get("href"):
            self._href, self._text = found["href"], []
        elif tag == "img":
            self.links.append((found.get("src") or "", f"image {found.get('alt', '?')}"))

    def handle_data(self, data: str) -> None:
        if self._href is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._href is not None:
            self.links.append((self._href, " ".join("".join(self._text).split())))
            self._href = None


def normalise(url: str) -> SplitResult:
    parts = urlsplit(urljoin(BASE, url.strip()))
    path = quote(unquote(normpath(parts.path) if parts.path else "/"), safe="/~")
    query = urlencode(sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k != "session"))
    netloc = (parts.hostname or "") + (f":{parts.port}" if parts.port not in (None, 80, 443) else "")
    return parts._replace(netloc=netloc, path=path, query=query)


def audit(markup: str) -> list[Problem]:
    parser = LinkParser()
    parser.feed(markup)
    parser.close()
    problems: set[Problem] = set()
    names: defaultdict[str, set[str]] = defaultdict(set)
    hosts: Counter[str] = Counter()
    for href, text in parser.links:
        if href.startswith("#"):
            if href[1:] not in parser.ids:
                problems.add(Problem(Severity.ERROR, href, "no such anchor"))
            continue
        try:
            parts = normalise(href)
        except ValueError as exc:
            problems.add(Problem(Severity.ERROR, href, f"invalid: {exc}"))
            continue
        if parts.scheme not in ("http", "https"):
            print("not checked:", parts.scheme, parts.path)
            continue
        url = urlunsplit(parts._replace(fragment=""))
        hosts[parts.netloc] += 1
        names[url].add(text)
        if parts.scheme == "http":
            problems.add(Problem(Severity.WARNING, url, "not secure"))
        if not text:
            problems.add(Problem(Severity.WARNING, url, "no text"))
    for url in names:
        status = check_url(url)
        if status >= 400:
            problems.add(Problem(Severity.ERROR, url, f"status {status} for {sorted(names[url])}"))
        elif status >= 300:
            problems.add(Problem(Severity.INFO, url, "redirected"))
    print(hosts.most_common(), len(names), "distinct URLs")
    return sorted(problems)


def main() -> None:
    problems = audit(get_page(BASE))
    for problem in problems:
        print(f"{problem.severity.name:<8}{problem.url}  {problem.message}")
    rows = "".join(f"<li class={p.severity.name.lower()!r}>{html.escape(p.message)}</li>" for p in problems[:2])
    print(f"<ul>{rows}</ul>", html.unescape("&lt;&eacute;&#8364;&gt;"))


if __name__ == "__main__":
    main()
