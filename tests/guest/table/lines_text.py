"""Lines that name what the modules of text, types, paths, diagnostics and the system offer: each gives the same here and under CPython."""

from __future__ import annotations

LINES: dict[str, str] = {
    "urllib.parse": """
        urllib.parse.ParseResult(*urllib.parse.urlparse('http://u:p@h:80/p;q?a#f')).geturl(), urllib.parse.urlsplit(b'http://h/p').decode()
        urllib.parse.DefragResult('u', 'f').geturl(), urllib.parse.DefragResultBytes(b'u', b'').geturl(), urllib.parse.urldefrag(b'a#b')
        type(urllib.parse.urlparse(b'x')) is urllib.parse.ParseResultBytes
        type(urllib.parse.urlsplit(b'x')) is urllib.parse.SplitResultBytes
        urllib.parse.quote_from_bytes(b'a /b', safe=''), urllib.parse.quote_plus('a b&c', safe='&')
        urllib.parse.urlencode([('a', [1, 2])], True)
        urllib.parse.urlsplit('http://h:99999/').port
    """,
    "unicodedata": "unicodedata.name('a'), unicodedata.lookup('LATIN SMALL LETTER A'), unicodedata.decimal('x', 3)",
    "difflib": """
        difflib.Match(1, 2, 3), difflib.SequenceMatcher(None, 'abc', 'abd').find_longest_match()
        difflib.IS_LINE_JUNK('  # \\n'), difflib.IS_LINE_JUNK('x'), difflib.IS_CHARACTER_JUNK('\\t'), difflib.IS_LINE_JUNK('', pat=str)
        list(difflib.ndiff(['a\\n'], ['b\\n'])), difflib.get_close_matches('ab', ['abc', 'x'])
    """,
    "glob": "glob.translate('*.py'), glob.translate('**/a[!b]?', recursive=True, include_hidden=True), glob.escape('a[*')",
    "re": "re.PatternError is re.error, re.PatternError('m', 'p', 1).colno, re.error('m').pattern",
    "string": "string.ascii_letters, string.Template('$a ${b}').substitute(a=1, b=2), string.Formatter().format('{0}', 3)",
    "contextlib": """
        isinstance(contextlib.nullcontext(), contextlib.AbstractContextManager), contextlib.AbstractAsyncContextManager.__name__
        issubclass(contextlib.ExitStack, contextlib.AbstractContextManager), contextlib.ContextDecorator.__name__
        contextlib.AsyncContextDecorator.__name__, issubclass(contextlib.AsyncExitStack, contextlib.AbstractAsyncContextManager)
        contextlib.contextmanager(lambda: iter([3]))().__enter__()
    """,
    "types": """
        types.LambdaType is types.FunctionType, isinstance(len, types.BuiltinMethodType), isinstance(..., types.EllipsisType)
        isinstance(int | str, types.UnionType), isinstance(NotImplemented, types.NotImplementedType), types.AsyncGeneratorType.__name__
        types.CoroutineType.__name__, types.SimpleNamespace(a=1), types.MappingProxyType({'a': 1})['a'], types.NoneType()
    """,
    "typing": """
        [typing.AbstractSet[int], typing.ChainMap[str, int], typing.Collection[int], typing.Container[int], typing.Counter[str]]
        [typing.DefaultDict[str, int], typing.FrozenSet[int], typing.ItemsView[int, str], typing.KeysView[int], typing.MappingView]
        [typing.Match[str], typing.Pattern[str], typing.MutableSequence[int], typing.MutableSet[int], typing.OrderedDict[str, int]]
        [typing.Reversible[int], typing.Set[int], typing.Sized, typing.Type[int], typing.ValuesView[int], typing.Text, typing.Coroutine]
        [typing.AsyncContextManager[int], typing.ContextManager[int], typing.AsyncGenerator[int, str], typing.AsyncIterable[int]]
        [typing.Concatenate[int, ...], typing.LiteralString, typing.Never, typing.NoReturn, typing.TypeGuard[int]]
        [typing.NotRequired[int], typing.Required[int], typing.Unpack[typing.Tuple[int]], typing.Optional[int], typing.Literal[1]]
        [typing.IO[str], typing.TextIO, typing.ForwardRef('int'), typing.ParamSpec('P').args, typing.ParamSpec('P').kwargs]
        [isinstance(typing.ParamSpec('P').args, typing.ParamSpecArgs), isinstance(typing.ParamSpec('P').kwargs, typing.ParamSpecKwargs)]
        [isinstance(1, kind) for kind in (typing.SupportsInt, typing.SupportsFloat, typing.SupportsIndex, typing.SupportsAbs)]
        [isinstance(1j, kind) for kind in (typing.SupportsComplex, typing.SupportsBytes, typing.SupportsRound, typing.SupportsInt)]
        typing.assert_type(3, int), typing.final(len), typing.no_type_check(str), callable(typing.overload(len))
        typing.assert_never(3)
        typing.reveal_type(3)
        typing.dataclass_transform(eq_default=False)(int)
        typing.dataclass_transform(frozen_default=True)(type('C', (), {})).__dataclass_transform__
        typing.ReadOnly[int], typing.TypeIs[int], typing.TypeAliasType('A', int).__value__
        typing.TypeAliasType('A', list[int]), typing.is_protocol(typing.SupportsInt), typing.is_protocol(int)
        typing.get_protocol_members(typing.SupportsInt), typing.get_protocol_members(typing.Sized) if 0 else 1
        typing.get_protocol_members(int)
        typing.is_typeddict(typing.TypedDict('T', {'a': int})), typing.is_typeddict(dict), typing.get_type_hints(len)
        typing.get_args(typing.Dict[str, int]), typing.get_origin(typing.List[int]), typing.cast(int, 'x')
    """,
    "inspect": """
        isinstance(inspect.signature(len).bind([1]), inspect.BoundArguments), inspect.formatannotation(int), inspect.isabstract(int)
        inspect.isasyncgen(3), inspect.iscoroutine(3), inspect.formatannotation('x'), str(inspect.signature(lambda a, *b, c=1: 0))
        inspect.signature(lambda a: 0).bind()
    """,
    "logging": """
        isinstance(logging.getLogger('a'), logging.Logger), isinstance(logging.getLogger('a'), logging.Filterer), logging.Handler().level
        logging.LogRecord('n', 20, 'p', 1, 'm %s', ('x',), None).getMessage()
        logging.Filter('a').filter(logging.makeLogRecord({'name': 'a.b'}))
        logging.Filter('a').filter(logging.makeLogRecord({'name': 'b'})), isinstance(logging.NullHandler(), logging.Handler)
        (logging.addLevelName(25, 'NOTE'), logging.getLevelName(25), logging.getLevelNamesMapping()['NOTE'])
        (logging.disable(50), logging.critical('c'), logging.debug('d'), logging.fatal('f'), logging.warn('w'), logging.log(10, 'x'))
        (logging.disable(0), logging.getLogger('a').isEnabledFor(10), logging.root.level, logging.getLogger('a').getEffectiveLevel())
        logging.Formatter('%(levelname)s %(message)s').format(logging.makeLogRecord({'levelname': 'X', 'msg': 'a'}))
    """,
    "traceback": """
        traceback.FrameSummary('f', 3, 'n', line='x = 1').line, traceback.StackSummary.from_list([('f', 1, 'n', 'l')]).format()
        traceback.format_list([('f', 1, 'n', 'line'), traceback.FrameSummary('f', 2, 'm', line='y')])
        traceback.format_exception_only(ValueError('x')), traceback.TracebackException.from_exception(KeyError('k')).exc_type
        traceback.print_list([('f', 1, 'n', 'l')]), traceback.print_exception(ValueError('x'))
        ''.join(traceback.format_exception(ValueError('x')))
    """,
    "warnings": """
        warnings.WarningMessage('m', UserWarning, 'f', 3).category, warnings.formatwarning('m', UserWarning, 'f', 3, 'line')
        warnings.resetwarnings(), warnings.simplefilter('ignore')
        (warnings.simplefilter('error'), warnings.warn('x'))
        warnings.showwarning('m', UserWarning, 'f', 3, io) if 0 else callable(warnings.showwarning)
        (warnings.resetwarnings(), warnings.filterwarnings('ignore', 'x'), warnings.warn('xy'))
    """,
    "sys": """
        sys.exception(), sys.get_int_max_str_digits(), sys.getdefaultencoding(), sys.intern('a') is sys.intern('a'), sys.exc_info()
        type(sys.getrecursionlimit()), sys.maxsize, sys.byteorder, sys.version_info[:2], sys.implementation.name, sys.float_info.max
        sys.intern(3)
    """,
    "secrets": """
        isinstance(secrets.SystemRandom().random(), float), len(secrets.token_hex(4)), secrets.choice('a'), secrets.randbelow(1)
        secrets.compare_digest('a', 'a'), len(secrets.token_bytes(3)), secrets.randbits(0), len(secrets.token_urlsafe(3))
    """,
    "os": """
        os.error is OSError, os.fsdecode(b'a'), os.fsencode('a'), os.fspath('a'), os.strerror(2), os.sep, os.linesep
        os.stat_result.__name__
        os.DirEntry.__name__, os.stat_result((1, 2, 3, 4, 5, 6, 7, 8, 9, 10)).st_size, os.path.join('a', 'b')
    """,
    "os.path": """
        os.path.commonpath(['/a/b', '/a/c']), os.path.commonprefix(['ab', 'ac']), os.path.expanduser('~x/y'), os.path.splitext('a.b')
        os.path.commonpath(['a', '/b'])
        os.path.expanduser('a/~'), os.path.expandvars('a$'), os.path.isabs('/')
    """,
    "pathlib": """
        pathlib.PurePosixPath('/a/../b.tar.gz').suffixes, pathlib.PureWindowsPath('c:/a').parts, pathlib.PurePath('a') / 'b'
        pathlib.WindowsPath('a')
        issubclass(pathlib.UnsupportedOperation, (OSError, NotImplementedError)), pathlib.UnsupportedOperation.__name__
        pathlib.PosixPath('a').name, pathlib.Path('a/b').with_suffix('.x')
    """,
    "asyncio": """
        issubclass(asyncio.Task, asyncio.Future), issubclass(asyncio.BrokenBarrierError, RuntimeError), asyncio.Timeout.__name__
        asyncio.Handle.__name__, asyncio.TimerHandle.__name__, isinstance(3, asyncio.AbstractEventLoop)
        asyncio.run(asyncio.wait_for(asyncio.sleep(0, 3), 1)), asyncio.iscoroutinefunction(len)
    """,
    "asyncio.exceptions": """
        asyncio.exceptions.CancelledError is asyncio.CancelledError, asyncio.exceptions.TimeoutError is TimeoutError
        asyncio.exceptions.InvalidStateError is asyncio.InvalidStateError
        asyncio.exceptions.BrokenBarrierError is asyncio.BrokenBarrierError
    """,
}
