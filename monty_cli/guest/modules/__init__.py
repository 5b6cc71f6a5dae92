"""The modules that a guest may import: namespaces of our own with reviewed contents, never modules of the host.

A module object is made per run, when it is first imported. It is a plain module, so that `math.pi` costs what it
costs in CPython and a missing name has CPython's error; nothing but the listed names is in it, and the attribute
policy lets no guest change it. What is in it is said by its `Offer`: C functions and constants of the host that are safe on
every argument, and what the prelude makes (`def h_make_functools` in `prelude/functools.guest` returns names and values).
"""

from __future__ import annotations

from types import CellType, FunctionType, ModuleType

from monty_cli.guest.attribute_tables import MODULE_HOOKS
from monty_cli.guest.modules.basics import OFFERS as BASICS
from monty_cli.guest.objects import REGISTERED
from monty_cli.guest.protocol import MISSING, dict_of, identity, is_guest_class, is_guest_code, is_type, mro_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from monty_cli.guest.modules.offer import Offer

# module -> the file of this package in which its offer is
FAMILIES: dict[str, str] = {
    **dict.fromkeys(BASICS, "basics"),
    **dict.fromkeys(("calendar", "datetime", "time", "zoneinfo"), "dates"),
    **dict.fromkeys(("bisect", "cmath", "decimal", "fractions", "graphlib", "heapq"), "numeric"),
    **dict.fromkeys(("numbers", "random", "secrets", "statistics", "uuid"), "numeric"),
    **dict.fromkeys(("@paths", "os", "os.path", "pathlib"), "files"),
    **dict.fromkeys(("ast", "colorsys", "errno", "glob", "keyword", "queue", "stat", "tomllib"), "small"),
    **dict.fromkeys(("inspect", "logging", "traceback", "types", "warnings"), "diagnostics"),
    **dict.fromkeys(("base64", "binascii", "csv", "hashlib", "hmac", "io", "struct", "sys", "zlib"), "data"),
    **dict.fromkeys(
        (
            "difflib",
            "fnmatch",
            "html",
            "html.parser",
            "pprint",
            "re",
            "reprlib",
            "shlex",
            "string",
            "textwrap",
            "unicodedata",
            "urllib",
            "urllib.parse",
        ),
        "text",
    ),
}

MODULES = tuple(sorted(FAMILIES))


def offer_of(name: str) -> Offer:
    """Return the offer of the module `name`, one of `MODULES`."""
    family = FAMILIES[name]
    if family == "basics":
        return BASICS[name]
    from importlib import import_module

    found: Offer = import_module(f"{__name__}.{family}").OFFERS[name]
    return found


# Between a module's name and that of a class which is no part of the module.
INNER = ".<locals>."

# Between the name of an enumeration and that of a member.
MEMBER = ".<member>."


