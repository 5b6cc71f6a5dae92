"""The offer of the modules that nearly every script may use: numbers, containers, functions, classes and annotations."""

from __future__ import annotations

from monty_cli.guest.modules.offer import Offer, withheld

_OPERATOR = (
    "abs add and_ concat contains countOf delitem eq floordiv ge getitem gt iadd iand iconcat ifloordiv ilshift "
    "imatmul imod imul index indexOf inv invert ior ipow irshift is_ is_not isub itemgetter itruediv ixor le "
    "length_hint lshift lt matmul mod mul ne neg not_ or_ pos pow rshift setitem sub truediv truth xor"
)
_NOT_SPECIAL = ("countOf", "indexOf", "is_", "is_not", "itemgetter", "length_hint", "truth")
_OPERATOR_ALIASES = {f"__{name.rstrip('_')}__": name for name in _OPERATOR.split() if name not in _NOT_SPECIAL}
_MATH = (
    "acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees dist e erf erfc exp exp2 "
    "expm1 fabs factorial floor fma fmod frexp fsum gamma gcd hypot inf isclose isfinite isinf isnan isqrt lcm "
    "ldexp lgamma log log10 log1p log2 modf nan nextafter perm pi pow prod radians remainder sin sinh sqrt "
    "sumprod tan tanh tau trunc ulp"
)

_JSON_ENCODER = withheld(
    "ESCAPE ESCAPE_ASCII ESCAPE_DCT HAS_UTF8 INFINITY c_encode_basestring c_encode_basestring_ascii c_make_encoder "
    "encode_basestring encode_basestring_ascii py_encode_basestring py_encode_basestring_ascii",
    "it is a part of how JSONEncoder works",
)

# `@asyncio`, which no program can name, has what running a program with `await` takes; the rest of `asyncio` is made when it is
# imported.
_INTERNAL = "it is a part of how the module works in CPython"
_NO_NETWORK = "a script has no network, files, processes or threads of its own: a function of the host does such work"
_ASYNCIO = {
    **withheld(
        "AbstractServer BaseProtocol BaseTransport BufferedProtocol DatagramProtocol DatagramTransport FastChildWatcher "
        "AbstractChildWatcher IncompleteReadError LimitOverrunError MultiLoopChildWatcher PidfdChildWatcher Protocol ReadTransport "
        "SafeChildWatcher SendfileNotAvailableError Server StreamReader StreamReaderProtocol StreamWriter SubprocessProtocol "
        "SubprocessTransport ThreadedChildWatcher Transport WriteTransport create_subprocess_exec create_subprocess_shell "
        "get_child_watcher open_connection open_unix_connection run_coroutine_threadsafe set_child_watcher start_server "
        "start_unix_server wrap_future",
        _NO_NETWORK,
    ),
    **withheld(
        "AbstractEventLoopPolicy BaseEventLoop DefaultEventLoopPolicy SelectorEventLoop get_event_loop_policy "
        "set_event_loop_policy create_eager_task_factory eager_task_factory _enter_task _get_running_loop _leave_task "
        "_register_task _set_running_loop _unregister_task",
        "there is one kind of event loop, and tasks are its own",
    ),
}
_ABSTRACT = {
    "Buffer": "guest code has no buffers but bytes and bytearray",
    "ByteString": "deprecated, and gone in Python 3.14",
}
_ENUM = {
    **withheld(
        "EnumDict global_enum global_enum_repr global_flag_repr global_str pickle_by_enum_name pickle_by_global_name",
        _INTERNAL,
    ),
}
_TYPING = {
    "ByteString": "deprecated, and gone in Python 3.14: use bytes | bytearray",
    "no_type_check_decorator": "deprecated: use no_type_check",
    **withheld("clear_overloads get_overloads", "it serves tools that read annotations"),
}

OFFERS: dict[str, Offer] = {
    "@asyncio": Offer(made=True),
    "__future__": Offer(),
    "abc": Offer(made=True, omitted=dict.fromkeys(("get_cache_token", "update_abstractmethods"), _INTERNAL)),
    "asyncio": Offer(made=True, omitted=_ASYNCIO),
    "asyncio.exceptions": Offer(
        made=True,
        omitted=dict.fromkeys(("IncompleteReadError", "LimitOverrunError", "SendfileNotAvailableError"), _NO_NETWORK),
    ),
    "bisect": Offer("bisect bisect_left bisect_right insort insort_left insort_right"),
    "collections": Offer(
        made=True, late={"user_dict": "UserDict", "user_list": "UserList", "user_string": "UserString"}
    ),
    "collections.abc": Offer(made=True, omitted=_ABSTRACT),
    "contextlib": Offer(
        made=True,
        omitted={"chdir": "a script has no current folder to change"},
        late={"abstract_managers": "AbstractAsyncContextManager AbstractContextManager"},
    ),
    "contextvars": Offer(made=True),
    "copy": Offer(made=True),
    "dataclasses": Offer(made=True),
    "enum": Offer(
        made=True,
        omitted=_ENUM,
        late={
            "flag_boundaries": "CONFORM EJECT FlagBoundary KEEP STRICT",
            "enum_checks": "CONTINUOUS EnumCheck NAMED_FLAGS UNIQUE show_flag_values verify",
        },
    ),
    "functools": Offer(made=True),
    "heapq": Offer("heapify heappop heappush heappushpop heapreplace", source="_heapq", made=True),
    "itertools": Offer(made=True),
    "json": Offer(made=True),
    "json.decoder": Offer(made=True),
    "json.encoder": Offer(made=True, omitted=_JSON_ENCODER),
    "math": Offer(_MATH, made=True),
    "operator": Offer(_OPERATOR, source="_operator", made=True, aliases={**_OPERATOR_ALIASES, "__call__": "call"}),
    "typing": Offer(made=True, omitted=_TYPING),
}
