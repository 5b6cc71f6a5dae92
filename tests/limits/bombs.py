"""Scripts that take time or memory at one stroke or without end, as data: what each is, and where it ends.

`HERE` are those that limits end in the process that runs them, with the error that is given. `WORKER` are those that hold CPython's
lock within one step of C's and whose size can't be told before: only a process of its own, which can be killed, ends them. `FINE` are
those that end by themselves as in CPython.
"""

from __future__ import annotations

from typing import NamedTuple

# ruff: noqa: E501 -- a script is one line of the table

TIME, MEMORY, OUTPUT, PAUSES, DEPTH, SYNTAX = "time", "memory", "output", "suspension", "recursion", "syntax"
NOTHING_LEFT = "nothing left"
"""By a limit, or by the end of the worker: where the last memory is gone, CPython itself may loop or fail."""


class Bomb(NamedTuple):
    """One script: its name, its text, the limit that ends it (or `reason`, why nothing in its process does)."""

    name: str
    source: str
    ends: str
    reason: str = ""


_NEST = "x = [1]\nfor _ in range({n}): x = {make}\n"

HERE = [
    # loops, and what would outlive an exception
    Bomb("plain loop", "while True: pass", TIME),
    Bomb("for over count", "import itertools\nfor i in itertools.count(): pass", TIME),
    Bomb("except BaseException", "while True:\n try:\n  while True: pass\n except BaseException: pass", TIME),
    Bomb("bare except", "while True:\n try:\n  while True: pass\n except: pass", TIME),
    Bomb("except of a computed type", "def t(): return BaseException\nwhile True:\n try:\n  while True: pass\n except t(): pass", TIME),
    Bomb("finally recursion", "def f():\n try: f()\n finally: f()\nf()", TIME),
    Bomb("finally continue", "while True:\n try:\n  while True: pass\n finally:\n  continue", TIME),
    Bomb("finally return", "def f():\n while True:\n  try:\n   while True: pass\n  finally:\n   return f()\nf()", TIME),
    Bomb("with that swallows", "class S:\n def __enter__(self): pass\n def __exit__(self, *a): return True\nwhile True:\n with S():\n  while True: pass", TIME),
    Bomb("contextlib.suppress", "import contextlib\nwhile True:\n with contextlib.suppress(BaseException):\n  while True: pass", TIME),
    Bomb("contextmanager", "import contextlib\n@contextlib.contextmanager\ndef c():\n try: yield\n except BaseException: pass\nwhile True:\n with c():\n  while True: pass", TIME),
    Bomb("ExitStack", "import contextlib\nwhile True:\n with contextlib.ExitStack() as s:\n  s.push(lambda *a: True)\n  while True: pass", TIME),
    Bomb("except star", "while True:\n try:\n  while True: pass\n except* BaseException: pass", TIME),
    Bomb("generator that will not close", "def g():\n while True:\n  try:\n   while True: yield\n  except BaseException: pass\nfor x in g(): pass", TIME),
    Bomb("close in a finalizer", "def g():\n try: yield\n finally:\n  while True: pass\nwhile True:\n  x = g(); next(x); del x", TIME),
    Bomb("recursion that is caught", "def f():\n while True:\n  try: f()\n  except RecursionError: pass\nf()", TIME),
    Bomb("gather", "import asyncio\nasync def f():\n while True:\n  try:\n   while True: await asyncio.sleep(0)\n  except BaseException: pass\nasync def main():\n await asyncio.gather(f(), f(), return_exceptions=True)\nasyncio.run(main())", TIME),
    Bomb("TaskGroup", "import asyncio\nasync def f():\n while True:\n  try:\n   while True: pass\n  except BaseException: pass\nasync def main():\n while True:\n  try:\n   async with asyncio.TaskGroup() as g: g.create_task(f())\n  except BaseException: pass\nasyncio.run(main())", TIME),
    Bomb("wait_for and shield", "import asyncio\nasync def f():\n while True:\n  try: await asyncio.shield(asyncio.sleep(0))\n  except BaseException: pass\nasyncio.run(f())", TIME),
    Bomb("comprehension", "import itertools\n[0 for i in itertools.count() if i < 0]", TIME),
    Bomb("generator expression", "import itertools\nsum(0 for i in itertools.count())", TIME),
    Bomb("callback of sorted", "def k(x):\n while True: pass\nsorted([1, 2], key=k)", TIME),
    Bomb("callback of map", "def k(x):\n try:\n  while True: pass\n except BaseException: return 1\nlist(map(k, range(9)))", TIME),
    Bomb("__eq__ of a key", "class K:\n def __hash__(self): return 1\n def __eq__(self, o):\n  while True: pass\n{K(): 1, K(): 2}", TIME),
    Bomb("__str__ of an error", "class E(Exception):\n def __str__(self):\n  while True: pass\nraise E", TIME),
    Bomb("property", "class C:\n @property\n def p(self):\n  while True: pass\nC().p", TIME),
    Bomb("class body", "class C:\n while True: pass", TIME),
    Bomb("decorator", "@lambda f: [0 for _ in iter(int, 1)]\ndef f(): pass", TIME),
    Bomb("exec", "exec('while True: pass')", TIME),
    Bomb("iter with sentinel", "for x in iter(int, 1): pass", TIME),
    # one call of C's over an endless or very long iterator
    Bomb("sum of a range", "sum(range(10**10))", TIME),
    Bomb("max of repeat", "import itertools\nmax(itertools.repeat(0))", TIME),
    Bomb("min of count", "import itertools\nmin(itertools.count())", TIME),
    Bomb("any of repeat", "import itertools\nany(itertools.repeat(0))", TIME),
    Bomb("all of cycle", "import itertools\nall(itertools.cycle([1]))", TIME),
    Bomb("in repeat", "import itertools\n1 in itertools.repeat(0)", TIME),
    Bomb("in repeat, with classes", "import itertools\nclass A:\n def __eq__(self, o): return False\n def __iter__(self): return iter([])\n1 in itertools.repeat(0)", TIME),
    Bomb("max of repeat, with classes", "import itertools\nclass A:\n def __lt__(self, o): return False\n def __iter__(self): return iter([])\nmax(itertools.repeat(0))", TIME),
    Bomb("sum of a map", "import itertools\nsum(map(abs, itertools.repeat(0)))", TIME),
    Bomb("sum of accumulate", "import itertools\nsum(itertools.accumulate(itertools.repeat(0)))", TIME),
    Bomb("drained tee", "import itertools\na, b = itertools.tee(itertools.count())\nmax(a)", MEMORY),
    Bomb("sum of iter with sentinel", "sum(iter(int, 1))", TIME),
    Bomb("list of repeat", "import itertools\nlist(itertools.repeat(0))", MEMORY),
    Bomb("sorted of count", "import itertools\nsorted(itertools.count())", MEMORY),
    Bomb("tuple of a range", "tuple(range(10**10))", MEMORY),
    Bomb("set of a range", "set(range(10**10))", MEMORY),
    Bomb("star of repeat", "import itertools\n[*itertools.repeat(0)]", MEMORY),
    Bomb("arguments of repeat", "import itertools\nprint(*itertools.repeat(0))", MEMORY),
    Bomb("dict.fromkeys", "dict.fromkeys(range(10**10))", MEMORY),
    Bomb("extend", "import itertools\n[].extend(itertools.repeat(0))", MEMORY),
    Bomb("update", "set().update(range(10**10))", MEMORY),
    # numbers
    Bomb("shift", "n = 10**10\n1 << n", MEMORY),
    Bomb("shift in place", "n = 10**10\nx = 1\nx <<= n", MEMORY),
    Bomb("power", "n = 10**8\n10**n", TIME),
    Bomb("power of constants", "9**9**9", TIME),
    Bomb("power in place", "x, n = 3, 20000000\nx **= n", TIME),
    Bomb("pow", "pow(3, 20000000)", TIME),
    Bomb("modular pow", "n = 10**200000\npow(3, n, n + 1)", TIME),
    Bomb("factorial", "import math\nmath.factorial(3000000)", TIME),
    Bomb("factorial by name", "from math import factorial\nfactorial(3000000)", TIME),
    Bomb("comb", "import math\nmath.comb(10**8, 5 * 10**7)", TIME),
    Bomb("squares in a loop", "x = 3\nwhile True: x = x * x", TIME),
    # text and bytes
    Bomb("repeated text", "n = 10**10\n'a' * n", MEMORY),
    Bomb("repeated list", "n = 10**10\n[0] * n", MEMORY),
    Bomb("repeated variable", "s, n = 'a', 10**10\ns * n", MEMORY),
    Bomb("repeated in place", "s, n = 'a', 10**10\ns *= n", MEMORY),
    Bomb("bytes", "bytes(10**10)", MEMORY),
    Bomb("bytearray", "bytearray(10**10)", MEMORY),
    Bomb("ljust", "'a'.ljust(10**10)", MEMORY),
    Bomb("zfill", "'a'.zfill(10**10)", MEMORY),
    Bomb("center", "'a'.center(10**10)", MEMORY),
    Bomb("expandtabs", "'\\t'.expandtabs(10**9)", MEMORY),
    Bomb("to_bytes", "(1).to_bytes(10**10, 'big')", MEMORY),
    Bomb("width of an f-string", "f'{1:>9999999999}'", MEMORY),
    Bomb("dynamic width of an f-string", "w = 10**10\nf'{1:>{w}}'", MEMORY),
    Bomb("precision of an f-string", "f'{1.0:.999999999f}'", MEMORY),
    Bomb("width of a percent format", "'%999999999d' % 1", MEMORY),
    Bomb("dynamic width of a percent format", "'%*d' % (10**9, 1)", MEMORY),
    Bomb("join", "'-'.join(['a' * 10**5] * 10**5)", MEMORY),
    Bomb("join of bytes", "parts = [bytes(10**5)] * 10**5\nb''.join(parts)", MEMORY),
    Bomb("doubling text", "s = 'a'\nwhile True: s += s", MEMORY),
    Bomb("doubling list", "l = [0]\nwhile True: l.extend(l)", MEMORY),
    Bomb("combinations", "import itertools\nitertools.combinations(range(10**8), 5 * 10**7)", MEMORY),
    # many small things
    Bomb("objects", "l = []\nwhile True: l.append(object())", MEMORY),
    Bomb("dict", "d, i = {}, 0\nwhile True: d[i] = i; i += 1", MEMORY),
    Bomb("closures", "l = []\nwhile True:\n def f(x=l): return l\n l.append(f)", MEMORY),
    Bomb("one large print", "print('a' * 10**7)", OUTPUT),
    Bomb("many prints", "while True: print('hello')", OUTPUT),
    Bomb("prints that are caught", "while True:\n try: print('hello')\n except BaseException: pass", OUTPUT),
    Bomb("prints to stderr", "import sys\nwhile True: print('hello', file=sys.stderr)", OUTPUT),
    Bomb("calls of the host", "while True: host()", PAUSES),
    Bomb("caught calls of the host", "while True:\n try: host()\n except BaseException: pass", PAUSES),
    # depth
    Bomb("recursion", "def f(): f()\nf()", DEPTH),
    Bomb("mutual recursion of methods", "class A:\n def f(self): return B().g()\nclass B:\n def g(self): return A().f()\nA().f()", DEPTH),
    Bomb("recursion of __repr__", "class A:\n def __repr__(self): return repr(self)\nrepr(A())", DEPTH),
    Bomb("repr of a deep list", _NEST.format(n=100_000, make="[x]") + "repr(x)", DEPTH),
    Bomb("comparison of deep lists", "def make():\n " + _NEST.format(n=100_000, make="[x]").replace("\n", "\n ") + "return x\nmake() == make()", DEPTH),
]  # fmt: skip