class Modules:
    """The modules of one run.

    Args:
        resolve: gives the prelude function of a hidden name (`@make_functools`), making it if the run did not need it
        so far.
    """

    __slots__ = ("_classes", "_members", "_names", "_own", "_resolve", "loaded")

    def __init__(self, resolve: Callable[[str], Any]) -> None:
        self._resolve = resolve
        self._names: dict[int, str] = {}
        self._own: dict[str, dict[str, Any]] = {}  # by module: its parts as they were made
        self._classes: dict[str, tuple[type, dict[str, Any]]] = {}  # by name: the class, and what it was made with
        self._members: dict[str, Any] = {}  # those of enumerations, by name
        self.loaded: dict[str, ModuleType] = {}

    def load(self, name: str) -> ModuleType:
        """Return the module `name`, made when it is first asked for.

        `ModuleNotFoundError` when the guest has no such module, `ImportError` when its name begins with dots.
        """
        module = self.loaded.get(name)
        if module is None:
            if name not in MODULES:
                raise _missing(name)
            module = self.loaded[name] = ModuleType(name)
            noted = self._names, self._classes, self._members
            try:
                parts = self._parts(name)
                noted = dict(self._names), dict(self._classes), dict(self._members)
                self._own[name] = {}
                self._names[identity(module)] = name
                self._note(name, module, parts)
                self._make_late(name, module)
            except BaseException:  # an interrupt: of what is half made, nothing must be left
                del self.loaded[name]
                self._names, self._classes, self._members = noted
                raise
            if "." in name:
                outer, _, inner = name.partition(".")
                self.load(outer).__dict__[inner] = module
        return module

    def _make_late(self, name: str, module: ModuleType) -> None:
        """Have C ask for the parts of a module that are made late."""
        late = offer_of(name).late if name != "__future__" else {}
        if not late:
            return

        def find(part: str) -> Any:
            """Return a part, made now."""
            if part not in late or part in self._own[name]:  # a part that the program has deleted is gone
                raise AttributeError(f"module {name!r} has no attribute {part!r}", name=part, obj=module)
            return self._late_part(name, module, part, late[part])

        def names() -> list[str]:
            """Return the names of all parts."""
            gone = set(self._own[name])
            return [*(part for part in module.__dict__ if part not in MODULE_HOOKS), *(late.keys() - gone)]

        module.__dict__.update(zip(MODULE_HOOKS, (find, names), strict=True))

    def _late_part(self, name: str, module: ModuleType, part: str, maker: str) -> Any:
        made = self._resolve("@make_" + maker)()
        _give_names(made, name)
        noted = dict(self._names), dict(self._classes), dict(self._members)
        try:
            self._note(name, module, made)
        except BaseException:  # an interrupt
            self._names, self._classes, self._members = noted
            for one in made:
                self._own[name].pop(one, None)
                module.__dict__.pop(one, None)
            raise
        return made[part]

    def _note(self, name: str, module: ModuleType, parts: dict[str, Any]) -> None:
        """Put parts into a module, and note their names."""
        module.__dict__.update(parts)
        self._own[name].update(parts)
        for part, value in parts.items():
            if _has_identity(value):
                self._names.setdefault(identity(value), f"{name}.{part}")
        for cls in _classes_of(parts.values()):
            label = self._names.setdefault(identity(cls), f"{name}{INNER}{cls.__qualname__}")
            self._classes.setdefault(label, (cls, dict(dict_of(cls))))
            for member, value in _members_of(cls).items():
                self._members[self._names.setdefault(identity(value), f"{label}{MEMBER}{member}")] = value

    def take(self, module: ModuleType, name: str) -> Any:
        """Return what `from module import name` binds; `ImportError` when there is no such name."""
        found = None if name in MODULE_HOOKS else module.__dict__.get(name)
        if found is None and (name not in module.__dict__ or name in MODULE_HOOKS):
            if name in offer_of(module.__name__).late:
                return getattr(module, name)
            inner = f"{module.__name__}.{name}"
            if inner in MODULES:
                return self.load(inner)
            raise ImportError(
                f"cannot import name {name!r} from {module.__name__!r} (unknown location)", name=module.__name__
            )
        return found

    def replaced(self, name: str, part: str) -> Any:
        """Return what the program has put in the place of a part of a module; `None` if it has not."""
        module = self.loaded.get(name)
        now = None if module is None else module.__dict__.get(part)
        return None if module is None or now is self._own[name].get(part) else now

    def changes(self) -> dict[str, tuple[dict[str, Any], list[str]]]:
        """Return what the program has set in modules, and what it has deleted, by the names of the modules."""
        found = {}
        for name, module in self.loaded.items():
            own, now = self._own.get(name, {}), module.__dict__
            inner = {part for part in now if self.loaded.get(f"{name}.{part}") is now[part]}
            new = {
                part: value for part, value in now.items() if value is not own.get(part, MISSING) and part not in inner
            }
            new = {part: value for part, value in new.items() if not part.startswith("__")}
            gone = [part for part in own if part not in now]
            if new or gone:
                found[name] = new, gone
        return found

    def change(self, changes: dict[str, tuple[dict[str, Any], list[str]]]) -> None:
        """Change modules as `changes` told; ValueError for what is no such thing."""
        for name, (new, gone) in changes.items():
            names = self.load(name).__dict__ if name in MODULES and "@" not in name else None
            if names is None or type(new) is not dict or not all(map(_may_be_set, [*new, *gone])):
                raise ValueError("the snapshot changes what is no module of the program")
            names.update(new)
            for part in gone:
                names.pop(part, None)

    def name_of(self, obj: object) -> str | None:
        """Return the stable name of a loaded module, of a part of one, or of a class inside of it; `None` for anything else.

        `ValueError` for a class of a module that the program has changed.
        """
        name = self._names.get(identity(obj))
        if name in self._classes and self._is_changed(name):
            raise ValueError(f"the class {name} of the library has been changed by the program")
        return name

    def registrations(self) -> dict[str, list[type]]:
        """Return the classes that the program has registered with abstract classes of modules, by the names of these."""
        found = {}
        for name, (cls, made) in self._classes.items():
            classes = dict_of(cls).get(REGISTERED)
            if classes is not None and classes is not made.get(REGISTERED):
                found[name] = list(classes)
        return found

    def register(self, registrations: dict[str, list[Any]]) -> None:
        """Register classes as `registrations` told; ValueError for what is no such thing."""
        for name, classes in registrations.items():
            cls = self.named(name) if type(name) is str else None
            if name not in self._classes or type(classes) is not list or not all(map(is_type, classes)):
                raise ValueError("the snapshot registers what is no class with a class of no module")
            type.__setattr__(cls, REGISTERED, classes)

    def _is_changed(self, name: str) -> bool:
        cls, made = self._classes[name]
        now = dict_of(cls)
        if now.get(REGISTERED) is not made.get(REGISTERED):  # which is stored apart
            made = {**made, REGISTERED: now[REGISTERED]}
        return len(now) != len(made) or any(now.get(key, made) is not value for key, value in made.items())

    def named(self, name: str) -> Any:
        """Return what `name_of` calls `name`; `ValueError` when there is no such thing."""
        for known in MODULES:
            if name == known:
                return self.load(known)
            if name.startswith(known + ".") and self._has(known, name[len(known) + 1 :]):
                return self.load(known).__dict__[name[len(known) + 1 :]]
            if name.startswith(known + INNER) or (name.startswith(known + ".") and MEMBER in name):
                for part in () if known == "__future__" else offer_of(known).late:
                    self._has(known, part)
                self.load(known)
        if name in self._classes:
            return self._classes[name][0]
        module, inner, part = name.partition(INNER)
        if (
            inner and module in MODULES and part in self.load(module).__dict__
        ):  # a class that newer Pythons have made public
            return self.load(module).__dict__[part]
        module, _, part = name.rpartition(".")
        if f"{module}{INNER}{part}" in self._classes:
            return self._classes[f"{module}{INNER}{part}"][0]
        if name in self._members:
            return self._members[name]
        raise ValueError(f"there is no module or part of one with the name {name!r}")

    def _has(self, name: str, part: str) -> bool:
        """Tell whether a module has a part, which is made if it is a late one."""
        module = self.load(name)
        if part not in module.__dict__ and part not in self._own[name] and name != "__future__":
            late = offer_of(name).late
            if part in late:
                self._late_part(name, module, part, late[part])
        return part in module.__dict__

    def _parts(self, name: str) -> dict[str, Any]:
        if name == "__future__":
            return {"annotations": None}
        parts: dict[str, Any] = {}
        offer = offer_of(name)
        if offer.native:
            from importlib import import_module

            host = import_module(offer.source or name)
            parts.update({part: getattr(host, part) for part in offer.native.split() if hasattr(host, part)})
        if offer.made:
            made = self._resolve("@make_" + name.replace("@", "core_").replace(".", "_"))()
            _give_names(made, name.replace("@", ""))
            parts.update(made)
        parts.update({alias: parts[part] for alias, part in offer.aliases.items() if part in parts})
        return parts


