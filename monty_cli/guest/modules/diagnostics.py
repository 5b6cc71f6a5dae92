"""The offer of the modules that look at a program and tell of it: types, signatures, warnings, logs and tracebacks."""

from __future__ import annotations

from monty_cli.guest.modules.offer import Offer, withheld

_NO_TRACEBACKS = "guest code has no traceback objects: use format_exception() or TracebackException.from_exception()"
_NO_FRAMES = "guest code has no frames"

_LOGGING = {
    "BufferingFormatter": "format the records one by one",
    "FileHandler": "use a StreamHandler over an open file",
    "captureWarnings": "warnings go to standard error, or to the list of catch_warnings(record=True)",
    "getHandlerByName": "handlers are found in the list `handlers` of their logger",
    "getHandlerNames": "handlers are found in the list `handlers` of their logger",
    "getLogRecordFactory": "all records are LogRecords",
    "setLogRecordFactory": "all records are LogRecords",
    "lastResort": "what no handler takes goes to standard error from level WARNING on",
    "root": "call getLogger()",
    "getLoggerClass": "all loggers are Loggers",
    "setLoggerClass": "all loggers are Loggers",
}

_NO_SOURCE = "a script does not read its own source"
_INSPECT = {
    **withheld(
        "ArgInfo FrameInfo Traceback currentframe formatargvalues getargvalues getframeinfo getinnerframes getlineno "
        "getouterframes isframe istraceback stack trace getasyncgenlocals getcoroutinelocals getgeneratorlocals getasyncgenstate "
        "getcoroutinestate getgeneratorstate AGEN_CLOSED AGEN_CREATED AGEN_RUNNING AGEN_SUSPENDED CORO_CLOSED CORO_CREATED "
        "CORO_RUNNING CORO_SUSPENDED GEN_CLOSED GEN_CREATED GEN_RUNNING GEN_SUSPENDED",
        _NO_FRAMES,
    ),
    **withheld(
        "BlockFinder ClassFoundException EndOfBlock findsource getabsfile getblock getcomments getfile getmodule getmodulename "
        "getsource getsourcefile getsourcelines indentsize",
        _NO_SOURCE,
    ),
    **withheld(
        "Arguments CO_ASYNC_GENERATOR CO_COROUTINE CO_GENERATOR CO_ITERABLE_COROUTINE CO_NESTED CO_NEWLOCALS CO_NOFREE "
        "CO_OPTIMIZED CO_VARARGS CO_VARKEYWORDS ClosureVars TPFLAGS_IS_ABSTRACT getargs getclosurevars iscode",
        "guest code has no code objects",
    ),
    **withheld(
        "Attribute BufferFlags classify_class_attrs getattr_static getclasstree getmembers_static isdatadescriptor "
        "isgetsetdescriptor ismemberdescriptor ismethoddescriptor ismethodwrapper walktree",
        "it tells apart kinds of descriptors that guest code does not have",
    ),
    **dict.fromkeys(("FullArgSpec", "getcallargs", "getfullargspec"), "use signature() and bind()"),
    "formatannotationrelativeto": "use formatannotation()",
    "get_annotations": "read __annotations__",
    "markcoroutinefunction": "use async def",
}

OFFERS: dict[str, Offer] = {
    "inspect": Offer(made=True, omitted=_INSPECT),
    "logging": Offer(made=True, omitted=_LOGGING),
    "traceback": Offer(
        made=True,
        omitted=dict.fromkeys(("clear_frames", "extract_tb", "format_tb", "print_tb", "walk_tb"), _NO_TRACEBACKS)
        | {"walk_stack": _NO_FRAMES, "print_last": "no interactive session keeps a last exception"},
    ),
    "types": Offer(
        "AsyncGeneratorType BuiltinFunctionType BuiltinMethodType CoroutineType EllipsisType GeneratorType "
        "FunctionType GenericAlias LambdaType MethodType ModuleType NoneType "
        "NotImplementedType UnionType",
        made=True,
        omitted={
            **withheld(
                "CapsuleType CellType ClassMethodDescriptorType CodeType FrameType GetSetDescriptorType "
                "MemberDescriptorType MethodDescriptorType MethodWrapperType TracebackType WrapperDescriptorType",
                "guest code has no such objects, or can not tell them apart",
            ),
            "coroutine": "it changes code objects: use async def",
        },
    ),
    "warnings": Offer(
        made=True,
        omitted={
            "deprecated": "call warn() in the function itself",
            "warn_explicit": "call warn() at the place that it is about",
        },
    ),
}
