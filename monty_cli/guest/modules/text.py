"""The offer of the modules that work on text."""

from __future__ import annotations

from monty_cli.guest.modules.offer import Offer

_URL_PARTS = (
    "ResultBase clear_cache non_hierarchical scheme_chars splitattr splithost splitnport splitpasswd splitport splitquery splittag "
    "splittype splituser splitvalue to_bytes unwrap uses_fragment uses_netloc uses_params uses_query uses_relative"
)

_HTML_PARTS = (
    "attrfind_tolerant charref commentclose commentabruptclose endendtag endtagfind entityref incomplete interesting_normal "
    "locatestarttagend_tolerant locatetagend piclose starttagopen tagfind_tolerant unescape"
)
_IMPORTED = "a name that the module imports for itself"

OFFERS: dict[str, Offer] = {
    "re": Offer(
        "Pattern Match",
        made=True,
        omitted={
            "DEBUG": "it writes to the host's output",
            "T": "deprecated; it never had an effect",
            "TEMPLATE": "deprecated; it never had an effect",
            "template": "deprecated, and gone in Python 3.13",
            "Scanner": "undocumented",
        },
    ),
    "string": Offer(
        "ascii_letters ascii_lowercase ascii_uppercase digits hexdigits octdigits printable punctuation whitespace",
        made=True,
    ),
    "textwrap": Offer(made=True),
    "fnmatch": Offer(made=True),
    "html": Offer(made=True),
    "unicodedata": Offer(
        "bidirectional category combining decimal decomposition digit east_asian_width is_normalized lookup mirrored name normalize "
        "numeric unidata_version",
        omitted={"UCD": "the type of one object that is not offered", "ucd_3_2_0": "an old version of the database"},
    ),
    "urllib": Offer(),
    "urllib.parse": Offer(
        made=True, omitted=dict.fromkeys((*_URL_PARTS.split(), "namedtuple"), "undocumented or deprecated")
    ),
    "pprint": Offer(made=True),
    "reprlib": Offer(made=True, omitted=dict.fromkeys(("get_ident", "islice"), _IMPORTED)),
    "difflib": Offer(
        made=True,
        omitted={"HtmlDiff": "its pages are numbered across all programs of a process", "GenericAlias": _IMPORTED},
    ),
    "html.parser": Offer(
        made=True, omitted=dict.fromkeys(_HTML_PARTS.split(), "a part of how the parser works inside")
    ),
    "shlex": Offer(
        made=True,
        omitted={
            "shlex": "a class for lexers over open files; `split` takes texts apart",
            "StringIO": _IMPORTED,
            "deque": _IMPORTED,
        },
    ),
}