WORKER = [
    Bomb("square after square", "x = 10**1000\n" + "x = x * x\n" * 30, TIME, "numbers of any size may be multiplied, with no call between"),
    Bomb("text doubled line by line", "s = 'a'\n" + "s += s\n" * 40, MEMORY, "addition is never checked, and nothing between lets a thread run"),
    Bomb("method as a value", "f = 'a'.ljust\nf(10**10)", MEMORY, "only calls of a method by its name are looked at"),
    Bomb("sum as a value", "f = sum\nf(range(10**10))", TIME, "only calls of a builtin by its name are looked at"),
    Bomb("replace", "('a' * 10**5).replace('a', 'b' * 10**6)", MEMORY, "how often a text is found is known afterwards"),
    Bomb("translate", "('a' * 10**5).translate({97: 'b' * 10**6})", MEMORY, "how often a character is found is known afterwards"),
    Bomb("repr of shared lists", _NEST.format(n=40, make="[x, x]") + "repr(x)", TIME, "the number of paths is known afterwards"),
    Bomb("comparison of shared lists", "def make():\n " + _NEST.format(n=40, make="[x, x]").replace("\n", "\n ") + "return x\nmake() == make()", TIME, "the number of paths is known afterwards"),
    Bomb("hash of shared tuples", _NEST.format(n=40, make="(x, x)").replace("[1]", "(1,)") + "hash(x)", TIME, "the number of paths is known afterwards"),
    Bomb("backtracking", "import re\nre.match(r'(a+)+$', 'a' * 40 + 'b')", TIME, "a search holds the lock"),
    Bomb("repeated argument", "def f(s, n): return s * n\nf('a', 10**10)", MEMORY, "within functions and loops a check would cost more than most products"),
    Bomb("punycode", "''.join(map(chr, range(256, 20_256))).encode('punycode')", TIME, "the codec works in one step, and its time grows by the square"),
    Bomb("strftime", "import datetime\ndatetime.datetime(2000, 1, 1).strftime('%c' * 10**7)", TIME, "a format is filled in one step"),
    Bomb("normal form", "import unicodedata\nunicodedata.normalize('NFC', 'a' + '\u0344\u0323' * 200_000)", TIME, "marks are ordered in one step, whose time grows by the square"),
    Bomb("namereplace", "x = '\u0130' * 10**8\nx.encode('ascii', 'namereplace')", MEMORY, "how long the names are is known afterwards"),
    Bomb("precision of Decimal", "import decimal\ndecimal.getcontext().prec = 10**8\ndecimal.Decimal(2).sqrt()", TIME, "a root of any precision is one step"),
    Bomb("exponent of a Fraction", "from fractions import Fraction\nFraction('1e100000000')", TIME, "a text is read in one step"),
    Bomb("colliding hashes", "set([i * (2**61 - 1) for i in range(60_000)])", TIME, "hashes of whole numbers are known to all"),
    Bomb("int of a long text", "int('f' * 10**8, 16)", TIME, "a long text is converted in one step"),
    Bomb("large Decimal", "from decimal import Decimal\nint(Decimal('1E+999999999'))", TIME, "a conversion holds the lock"),
    Bomb("endless iterator into a variable", "import itertools\n*a, = itertools.repeat(0)", MEMORY, "only calls and displays are looked at"),
    Bomb("endless iterator into a slice", "import itertools\nl = []\nl[:] = itertools.repeat(0)", MEMORY, "only calls and displays are looked at"),
    Bomb("list plus endless iterator", "import itertools\nl = []\nl += itertools.repeat(0)", MEMORY, "addition is never checked"),
    Bomb("dict or endless iterator", "import itertools\nd = {}\nd |= itertools.repeat((1, 2))", TIME, "only calls and displays are looked at"),
    Bomb("next of what never comes", "import itertools\nnext(itertools.compress(itertools.repeat(1), itertools.repeat(0)))", TIME, "an iterator of C's looks for its next item in one step"),
    Bomb("next of a far item", "import itertools\nnext(itertools.islice(itertools.count(), 10**12, None))", TIME, "an iterator of C's looks for its next item in one step"),
    Bomb("fsum", "import itertools, math\nmath.fsum(itertools.repeat(0.0))", TIME, "only builtins' calls are looked at"),
    Bomb("countOf", "import itertools, operator\noperator.countOf(itertools.repeat(0), 1)", TIME, "only builtins' calls are looked at"),
    Bomb("power by operator", "import operator\noperator.pow(10, 10**8)", TIME, "only operators are looked at"),
    Bomb("product by operator", "import operator\noperator.mul('a', 10**10)", MEMORY, "only operators are looked at"),
    Bomb("number in a range", "r = range(10**12)\n1.5 in r", TIME, "a range looks at each of its items for what is no int"),
    Bomb("width of a template", "'{:>9999999999}'.format(1)", MEMORY, "a template is filled in one step"),
    Bomb("nested width of a template", "'{:>{}}'.format(1, 9999999999)", MEMORY, "a template is filled in one step"),
    Bomb("format", "format(1, '>9999999999')", MEMORY, "a number is formatted in one step"),
    Bomb("large indent", "import json\njson.dumps([[1]], indent=10**9)", MEMORY, "only calls of methods that widen are looked at"),
    Bomb("repeated deque", "import collections\ncollections.deque([0]) * 10**10", MEMORY, "only builtin sequences are looked at"),
    Bomb("root of a large number", "import math\nmath.isqrt(1 << 8 * 10**7)", TIME, "a root is one step"),
    Bomb("division of large numbers", "x, y = (1 << 40_000_000) + 1, (1 << 20_000_000) + 1\ndivmod(x, y)", TIME, "a division is one step"),
    Bomb("power of a Fraction", "from fractions import Fraction\nFraction(3, 2) ** 10**8", TIME, "its numbers are multiplied out of sight"),
    Bomb("widening Decimal", "from decimal import Decimal\nformat(Decimal('1e999999999'), 'f')", MEMORY, "a number is formatted in one step"),
    Bomb("nested repetition", "import re\nre.match('(?:(?:a{0,500}){0,500}){0,500}b', 'a' * 1000)", TIME, "a search holds the lock"),
    Bomb("many alternatives", "import re\nre.match('(?:' + '|'.join('a' * i for i in range(1, 300)) + ')*$', 'a' * 400 + 'b')", TIME, "a search holds the lock"),
    Bomb("substitution", "import re\nre.sub('a', 'b' * 10**6, 'a' * 10**5)", MEMORY, "how often a pattern is found is known afterwards"),
    Bomb("shared lists in a list", "def make():\n " + _NEST.format(n=40, make="[x, x]").replace("\n", "\n ") + "return x\nmake() in [make()]", TIME, "the number of paths is known afterwards"),
    Bomb("shared tuples as a key", _NEST.format(n=40, make="(x, x)").replace("[1]", "(1,)") + "{x: 1}", TIME, "the number of paths is known afterwards"),
    Bomb("shared lists as JSON", _NEST.format(n=40, make="[x, x]") + "import json\njson.dumps(x)", TIME, "the number of paths is known afterwards"),
    Bomb("shared tuples of classes", _NEST.format(n=40, make="(x, x)").replace("[1]", "(int,)") + "isinstance('', x)", TIME, "the number of paths is known afterwards"),
    Bomb("idna", "x = '\u00fc' * 20_000_000\nx.encode('idna')", TIME, "the codec works in one step, and its time grows by the square"),
    Bomb("from punycode", "x = b'a' * 300_000 + b'-' + b'zz' * 400_000\nx.decode('punycode')", TIME, "the codec works in one step, and its time grows by the square"),
    Bomb("nested tee", "import itertools\nx = iter([1])\nfor _ in range(200_000): x = itertools.tee(itertools.chain(x))[0]\nf = max\nf(x)", DEPTH, "CPython itself overflows its stack"),
    Bomb("nested zip_longest", "import itertools\nx = iter([1])\nfor _ in range(200_000): x = itertools.zip_longest(x)\nf = max\nf(x)", DEPTH, "CPython itself overflows its stack"),
    Bomb("nested generic types", "x = int\nfor _ in range(200_000): x = list[x]\nhash(x)", DEPTH, "CPython itself overflows its stack"),
    Bomb("no memory is left for the end", "import itertools\nf = max\na, c = itertools.tee(itertools.count())\nf(a)", NOTHING_LEFT, "only calls of a builtin by its name are looked at"),
    Bomb("no memory is left for its caller", "import itertools\nf = [].extend\nf(itertools.count())", NOTHING_LEFT, "only calls of a method by its name are looked at"),
    Bomb("tuple hash", _NEST.format(n=500_000, make="(x,)").replace("[1]", "(1,)") + "hash(x)", DEPTH, "CPython itself overflows its stack"),
    Bomb("nested map", "x = iter([1])\nfor _ in range(120_000): x = map(abs, x)\nnext(x)", DEPTH, "CPython itself overflows its stack"),
    Bomb("nested enumerate", "x = iter([1])\nfor _ in range(1_000_000): x = enumerate(x)\ndel x", DEPTH, "CPython itself overflows its stack"),
]  # fmt: skip

