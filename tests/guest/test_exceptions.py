"""raise, with, isinstance, and except* helpers."""

from __future__ import annotations

import pytest

from tests.guest.native import Prelude, check_all

CLASSES = """
class Made(Exception):
    def __init__(self, *args):
        log(args)
        super().__init__('made', *args)

class Wrong(Exception):
    def __new__(cls):
        log('new')
        return 5

class Plain:
    pass

class Meta(type):
    def __instancecheck__(cls, obj):
        log(('check', type(obj).__name__))
        return [1] if obj else []
    def __subclasscheck__(cls, sub):
        log(('sub', sub.__name__))
        return 0

class Any(metaclass=Meta):
    pass

def throw(what, *cause):
    try:
        if cause:
            raise what from cause[0]
        raise what
    except BaseException as error:
        return type(error).__name__, str(error), repr(error.__cause__), error.__suppress_context__
"""


def test_raise() -> None:
    check_all(
        CLASSES,
        """
        throw(Made)
        throw(Made(1))
        throw(Wrong)
        throw(Plain)
        throw(Plain())
        throw(5)
        throw(KeyError)
        throw(KeyError('x'), Made)
        throw(KeyError('x'), None)
        throw(KeyError('x'), ValueError('y'))
        throw(KeyError, 5)
        throw(KeyError, Plain)
        """,
    )


def test_isinstance() -> None:
    check_all(
        CLASSES,
        """
        isinstance(1, Any), isinstance(0, Any)
        isinstance(Any(), Any)
        isinstance(1, (str, Any))
        isinstance(1, (str, (Any, int)))
        isinstance(0, (Any, int))
        isinstance(1, int | str)
        isinstance(1, 5)
        isinstance(1, (str, 5))
        isinstance(1)
        isinstance(Made(), Exception)
        issubclass(int, Any)
        issubclass(bool, (Any, int))
        issubclass(1, Any)
        issubclass(1, int)
        issubclass(bool, int)
        issubclass(int)
        """,
    )


@pytest.mark.parametrize(
    "body, missed",
    [
        ("pass", True),
        ("__enter__ = None", True),
        ("def __enter__(self): return 1", True),
        ("def __exit__(self, *a): pass", True),
    ],
)
def test_what_is_no_context_manager(body: str, missed: bool) -> None:
    prelude = Prelude()
    names: dict[str, object] = {}
    exec(f"class C:\n    {body}\nx = C()\ndef use():\n    with x:\n        pass\n", names)

    def over_prelude() -> None:
        enter = prelude["enter"](names["x"])
        prelude["exit"](names["x"])
        enter()

    texts = []
    for use in (names["use"], over_prelude):
        with pytest.raises(TypeError) as caught:
            use()  # type: ignore[operator]
        texts.append(str(caught.value))
    assert texts[0] == texts[1]


def test_context_methods_are_bound() -> None:
    prelude = Prelude()

    class Manager:
        __enter__ = staticmethod(lambda: "entered")

        @classmethod
        def __exit__(cls, *args: object) -> object:
            return cls, args

    assert prelude["enter"](Manager())() == "entered"
    assert prelude["exit"](Manager())(1, 2, 3) == (Manager, (1, 2, 3))


GROUPS = """
def leaves(error):
    if isinstance(error, BaseExceptionGroup):
        return [type(error).__name__, error.message, [leaves(inner) for inner in error.exceptions]]
    return repr(error)

class Kept(ExceptionGroup):
    def derive(self, inner):
        return Kept(self.message + '!', inner)
"""
HANDLERS = ["pass", "raise KeyError('new')", "raise", "raise error", "raise ValueError from error"]
RAISED = [
    "ValueError(1)",
    "KeyError(1)",
    "OSError(1)",
    "ExceptionGroup('g', [ValueError(1), KeyError(2), OSError(3)])",
    "ExceptionGroup('g', [ValueError(1), ExceptionGroup('h', [KeyError(2), ValueError(3)])])",
    "Kept('k', [ValueError(1), OSError(2)])",
    "ExceptionGroup('g', [ValueError(1)])",
    "BaseExceptionGroup('b', [ValueError(1), KeyboardInterrupt()])",
]


@pytest.mark.parametrize("raised", RAISED)
@pytest.mark.parametrize("first", HANDLERS)
@pytest.mark.parametrize("second", HANDLERS)
def test_except_star(raised: str, first: str, second: str) -> None:
    prelude = Prelude()
    split, finish = prelude["star_split"], prelude["star_raise"]
    native = f"""
try:
    try:
        raise {raised}
    except* ValueError as error:
        {first}
    except* KeyError as error:
        {second}
    result = None
except BaseException as end:
    result = leaves(end)
"""
    # As the lowering writes it: each handler runs under its part, raised without touching that part's traceback.
    ours = f"""
try:
    try:
        raise {raised}
    except BaseException as original:
        rest, raised = original, []
        for kind, handle in ((ValueError, first), (KeyError, second)):
            part, rest = split(rest, kind)
            if part is not None:
                try:
                    handle(part)
                except BaseException as error:
                    raised.append(error)
        end = finish(original, raised, rest)
        if end is not None:
            raise end
    result = None
except BaseException as end:
    result = leaves(end)
"""

    def handler(text: str) -> object:
        names: dict[str, object] = {}
        body = text if text != "raise" else "again(error)"
        exec(
            f"def handle(error):\n    try:\n        raise error\n    except BaseException as error:\n        {body}",
            {"again": again},
            names,
        )

        def handle(error: BaseException) -> None:
            origin = error.__traceback__, error.__context__
            try:
                names["handle"](error)  # type: ignore[operator]
            except BaseException as raised:
                if text == "raise":
                    error.__traceback__, error.__context__ = origin
                raise raised if text != "raise" else Again(error) from None
            finally:
                error.__traceback__, error.__context__ = origin

        return handle

    found = []
    for text in (native, ours):
        names: dict[str, object] = {
            "split": split,
            "finish": finish_unwrapped(finish),
            "first": handler(first),
            "second": handler(second),
        }
        exec(GROUPS + text, names)
        found.append(names["result"])
    assert found[1] == found[0]


class Again(BaseException):
    """Carries an exception that a handler raised again as it came."""

    def __init__(self, error: BaseException) -> None:
        self.error = error


def again(error: BaseException) -> None:
    raise error


def finish_unwrapped(finish: object) -> object:
    def unwrapped(original: BaseException, raised: list[BaseException], rest: BaseException | None) -> object:
        return finish(original, [error.error if isinstance(error, Again) else error for error in raised], rest)  # type: ignore[operator]

    return unwrapped


def test_except_star_refuses_what_can_not_be_caught() -> None:
    split = Prelude()["star_split"]
    for kind, text in [
        (5, "catching classes that do not inherit from BaseException is not allowed"),
        ((ValueError, int), "catching classes that do not inherit from BaseException is not allowed"),
        (ExceptionGroup, "catching ExceptionGroup with except* is not allowed. Use except instead."),
    ]:
        with pytest.raises(TypeError) as caught:
            split(ValueError(), kind)
        assert str(caught.value) == text
