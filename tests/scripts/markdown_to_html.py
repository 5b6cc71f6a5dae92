"""Convert a small Markdown dialect to HTML: headings, lists, code fences, emphasis, links and a table of contents."""

import html
import re
import unicodedata
from pathlib import Path

INLINE = [
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*(.+?)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)"), r"<em>\1</em>"),
    (re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)"), lambda m: f'<a href="{m[2]}">{m[1]}</a>'),
]


def slugify(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def inline(text: str) -> str:
    result = html.escape(text, quote=False)
    for pattern, replacement in INLINE:
        result = pattern.sub(replacement, result)
    return result


class Converter:
    """Turns lines into HTML; one instance converts one document."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.toc: list[tuple[int, str, str]] = []
        self.paragraph: list[str] = []
        self.in_list = False
        self.code: list[str] | None = None

    def flush(self) -> None:
        if self.paragraph:
            self.out.append(f"<p>{inline(' '.join(self.paragraph))}</p>")
            self.paragraph.clear()
        if self.in_list:
            self.out.append("</ul>")
            self.in_list = False

    def feed(self, line: str) -> None:
        if line.startswith("```"):
            self.toggle_code(line[3:].strip())
        elif self.code is not None:
            self.code.append(line)
        elif match := re.fullmatch(r"(#{1,3})\s+(.*)", line):
            self.flush()
            level, title = len(match[1]), match[2]
            self.toc.append((level, title, slugify(title)))
            self.out.append(f'<h{level} id="{slugify(title)}">{inline(title)}</h{level}>')
        elif match := re.match(r"[-*]\s+(.*)", line):
            if not self.in_list:
                self.flush()
                self.out.append("<ul>")
                self.in_list = True
            self.out.append(f"  <li>{inline(match.group(1))}</li>")
        elif not line.strip():
            self.flush()
        else:
            self.paragraph.append(line.strip())

    def toggle_code(self, language: str) -> None:
        if self.code is None:
            self.flush()
            self.code = [language]
            return
        language, *lines = self.code
        attribute = f' class="language-{language}"' if language else ""
        self.out.append(f"<pre><code{attribute}>{html.escape(chr(10).join(lines))}</code></pre>")
        self.code = None

    def render(self) -> str:
        self.flush()
        contents = "".join(f'{"  " * (level - 1)}<a href="#{slug}">{inline(title)}</a>\n' for level, title, slug in self.toc)
        return f"<nav>\n{contents}</nav>\n" + "\n".join(self.out) + "\n"


def convert(source: str) -> str:
    converter = Converter()
    for line in source.splitlines():
        converter.feed(line)
    return converter.render()


def main() -> None:
    for path in sorted(Path("docs").glob("*.md")):
        target = path.with_suffix(".html")
        target.write_text(convert(path.read_text(encoding="utf-8")), encoding="utf-8")
        print(f"{path.name} -> {target.name}")
        print(target.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