FINE = [
    Bomb("int beyond CPython's digits", "try: str(1 << 400000)\nexcept ValueError: r = 1\nr", "1"),
    Bomb("shared list", "k = [0]\nfor _ in range(20): k = [k] * 100\nlen(k)", "100"),
    Bomb("small powers", "[2 ** i for i in range(70)][-1] == 1 << 69", "True"),
    Bomb("iterators stay what they are", "x = iter(range(10**6))\nany(i == 3 for i in x)\nnext(x)", "4"),
    Bomb("a sum of a long range", "sum(range(10**6))", "499999500000"),
    Bomb("an any that stops", "import itertools\nc = itertools.count()\nany(c), next(c)", "(True, 2)"),
    Bomb("own methods of these names", "class A:\n def ljust(self, n): return n\n def update(self, i): return type(i).__name__\nA().ljust(10**12), A().update(map(abs, []))", "(1000000000000, 'map')"),
    Bomb("own function of such a name", "def factorial(n): return n\ndef sum(x): return type(x).__name__\nfactorial(10**9), sum(range(10**6))", "(1000000000, 'range')"),
    Bomb("products of all types", "x, n, f = 'ab', 3, 0.5\n(x * n, n * x, [0] * n, n * f, f * f, n * n, True * n, (1,) * n)", "('ababab', 'ababab', [0, 0, 0], 1.5, 0.25, 9, 3, (1, 1, 1))"),
    Bomb("formats", "w = 5\n(f'{1:>{w}}', f'{2.5:8.3f}', '%*d' % (w, 3), '%05d' % 7)", "('    1', '   2.500', '    3', '00007')"),
]  # fmt: skip

