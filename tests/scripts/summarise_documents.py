"""Summarise long documents with a model: split them into overlapping chunks, map, reduce, and check quotations."""

import re
import textwrap
import time
from dataclasses import dataclass, field
from typing import Generator, Iterable, List, Optional

MAX_WORDS = 40
OVERLAP = 6


@dataclass
class Usage:
    calls: int = 0
    characters: int = 0
    seconds: float = 0.0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(self.calls + other.calls, self.characters + other.characters, self.seconds + other.seconds)

    def __radd__(self, other: object) -> "Usage":
        return self if other == 0 else NotImplemented


@dataclass
class Document:
    name: str
    text: str
    summary: Optional[str] = None
    usage: Usage = field(default_factory=Usage)

    def sentences(self) -> List[str]:
        return re.findall(r"[^.!?]+[.!?]", " ".join(self.text.split()))

    def chunks(self) -> Generator[str, None, int]:
        """Yield pieces of whole sentences of about MAX_WORDS words, each beginning with the last words of the one before."""
        current: List[str] = []
        count = 0
        for sentence in self.sentences():
            words = sentence.split()
            if current and len(current) + len(words) > MAX_WORDS:
                yield " ".join(current)
                count += 1
                current = current[-OVERLAP:]
            current += words
        if current:
            yield " ".join(current)
            count += 1
        return count


class Summariser:
    def __init__(self, model: str = "small", max_retries: int = 2) -> None:
        self.model = model
        self.max_retries = max_retries

    def ask(self, document: Document, instruction: str, text: str) -> str:
        prompt = f"{instruction}\n---\n{text}"
        for attempt in range(self.max_retries + 1):
            started = time.time()
            try:
                answer = complete(prompt, model=self.model)
            except RuntimeError as error:
                if attempt == self.max_retries:
                    raise
                print(f"  {document.name}: {error}, trying again")
            else:
                break
            finally:
                document.usage += Usage(1, len(prompt), time.time() - started)
        return answer.strip()

    def notes(self, document: Document) -> Iterable[str]:
        pieces = document.chunks()
        number = 0
        while True:
            try:
                piece = next(pieces)
            except StopIteration as stop:
                print(f"  {document.name}: {stop.value} chunks")
                return
            number += 1
            yield self.ask(document, f"Summarise part {number}.", piece)

    def summarise(self, document: Document) -> str:
        notes = list(self.notes(document))
        while len(notes) > 1:
            notes = [self.ask(document, "Combine.", "\n".join(notes[i : i + 2])) for i in range(0, len(notes), 2)]
        document.summary = notes[0]
        return document.summary


def check_quotes(document: Document) -> List[str]:
    quotes = re.findall(r'"([^"]+)"', document.summary or "")
    source = " ".join(document.text.split())
    return [quote for quote in quotes if quote not in source]


def main() -> None:
    documents = [Document(**raw) for raw in list_documents()]
    summariser = Summariser()
    for document in documents:
        try:
            summary = summariser.summarise(document)
        except (RuntimeError, IndexError) as error:
            print(f"{document.name}: failed ({type(error).__name__}: {error})")
            continue
        print(document.name.upper())
        print(textwrap.fill(summary, 64, initial_indent="  ", subsequent_indent="  "))
        if invented := check_quotes(document):
            print("  invented quotations:", invented)
    total = sum(d.usage for d in documents)
    print(f"{total.calls} calls, {total.characters} characters, {total.seconds:.0f} seconds")


if __name__ == "__main__":
    main()
