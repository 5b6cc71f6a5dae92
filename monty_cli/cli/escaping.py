"""Text that a script controls, made safe to show on a terminal.

Names, values, source lines, messages and output of a script may hold anything. A terminal obeys control characters: ESC
starts sequences that move the cursor, hide text or answer for the user; C1 characters do the same in one character;
bidirectional controls show text in an order that is not its own. All of them are shown as Python would write them in a
string (`\\x1b`, `\\u202e`), and so are lone surrogates, which no encoding can write.
"""

from __future__ import annotations

_LINE_BREAKS = frozenset("\n\t")
_INVISIBLE = (
    *range(0x00, 0x20),  # C0
    *range(0x7F, 0xA0),  # DEL and C1
    0x061C,  # Arabic letter mark
    0x200B,  # zero-width space
    *range(0x200E, 0x2010),  # left-to-right and right-to-left marks
    *range(0x2028, 0x202F),  # line and paragraph separators, embeddings and overrides
    *range(0x2060, 0x2070),  # word joiner, invisible operators, isolates
    0xFEFF,  # zero-width no-break space
    *range(0xFFF9, 0xFFFC),  # interlinear annotation
)
_TAGS = range(0xE0000, 0xE0080)  # an invisible copy of ASCII
_SURROGATES = range(0xD800, 0xE000)


class _Table(dict[int, str]):
    """A `str.translate` table that knows surrogates and tags by range instead of listing them."""

    def __missing__(self, code: int) -> str:
        if code in _SURROGATES:
            return f"\\u{code:04x}"
        if code in _TAGS:
            return f"\\U{code:08x}"
        raise LookupError(code)


def _shown(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


_TEXT = _Table({code: _shown(code) for code in _INVISIBLE if chr(code) not in _LINE_BREAKS})
_LINE = _Table({code: _shown(code) for code in _INVISIBLE} | {0x0A: "\\n", 0x09: "\\t"})


def escape_text(text: str) -> str:
    """`text` with every control character made visible, except newline and tab."""
    return text if text.isprintable() else text.translate(_TEXT)


def escape_line(text: str) -> str:
    """`text` on one line: every control character made visible, newline and tab among them."""
    return text if text.isprintable() else text.translate(_LINE)
