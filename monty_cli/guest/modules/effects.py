"""What each part of a module of the library brings to a program: special methods of classes that it makes or gives, lazy iterators.

A program that imports a part may come to hold such objects, so that its operators may run code that pauses. Parts without effects are
not listed. `python -m tests.guest.effects` reads the table off the parts themselves.
"""

from __future__ import annotations

# By module: parts that have the same effects, and these: special names without their underscores, `*` for lazy iterators.
EFFECTS: dict[str, tuple[tuple[str, str], ...]] = {
    "collections": (
        (
            "ChainMap",
            "bool contains delitem eq getitem init ior iter len missing or repr ror setitem",
        ),
        (
            "Counter",
            "add and delitem eq ge gt iadd iand init ior isub le lt missing ne neg or pos repr sub",
        ),
        (
            "UserDict",
            "contains copy delitem eq getitem init ior iter len or repr ror setitem",
        ),
        (
            "UserList",
            "* add contains copy delitem eq ge getitem gt iadd imul init iter le len lt mul radd repr reversed setitem",
        ),
        (
            "UserString",
            "* add complex contains eq float ge getitem getnewargs gt hash init int iter le len lt mod mul radd repr "
            "reversed rmod str",
        ),
        (
            "defaultdict",
            "init missing or repr ror",
        ),
        (
            "namedtuple",
            "new repr",
        ),
    ),
    "contextlib": (
        (
            "@async_generator asynccontextmanager",
            "aenter aexit call class_getitem init",
        ),
        (
            "@generator contextmanager",
            "call enter exit init",
        ),
        (
            "AbstractAsyncContextManager",
            "aenter aexit class_getitem subclasshook",
        ),
        (
            "AbstractContextManager",
            "enter exit subclasshook",
        ),
        (
            "AsyncContextDecorator ContextDecorator",
            "call",
        ),
        (
            "AsyncExitStack aclosing",
            "aenter aexit class_getitem init",
        ),
        (
            "ExitStack closing suppress",
            "enter exit init",
        ),
        (
            "nullcontext",
            "aenter aexit class_getitem enter exit init",
        ),
        (
            "redirect_stderr redirect_stdout",
            "@redirected enter exit",
        ),
    ),
    "csv": (
        (
            "@Dialect Dialect Sniffer excel excel_tab unix_dialect",
            "init",
        ),
        (
            "DictReader",
            ".fieldnames class_getitem init iter next",
        ),
        (
            "DictWriter",
            "class_getitem init",
        ),
        (
            "reader",
            "iter next",
        ),
    ),
    "dataclasses": (
        (
            "@missing MISSING",
            "repr",
        ),
        (
            "Field field",
            "init repr set_name",
        ),
        (
            "InitVar",
            "class_getitem init repr",
        ),
        (
            "dataclass make_dataclass",
            "delattr eq hash init repr setattr",
        ),
    ),
    "enum": (
        (
            "@names",
            "init setitem",
        ),
        (
            "CONFORM CONTINUOUS EJECT Enum EnumCheck FlagBoundary IntEnum KEEP NAMED_FLAGS ReprEnum STRICT StrEnum UNIQUE "
            "verify",
            "bool call contains copy deepcopy delattr dir format getitem hash init iter len members new prepare repr "
            "reversed setattr setitem str",
        ),
        (
            "EnumMeta EnumType",
            "bool call contains delattr getitem init iter len members new prepare repr reversed setattr setitem",
        ),
        (
            "Flag IntFlag",
            "and bool call contains copy deepcopy delattr dir format getitem hash init invert iter len members new or "
            "prepare repr reversed setattr setitem str xor",
        ),
        (
            "auto member nonmember",
            "init",
        ),
    ),
    "functools": (
        (
            "@cache cache lru_cache",
            "call copy deepcopy get init repr",
        ),
        (
            "@cache_info",
            "repr",
        ),
        (
            "@key cmp_to_key",
            "call eq ge gt init le lt",
        ),
        (
            "cached_property",
            "get init set_name",
        ),
        (
            "partial",
            "call new repr",
        ),
        (
            "partialmethod",
            "call get init isabstractmethod new repr",
        ),
        (
            "singledispatchmethod",
            "get init",
        ),
        (
            "total_ordering",
            "ge gt le lt",
        ),
    ),
    "io": (
        (
            "BufferedIOBase IOBase RawIOBase TextIOBase",
            "enter exit iter next",
        ),
        (
            "BytesIO StringIO",
            "enter exit init iter next",
        ),
    ),
    "itertools": (
        (
            "accumulate batched chain compress cycle dropwhile filterfalse groupby islice pairwise starmap takewhile tee "
            "zip_longest",
            "*",
        ),
    ),
    "logging": (
        (
            "@RootLogger Filterer Handler Logger NullHandler StreamHandler",
            "getattr init repr setattr",
        ),
        (
            "Filter Formatter LoggerAdapter",
            "init",
        ),
        (
            "LogRecord",
            "init repr",
        ),
        (
            "root",
            "getattr repr setattr",
        ),
    ),
    "os": (
        (
            "DirEntry",
            "class_getitem fspath repr",
        ),
        (
            "PathLike",
            "class_getitem",
        ),
        (
            "environ",
            "contains delitem eq getitem ior iter len or repr ror setitem",
        ),
        (
            "scandir",
            "enter exit init iter next",
        ),
        (
            "stat_result",
            "new repr",
        ),
        (
            "walk",
            "*",
        ),
    ),
    "types": (
        (
            "DynamicClassAttribute",
            "delete get init set",
        ),
        (
            "MappingProxyType",
            "contains eq getitem hash init ior iter len or repr reversed ror str",
        ),
        (
            "SimpleNamespace",
            "eq init replace repr",
        ),
    ),
    "typing": (
        (
            "@named_tuple",
            "new",
        ),
        (
            "@protocol_meta",
            "instancecheck subclasscheck",
        ),
        (
            "@typed_dict is_typeddict",
            "call init instancecheck new subclasscheck",
        ),
        (
            "Protocol SupportsAbs SupportsBytes SupportsComplex SupportsFloat SupportsIndex SupportsInt SupportsRound",
            "class_getitem init_subclass instancecheck subclasscheck",
        ),
    ),
}


def effects_of_parts(module: str) -> dict[str, str]:
    """Return the effects of the parts of a module by their names; an empty dictionary for a module that is not told by its parts."""
    return {name: text for names, text in EFFECTS.get(module, ()) for name in names.split()}
