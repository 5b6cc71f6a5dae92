"""What the prelude's `calendar_text` file needs of the host: names of months and days, and the frame of a page."""

from __future__ import annotations

import calendar

from monty_cli.guest.protocol import is_subclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PAGE = """\
<?xml version="1.0" encoding="%s"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=%s" />
%s<title>Calendar for %d</title>
</head>
<body>
%s</body>
</html>
"""
_STYLE = '<link rel="stylesheet" type="text/css" href="%s" />\n'


def page(year: Any, css: Any, encoding: Any, body: Any) -> bytes:
    """Return the page around the table of a year, in an encoding; TypeError for arguments that are no numbers and texts."""
    texts = [text for text in (css, encoding, body) if text is not None]
    if not is_subclass(int, type(year)) or not all(is_subclass(str, type(text)) for text in texts):
        raise TypeError("a page is made of a number and texts")
    style = "" if css is None else _STYLE % str.__str__(css)
    encoding, body = str.__str__(encoding), str.__str__(body)
    return (_PAGE % (encoding, encoding, style, int.__index__(year), body)).encode(encoding, "xmlcharrefreplace")


HELPERS: dict[str, Any] = {
    "@calendar_names": {
        name: list(getattr(calendar, name)) for name in ("month_name", "month_abbr", "day_name", "day_abbr")
    },
    "@calendar_page": page,
}
