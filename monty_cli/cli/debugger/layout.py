"""Values laid out over lines by the text that the script itself gives them, whatever classes they have."""

from __future__ import annotations

_OPEN, _CLOSE = "([{", ")]}"
_QUOTES = "'\""


def lay_out(text: str, width: int) -> list[str]:
    """The repr `text` over lines of `width` columns where its brackets allow it: what is too long has one item on a line."""
    lines: list[str] = []
    todo: list[tuple[str, int]] = [(text, 0)]
    while todo:
        part, indent = todo.pop()
        room = width - indent
        cut = None if len(part) <= room else _opened(part)
        if cut is None:
            lines.append(" " * indent + part)
            continue
        head, items, tail = cut
        lines.append(" " * indent + head)
        todo.append((tail, indent))
        todo += [(f"{item},", indent + 4) for item in reversed(items)]
    return lines


def _opened(text: str) -> tuple[str, list[str], str] | None:
    """`text` up to its first bracket, the items in it, and the rest from its end on; None where there is no such bracket."""
    items: list[str] = []
    depth, start, head = 0, 0, ""
    place = 0
    while place < len(text):
        sign = text[place]
        if sign in _QUOTES and (depth or place == 0 or not text[place - 1].isalnum() or text[place - 1] in "bBrR"):
            place = _after_string(text, place)
            continue
        if sign in _OPEN:
            depth += 1
            if depth == 1 and not head:
                head, start = text[: place + 1], place + 1
        elif sign in _CLOSE:
            depth -= 1
            if depth == 0:
                last = text[start:place].strip()
                items += [last] if last else []
                return (head, items, text[place:]) if items else None
        elif sign == "," and depth == 1:
            items.append(text[start:place].strip())
            start = place + 1
        place += 1
    return None


def _after_string(text: str, place: int) -> int:
    """The index after the string that begins at `place`."""
    quote = text[place]
    place += 1
    while place < len(text) and text[place] != quote:
        place += 2 if text[place] == "\\" else 1
    return place + 1


def folded(lines: list[str], most: int) -> list[str]:
    """At most `most` lines, the middle left out with a note of how much."""
    if len(lines) <= most:
        return lines
    head = max(most * 2 // 3, 1)
    tail = max(most - head - 1, 0)
    return [*lines[:head], f"… {len(lines) - head - tail} more lines …", *(lines[-tail:] if tail else [])]
