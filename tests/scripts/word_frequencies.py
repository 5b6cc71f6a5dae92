"""Count the words of all text files under a folder and report the most common ones, file by file and overall."""

import string
import textwrap
from collections import Counter
from pathlib import Path

STOPWORDS = frozenset("a an and are as at be by for from in is it of on or that the this to was were with".split())


def tokenize(text: str) -> list[str]:
    """Split `text` into lower-case words without punctuation."""
    table = str.maketrans("", "", string.punctuation + "“”’")
    return [word for word in text.lower().translate(table).split() if word not in STOPWORDS and not word.isdigit()]


def bar(count: int, most: int, width: int = 20) -> str:
    filled = round(width * count / most)
    return "█" * filled + "·" * (width - filled)


def lexical_diversity(words: list[str]) -> float:
    return len(set(words)) / len(words) if words else 0.0


def longest_words(words: list[str], n: int = 3) -> list[str]:
    return sorted(set(words), key=lambda w: (-len(w), w))[:n]


def bigrams(words: list[str]) -> Counter:
    return Counter(zip(words, words[1:]))


def main() -> None:
    root = Path("texts")
    total: Counter = Counter()
    pairs: Counter = Counter()
    for path in sorted(root.rglob("*.txt")):
        words = tokenize(path.read_text(encoding="utf-8"))
        counts = Counter(words)
        total.update(counts)
        pairs += bigrams(words)
        relative = path.relative_to(root)
        print(f"{relative.as_posix():<20} {len(words):>4} words, diversity {lexical_diversity(words):.2f}")
        print(f"{'':<20} longest: {', '.join(longest_words(words))}")

    print()
    most = total.most_common(1)[0][1]
    for word, count in total.most_common(8):
        print(f"{word:>12} {bar(count, most)} {count}")

    once = sorted(word for word, count in total.items() if count == 1)
    print()
    print(textwrap.fill("Used once: " + ", ".join(once), width=60, subsequent_indent="  "))
    print("Repeated pairs:", [" ".join(pair) for pair, count in pairs.most_common() if count > 1])

    report = root / "report.md"
    lines = ["# Words", "", "| word | count |", "| --- | ---: |"]
    lines += [f"| {word} | {count} |" for word, count in total.most_common(5)]
    report.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(report.name, report.suffix, report.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