_finally = "".join(f"{' ' * i}try: pass\n{' ' * i}finally:\n" for i in range(18)) + " " * 18 + "pass"

SOURCES = [
    Bomb("parentheses", "(" * 100_000, SYNTAX),
    Bomb("brackets", "[1," * 80_000, SYNTAX),
    Bomb("signs", "-" * 250_000 + "1", SYNTAX),
    Bomb("lambdas", "lambda:" * 30_000 + "1", SYNTAX),
    Bomb("sum of many terms", "1" + "+1" * 30_000, SYNTAX),
    Bomb("attributes", "a" + ".b" * 30_000, SYNTAX),
    Bomb("elif", "if x: pass\n" + "elif x: pass\n" * 3_000, SYNTAX),
    Bomb("nested comprehensions", "[" * 25 + "x" + " for x in y]" * 25, SYNTAX),
    Bomb("nested finally", _finally, SYNTAX),
    Bomb("finally with many exits", "def f():\n try:\n" + "  if x: return\n" * 1000 + " finally:\n" + "  a = 1\n" * 1000, SYNTAX),
    Bomb("alternatives", "match x:\n case " + "1|" * 20_000 + "1: pass", SYNTAX),
    Bomb("size", "x = 1\n" * 50_000, SYNTAX),
]  # fmt: skip
