"""Functions of the library that are called with generated arguments: what kinds of arguments each takes.

A letter stands for a kind of value (`KINDS`). `ROWS` has, for each module, what its functions take: kinds and names, or kinds and the
source of a function. A name with several signatures stands in several rows.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

COUNT = 8
"""How often each function is called."""

_FLOATS = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    1e-300,
    1e300,
    2.5,
    1e16,
    float("inf"),
    float("-inf"),
    float("nan"),
    3,
    True,
    10**400,
]
_INTS = [0, 1, -1, 2, 7, 10, 255, -256, 2**31, 2**63, -(2**64), 10**30, True]
_TEXTS = [
    "",
    "a",
    "b c",
    "A-b_c",
    "é",
    "ß",
    "ǅ",
    "0",
    "٣",
    "½",
    "日本",
    "\U0001f600",
    "a/b/../c",
    "/x//y.tar.gz",
    "~",
    "$HOME/x",
    "%41+%zz",
]
_TEXTS += [
    "http://u:p@h.org:80/p;q?a=1&b=2#f",
    "tag: <b>\"'&amp;",
    "-1.5e3",
    "  x  y ",
    "*.p[xy]",
    "İ",
    "\ud800",
    "a\x00b",
    "x" * 40,
]
_BYTES = [
    b"",
    b"a",
    b"abc",
    b"\x00\xff",
    b"aGVsbG8=",
    b"68656c6c6f",
    b"ME======",
    b"<~87cURD]~>",
    b"=41 b=\n",
    b"hello world" * 9,
]
_PLAIN = [
    None,
    3,
    2.5,
    "ab",
    b"ab",
    [1, 2],
    (1, 2),
    {"a": 1},
    {1, 2},
    frozenset({1}),
    1 + 2j,
    True,
    range(3),
    slice(1, 2),
]
_COMPLEX = [
    0j,
    1 + 0j,
    -1j,
    2.5 - 3j,
    complex("inf"),
    complex("nan"),
    complex(1e300, -1e-300),
    -0.0,
    1e-8,
    3,
    complex(-0.0, 2),
]


def _some(pool: list[Any]) -> Callable[[random.Random], Any]:
    return lambda rng: rng.choice(pool)


def _float(rng: random.Random) -> Any:
    return rng.choice([rng.choice(_FLOATS), rng.uniform(-3, 3), rng.uniform(0, 1), rng.gauss(0, 100)])


def _numbers(rng: random.Random) -> list[Any]:
    return [rng.choice([rng.randint(-9, 9), round(rng.uniform(-9, 9), 3)]) for _ in range(rng.randint(0, 6))]


def _positive(rng: random.Random) -> list[Any]:
    return [rng.choice([rng.randint(1, 9), round(rng.uniform(0.1, 9), 3)]) for _ in range(rng.randint(0, 6))]


KINDS: dict[str, Callable[[random.Random], Any]] = {
    "f": _float,
    "i": _some(_INTS),
    "n": lambda rng: rng.randint(0, 12),
    "s": lambda rng: rng.choice(_TEXTS),
    "t": lambda rng: "".join(rng.choices("ab /\n\t.-é", k=rng.randint(0, 30))),
    "c": lambda rng: rng.choice("aZ0é٣½ \n日\U0001f600אǅ") if rng.random() < 0.9 else rng.choice(["", "ab", 3]),
    "b": lambda rng: rng.choice([rng.choice(_BYTES), rng.randbytes(rng.randint(0, 20))]),
    "B": lambda rng: rng.random() < 0.5,
    "l": _numbers,
    "L": lambda rng: [rng.randint(0, 4) for _ in range(rng.randint(0, 7))],
    "p": _positive,
    "x": _some(_PLAIN),
    "z": _some(_COMPLEX),
    "u": lambda rng: rng.random(),
    "y": lambda rng: rng.choice([1, 1900, 2000, 2024, 2023, 9999, 0, 1970]),
    "m": lambda rng: rng.choice([1, 2, 6, 12, 0, 13]),
    "o": lambda rng: rng.choice(
        [0o100644, 0o40755, 0o120777, 0o10600, 0o60660, 0o20666, 0o140755, 0o7777, -1, 2**32, "x"]
    ),
    "F": lambda rng: rng.choice(["NFC", "NFD", "NFKC", "NFKD", "nope"]),
}

ROWS: dict[str, list[tuple[str, str]]] = {
    "math": [
        (
            "f",
            "acos acosh asin asinh atan atanh cbrt ceil cos cosh degrees erf erfc exp exp2 expm1 fabs floor frexp gamma",
        ),
        ("f", "isfinite isinf isnan lgamma log log10 log1p log2 modf radians sin sinh sqrt tan tanh trunc ulp"),
        ("ff", "atan2 copysign fmod hypot isclose log nextafter pow remainder"),
        ("fff", "fma hypot"),
        ("n", "factorial"),
        ("nn", "comb perm"),
        ("fn", "ldexp"),
        ("i", "isqrt ceil floor trunc"),
        ("ii", "gcd lcm"),
        ("l", "fsum prod"),
        ("ll", "dist sumprod"),
        ("x", "ceil factorial floor fsum isqrt prod sqrt gcd lcm trunc"),
    ],
    "cmath": [
        (
            "z",
            "acos acosh asin asinh atan atanh cos cosh exp isfinite isinf isnan log log10 phase polar sin sinh sqrt tan tanh",
        ),
        ("zz", "log isclose"),
        ("ff", "rect"),
        ("x", "sqrt exp"),
    ],
    "operator": [
        ("x", "abs index inv invert neg not_ pos truth length_hint"),
        (
            "xx",
            "add and_ concat contains countOf eq floordiv ge getitem gt iadd iand iconcat imul indexOf ior is_ is_not",
        ),
        ("xx", "isub ixor le lt matmul imatmul mod imod mul ne or_ sub truediv itruediv ifloordiv xor"),
        ("nn", "lshift rshift pow ilshift irshift ipow floordiv mod"),
        ("xn", "length_hint getitem delitem mul"),
        ("Lnx", "setitem"),
        ("x", "lambda x: operator.itemgetter(1)(x)"),
        ("x", "lambda x: operator.attrgetter('real', 'imag')(x)"),
        ("s", "lambda s: operator.methodcaller('join', [s, s])(s)"),
        ("x", "lambda x: operator.call(str, x)"),
    ],
    "unicodedata": [
        ("c", "bidirectional category combining decomposition east_asian_width mirrored name decimal digit numeric"),
        ("cx", "decimal digit name numeric"),
        ("Fs", "is_normalized normalize"),
        ("s", "lookup"),
    ],
    "base64": [
        (
            "b",
            "a85decode a85encode b16decode b16encode b32decode b32encode b32hexdecode b32hexencode b64decode b64encode b85decode",
        ),
        (
            "b",
            "b85encode decodebytes encodebytes standard_b64decode standard_b64encode urlsafe_b64decode urlsafe_b64encode",
        ),
        ("s", "b64decode b16decode b32decode a85decode urlsafe_b64decode b64encode"),
        ("b", "z85encode z85decode"),
        ("s", "z85decode"),
        ("bB", "b16decode b32decode"),
    ],
    "binascii": [
        ("b", "a2b_base64 a2b_hex a2b_qp a2b_uu b2a_base64 b2a_hex b2a_qp b2a_uu crc32 hexlify unhexlify"),
        ("s", "a2b_base64 a2b_hex unhexlify a2b_qp a2b_uu hexlify"),
        ("bn", "crc32 crc_hqx"),
        ("bc", "hexlify b2a_hex"),
    ],
    "zlib": [("b", "adler32 crc32 decompress"), ("bn", "adler32 crc32")],
    "urllib.parse": [
        ("s", "parse_qs parse_qsl quote quote_plus unquote unquote_plus unquote_to_bytes urldefrag urlparse urlsplit"),
        ("b", "quote_from_bytes quote quote_plus unquote unquote_to_bytes urldefrag urlsplit"),
        ("ss", "quote quote_plus urljoin urlparse unquote"),
        ("x", "urlencode quote urlsplit unquote urlunparse urlunsplit"),
    ],
    "os.path": [
        (
            "s",
            "basename commonprefix dirname expanduser expandvars isabs normcase normpath split splitdrive splitext splitroot",
        ),
        ("ss", "join"),
        ("b", "basename dirname split splitext normpath isabs"),
        ("x", "basename join isabs commonprefix commonpath split"),
    ],
    "stat": [
        (
            "o",
            "S_IFMT S_IMODE S_ISBLK S_ISCHR S_ISDIR S_ISDOOR S_ISFIFO S_ISLNK S_ISPORT S_ISREG S_ISSOCK S_ISWHT filemode",
        ),
    ],
    "colorsys": [("uuu", "hls_to_rgb hsv_to_rgb rgb_to_hls rgb_to_hsv rgb_to_yiq yiq_to_rgb")],
    "statistics": [
        (
            "l",
            "fmean mean median median_grouped median_high median_low mode multimode pstdev pvariance stdev variance quantiles",
        ),
        ("p", "geometric_mean harmonic_mean fmean"),
        ("ll", "correlation covariance linear_regression"),
        ("x", "mean median mode"),
    ],
    "calendar": [
        ("y", "isleap calendar"),
        ("yy", "leapdays"),
        ("ym", "monthrange month monthcalendar"),
        ("ymm", "weekday"),
    ],
    "textwrap": [("t", "dedent fill wrap"), ("tn", "fill wrap shorten"), ("ts", "indent")],
    "html": [("s", "escape unescape"), ("x", "escape unescape")],
    "fnmatch": [("ss", "fnmatch fnmatchcase"), ("s", "translate")],
    "keyword": [("s", "iskeyword issoftkeyword"), ("x", "iskeyword")],
    "string": [("s", "capwords"), ("ss", "capwords")],
    "bisect": [
        ("Ln", "bisect bisect_left bisect_right"),
        ("Lnnn", "bisect bisect_left bisect_right"),
        ("xx", "bisect"),
    ],
    "heapq": [
        ("nL", "nlargest nsmallest"),
        ("L", "lambda x: (heapq.heapify(x), x)"),
        ("L", "lambda x: heapq.heappop(x)"),
    ],
    "hmac": [
        ("bb", "compare_digest"),
        ("bb", "lambda key, data: hmac.digest(key, data, 'sha256')"),
        ("bb", "lambda key, data: hmac.new(key, data, 'md5').hexdigest()"),
    ],
    "difflib": [("sL", "IS_CHARACTER_JUNK IS_LINE_JUNK"), ("s", "IS_LINE_JUNK IS_CHARACTER_JUNK")],
    "shlex": [("s", "split quote"), ("t", "split quote")],
    "re": [("s", "escape"), ("b", "escape")],
    "reprlib": [("x", "repr"), ("s", "repr")],
    "pprint": [("x", "pformat isreadable isrecursive saferepr")],
    "json": [("x", "dumps"), ("s", "loads dumps"), ("b", "loads")],
    "ast": [("s", "literal_eval"), ("x", "literal_eval")],  # the text of an error has an address: see `differential`
    "copy": [("x", "copy deepcopy")],
    "inspect": [("t", "cleandoc")],
    "time": [("n", "gmtime"), ("nn", "lambda a, b: time.asctime(time.gmtime(a * 10**8 + b))")],
    "sys": [("s", "intern")],
    "struct": [("s", "calcsize"), ("i", "lambda i: struct.pack('>q', i)"), ("b", "lambda b: struct.unpack('<H', b)")],
}


def cases(module: str) -> tuple[dict[str, str], list[tuple[str, tuple[Any, ...]]]]:
    """Return the functions of a module with their sources, and the calls of each, for `check_calls`."""
    rng = random.Random(module)
    calls: dict[str, str] = {}
    found: list[tuple[str, tuple[Any, ...]]] = []
    for kinds, names in ROWS[module]:
        for name in [names] if names.startswith("lambda") else names.split(" "):
            calls[name] = name if name.startswith("lambda") else f"{module}.{name}"
            found += [(name, tuple([KINDS[kind](rng) for kind in kinds])) for _ in range(COUNT)]
    return calls, found