def _may_be_set(part: object) -> bool:
    return type(part) is str and "@" not in part and not part.startswith("__")


_PACKAGES = frozenset(("asyncio", "collections", "html", "json", "logging", "re", "tomllib", "urllib", "zoneinfo"))


def _missing(name: str) -> ImportError:
    """Return CPython's error for a module that is not there: it looks for the outer ones first."""
    if name.startswith("."):
        return ImportError("attempted relative import with no known parent package")
    outer, _, inner = name.partition(".")
    if not inner or outer not in MODULES:
        return ModuleNotFoundError(f"No module named {outer!r}", name=outer)
    text = "" if outer in _PACKAGES else f"; {outer!r} is not a package"
    return ModuleNotFoundError(f"No module named {name!r}{text}", name=name)


def _classes_of(values: Iterable[Any]) -> list[Any]:
    """Return the classes of the prelude's that functions and classes refer to, those among `values` too."""
    found: dict[int, Any] = {}
    stack = list(values)
    seen: set[int] = set()
    while stack:
        value = stack.pop()
        if type(value) in _LEAVES or identity(value) in seen:
            continue
        seen.add(identity(value))
        if type(value) is FunctionType:
            stack += [cell.cell_contents for cell in value.__closure__ or () if cell != _EMPTY]
        elif type(value) in (staticmethod, classmethod):
            stack.append(value.__func__)
        elif type(value) is property:
            stack += [value.fget, value.fset, value.fdel]
        elif is_guest_class(value):
            found[identity(value)] = value
            stack += [*mro_of(value), *dict_of(value).values()]
    return list(found.values())


def _members_of(cls: type) -> dict[str, Any]:
    """Return the members of an enumeration by their names; an empty dictionary for other classes."""
    members = dict_of(cls).get("_member_map_")
    return members if type(members) is dict else {}


_EMPTY = CellType()
# The types of what fills the dictionaries of classes and leads to no class.
_LEAVES = frozenset(
    (str, int, tuple, type(None), *map(type, (len, object.__init__, str.upper, object.__dict__["__class__"])))
)


def _has_identity(value: Any) -> bool:
    if type(value) is float:
        return value != value  # NaN: containers look for it by identity
    return callable(value) or is_guest_class(type(value)) or type(value) is ModuleType


def _give_names(parts: dict[str, Any], module: str) -> None:
    """Name functions and methods of the prelude as CPython names its own: error texts and `__name__` show it."""
    for part, value in parts.items():
        if type(value) is FunctionType:
            value.__name__ = value.__qualname__ = part
            value.__module__ = module
        elif is_guest_class(value):
            type.__setattr__(value, "__name__", value.__qualname__)
            for name, held in dict_of(value).items():
                for method in _functions_of(held):
                    if method.__name__.startswith(("@", "h_")):
                        method.__name__ = name
                    method.__qualname__ = f"{value.__qualname__}.{name}"
                    method.__module__ = module


def _functions_of(held: Any) -> list[FunctionType]:
    """Return the functions of the prelude that a class holds under one name."""
    kind = type(held)
    if kind is property:
        parts = [held.fget, held.fset, held.fdel]
    else:
        parts = [held.__func__ if kind is staticmethod or kind is classmethod else held]
    return [part for part in parts if is_guest_code(part)]
