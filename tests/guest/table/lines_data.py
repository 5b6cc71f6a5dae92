"""Lines that name what the modules of numbers, containers, iteration and data offer: each gives the same here and under CPython."""

from __future__ import annotations

LINES: dict[str, str] = {
    "decimal": """
        [issubclass(kind, decimal.DecimalException) for kind in (decimal.Clamped, decimal.ConversionSyntax, decimal.Rounded)]
        [kind.__mro__ for kind in (decimal.DivisionImpossible, decimal.DivisionUndefined, decimal.InvalidContext)]
        [kind.__name__ for kind in (decimal.Subnormal, decimal.Underflow, decimal.Overflow, decimal.Inexact, decimal.FloatOperation)]
        decimal.Context(prec=3, traps=[decimal.Rounded]).divide(decimal.Decimal(1), decimal.Decimal(3))
        decimal.Context(Emin=-5, prec=3).create_decimal('1.234e-6')
        decimal.Context(traps=[decimal.Subnormal], Emin=-3).create_decimal('1e-4')
    """,
    "collections.abc": """
        sorted(name for name in dir(collections.abc) if isinstance(collections.abc.__dict__.get(name, 0), type)) if 0 else None
        [isinstance({}.keys(), kind) for kind in (collections.abc.KeysView, collections.abc.ItemsView, collections.abc.ValuesView)]
        [isinstance({}.items(), kind) for kind in (collections.abc.MappingView, collections.abc.ItemsView, collections.abc.Set)]
        [issubclass(int, kind) for kind in (collections.abc.Awaitable, collections.abc.Coroutine, collections.abc.AsyncIterator)]
        [kind.__name__ for kind in (collections.abc.AsyncGenerator, collections.abc.AsyncIterable, collections.abc.AsyncIterator)]
        [list(kind({'a': 1})) for kind in (collections.abc.KeysView, collections.abc.ItemsView, collections.abc.ValuesView)]
        len(collections.abc.MappingView({'a': 1})), repr(collections.abc.KeysView({'a': 1}))
    """,
    "abc": """
        type('C', (abc.ABC,), {'p': abc.abstractproperty(lambda self: 3)})()
        type('C', (abc.ABC,), {'p': abc.abstractclassmethod(lambda cls: 3)})()
        type('C', (abc.ABC,), {'p': abc.abstractstaticmethod(lambda: 3)})()
        type('C', (abc.ABC,), {'p': abc.abstractmethod(lambda self: 3)})()
    """,
    "bisect": "bisect.insort_right([1, 2], 1), (lambda a: (bisect.insort_right(a, 2), a))([1, 2, 3])",
    "heapq": "list(heapq.merge([1, 4], [2, 3], key=lambda n: n)), (lambda h: (heapq.heapreplace(h, 5), h))([1, 2])",
    "itertools": """
        list(itertools.batched('abcdefg', 3)), list(itertools.pairwise([1, 2, 3])), list(itertools.accumulate([1, 2, 3], initial=5))
        list(itertools.batched('ab', 0))
    """,
    "queue": "issubclass(queue.ShutDown, Exception), queue.ShutDown.__name__",
    "copy": """
        issubclass(copy.Error, Exception), copy.error is copy.Error
        copy.copy((_ for _ in ()))
        copy.deepcopy((_ for _ in ()))
        copy.replace(slice(1), stop=2)
        copy.replace(3)
    """,
    "csv": """
        csv.excel.delimiter, csv.excel_tab.delimiter, csv.unix_dialect.lineterminator, csv.unix_dialect.quoting
        csv.excel().quotechar, issubclass(csv.excel_tab, csv.excel), issubclass(csv.unix_dialect, csv.Dialect)
        (csv.register_dialect('mine', delimiter=';'), list(csv.reader(['a;b'], 'mine')), csv.unregister_dialect('mine'))
        csv.unregister_dialect('nothing')
        csv.get_dialect('excel').delimiter, csv.list_dialects()[:3]
    """,
    "struct": """
        issubclass(struct.error, Exception), struct.error.__module__, struct.unpack('>I', b'ab')
        struct.pack('b', 300)
        list(struct.iter_unpack('<H', b'abcd')), struct.unpack_from('>H', b'abcd', 1), struct.Struct('<hI').size
        (lambda b: (struct.pack_into('>H', b, 1, 258), b))(bytearray(4))
    """,
    "zlib": """
        issubclass(zlib.error, Exception), zlib.decompress(zlib.compress(b'a' * 99, 9)), zlib.decompress(b'nothing')
        zlib.decompress(b'nothing')
        zlib.adler32(b'abc'), zlib.crc32(b'abc', 5), len(zlib.compress(b'x' * 999, level=1))
    """,
    "hashlib": """
        [getattr(hashlib, name)(b'abc').hexdigest() for name in ('md5', 'sha1')], hashlib.new('sha256', b'a').hexdigest()
        hashlib.sha224(b'a').hexdigest(), hashlib.sha384(b'a').digest(), hashlib.sha512(b'a').name, hashlib.blake2b(b'a').digest_size
        hashlib.sha3_224(b'a').hexdigest(), hashlib.sha3_256(b'a').hexdigest(), hashlib.sha3_384(b'a').block_size
        hashlib.sha3_512(b'a').hexdigest(), hashlib.shake_256(b'a').hexdigest(5), hashlib.shake_128(b'a').digest(3)
        hashlib.blake2s(b'a', digest_size=8, key=b'k').hexdigest(), hashlib.blake2s(b'a', digest_size=99)
        (lambda h: (h.update(b'b'), h.copy().hexdigest(), h.update(b'c'), h.hexdigest()))(hashlib.sha256(b'a'))
        hashlib.pbkdf2_hmac('sha256', b'p', b's', 3).hex(), hashlib.pbkdf2_hmac('nope', b'p', b's', 3)
        hashlib.md5('text')
        hashlib.new('nothing')
        sorted(hashlib.algorithms_guaranteed)
    """,
    "hmac": """
        hmac.HMAC(b'k', b'm', 'sha1').hexdigest(), hmac.new(b'k', digestmod='md5').digest_size
        (lambda h: (h.update(b'x'), h.name, h.block_size, h.copy().digest() == h.digest()))(hmac.new(b'k', b'm', 'sha256'))
        hmac.new(b'k', b'm')
        hmac.new('k', b'm', 'md5')
    """,
    "binascii": "issubclass(binascii.Error, ValueError), issubclass(binascii.Incomplete, Exception), binascii.b2a_hex(b'abcd', '-', 2)",
    "math": "math.inf > 1, round(math.pi, 9), math.nan != math.nan, math.tau == 2 * math.pi, math.e",
    "json": """
        json.detect_encoding(b'{"a": 1}'), json.detect_encoding('x'.encode('utf-16')), json.detect_encoding(b'')
        json.loads('[1, {"a": null}]'), json.dumps({'b': [1.5, None, True], 'a': 'é'}, sort_keys=True, indent=1)
        json.loads('[1,')
        json.loads('nope', parse_constant=str)
        issubclass(json.JSONDecodeError, ValueError), json.JSONDecoder().raw_decode('[1] x'), json.JSONEncoder(indent=2).encode([1])
    """,
    "json.decoder": "json.decoder.JSONDecoder is json.JSONDecoder, json.decoder.JSONDecodeError('m', 'doc', 1).pos",
    "json.encoder": "json.encoder.JSONEncoder is json.JSONEncoder, list(json.encoder.JSONEncoder().iterencode([1, {}]))",
    "io": """
        issubclass(io.BlockingIOError, OSError), io.BlockingIOError is BlockingIOError, io.UnsupportedOperation.__mro__
        [isinstance(io.StringIO(), kind) for kind in (io.IOBase, io.TextIOBase, io.BufferedIOBase, io.RawIOBase)]
        [isinstance(io.BytesIO(), kind) for kind in (io.IOBase, io.TextIOBase, io.BufferedIOBase, io.RawIOBase)]
        io.StringIO('a\\nb').readlines(), io.BytesIO(b'abc').read(2), io.StringIO('x').fileno()
        io.StringIO('x').fileno()
        io.BytesIO(b'ab').getbuffer().nbytes if 0 else io.SEEK_END, io.DEFAULT_BUFFER_SIZE
    """,
    "enum": """
        enum.EnumMeta is enum.EnumType, issubclass(enum.EnumType, type), type(enum.Enum('E', 'a b')).__name__
        list(enum.Enum('E', {'a': 1, 'b': 2})), enum.IntFlag('F', 'a b c')(3), enum.StrEnum('S', 'a').a
        enum.ReprEnum.__name__, issubclass(enum.IntEnum, enum.ReprEnum)
        [m.value for m in enum.Enum('E', [('a', enum.nonmember(3)), ('b', enum.member(4))])]
        enum.property is not property, enum.unique(enum.Enum('E', 'a b')).a
        enum.unique(enum.Enum('E', [('a', 1), ('b', 1)]))
    """,
    "functools": """
        sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)), functools.cmp_to_key(lambda a, b: 0)(1) == 1
        functools.update_wrapper(lambda: 1, len, assigned=('__name__',), updated=()).__name__
        functools.update_wrapper(functools.partial(int, base=2), int, updated=())('101')
        functools.reduce(lambda a, b: a * 10 + b, [1, 2, 3]), functools.partial(pow, 2)(5), functools.cache(len)('abc')
        functools.WRAPPER_ASSIGNMENTS, functools.WRAPPER_UPDATES
    """,
    "dataclasses": """
        isinstance(dataclasses.fields(dataclasses.make_dataclass('C', ['x']))[0], dataclasses.Field)
        repr(dataclasses.fields(dataclasses.make_dataclass('C', [('x', int, 3)]))[0]).partition('init')[2]
        dataclasses.make_dataclass('C', [('x', int), ('y', int, 4)], frozen=True)(1), dataclasses.MISSING.__class__.__name__
    """,
    "contextvars": """
        isinstance(contextvars.copy_context(), contextvars.Context), isinstance(contextvars.ContextVar('v').set(1), contextvars.Token)
        contextvars.Context().run(lambda: 3), contextvars.Token.MISSING, len(contextvars.Context())
        (lambda v: (v.set(1), v.reset(v.set(2)), v.get()))(contextvars.ContextVar('v'))[1:]
    """,
    "random": """
        (lambda r: [round(r.betavariate(2, 3), 9), round(r.expovariate(2), 9), round(r.gammavariate(2, 1), 9)])(random.Random(1))
        (lambda r: [round(r.normalvariate(0, 1), 9), round(r.triangular(0, 1), 9), round(r.vonmisesvariate(0, 1), 9)])(random.Random(1))
        (lambda r: [r.getrandbits(70), r.uniform(1, 2), r.randbytes(4), r.sample(range(9), 3)])(random.Random(1))
        (random.seed(3), random.betavariate(1, 2), random.expovariate(3), random.gammavariate(1, 2), random.getrandbits(9))
        (random.seed(3), random.normalvariate(), random.triangular(), random.uniform(1, 2), random.vonmisesvariate(1, 2))
        (random.seed(3), (lambda a: (random.shuffle(a), a))([1, 2, 3, 4]), random.choices('abc', k=4), random.randrange(9))
        random.getrandbits(-1)
        (random.seed(3), random.binomialvariate(9, 0.3), random.Random(2).binomialvariate())
        random.binomialvariate(-1)
        random.shuffle((1, 2))
        random.expovariate(0)
    """,
    "statistics": """
        statistics.variance([1, 2, 4]), statistics.NormalDist(1, 2).cdf(2), statistics.LinearRegression(slope=1, intercept=2)
        statistics.harmonic_mean([1, 2], weights=[1, 3]), statistics.median_grouped([1, 1, 2], 2), statistics.variance([1])
        statistics.variance([1])
        statistics.geometric_mean([])
    """,
    "calendar": """
        calendar.IllegalMonthError(13), issubclass(calendar.IllegalWeekdayError, ValueError), str(calendar.IllegalWeekdayError(9))
        calendar.error is ValueError, calendar.format(['a', 'b'], colwidth=3, spacing=1), calendar.formatstring(['a', 'b'], 3, 1)
        calendar.week([(1, 0), (2, 1)], 3), calendar.weekheader(3), calendar.TextCalendar(6).formatmonth(2024, 2)
        calendar.prcal(2024), calendar.prmonth(2024, 2), calendar.prweek([(1, 0), (2, 1)], 3)
        calendar.setfirstweekday(9)
        calendar.Day.MONDAY, list(calendar.Day)[2:4], calendar.Month(3), calendar.Month.MAY + 1, calendar.JANUARY
        calendar.HTMLCalendar().formatmonth(2024, 2)[:90], calendar.timegm((1970, 1, 2, 0, 0, 1)), calendar.month_name[3]
    """,
    "time": """
        type(time.perf_counter_ns()), type(time.process_time()), type(time.process_time_ns()), type(time.thread_time())
        type(time.thread_time_ns()), time.strftime('%Y', time.gmtime(0)), time.strptime('2024', '%Y')[:3]
    """,
}
