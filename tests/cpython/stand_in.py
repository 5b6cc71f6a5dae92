"""What CPython's tests find here of `unittest` and `test.support`: put in front of a test module's text, natively and as a guest.

Each assertion calls `ext`, a function of the host's: a test pauses where it checks something, so that it can be saved there.
"""


class SkipTest(Exception):
    pass


class _Raises:
    def __init__(self, kind, pattern=None):
        self.kind, self.pattern = kind, pattern

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind is None:
            raise AssertionError("nothing was raised")
        if not issubclass(kind, self.kind):
            return False
        self.exception = error
        if self.pattern is not None:
            import re

            if not re.search(self.pattern, str(error)):
                raise AssertionError("another text: " + str(error))
        return True


class _SubTest:
    def __enter__(self):
        return self

    def __exit__(self, *info):
        return False


class TestCase:
    failureException = AssertionError
    maxDiff = None

    def setUp(self):
        pass

    def tearDown(self):
        pass

    @classmethod
    def setUpClass(cls):
        pass

    def addCleanup(self, function, *args, **kwargs):
        self.__dict__.setdefault("cleanups", []).append((function, args, kwargs))

    def enterContext(self, manager):
        entered = manager.__enter__()
        self.addCleanup(manager.__exit__, None, None, None)
        return entered

    def fail(self, msg=None):
        raise AssertionError(msg)

    def skipTest(self, reason):
        raise SkipTest(reason)

    def subTest(self, *args, **kwargs):
        return _SubTest()

    def id(self):
        return "test"

    def _check(self, passed, what, *values):
        ext(0)
        if not passed:
            raise AssertionError(what + ": " + ", ".join(map(repr, values)))

    def assertEqual(self, first, second, msg=None):
        self._check(first == second, "not equal", first, second)

    assertSequenceEqual = assertListEqual = assertTupleEqual = assertDictEqual = assertSetEqual = assertMultiLineEqual = assertEqual

    def assertNotEqual(self, first, second, msg=None):
        self._check(first != second, "equal", first)

    def assertTrue(self, value, msg=None):
        self._check(value, "false")

    def assertFalse(self, value, msg=None):
        self._check(not value, "true")

    def assertIs(self, first, second, msg=None):
        self._check(first is second, "another object")

    def assertIsNot(self, first, second, msg=None):
        self._check(first is not second, "the same object")

    def assertIsNone(self, value, msg=None):
        self._check(value is None, "not None")

    def assertIsNotNone(self, value, msg=None):
        self._check(value is not None, "None")

    def assertIn(self, item, container, msg=None):
        self._check(item in container, "not in it", item)

    def assertNotIn(self, item, container, msg=None):
        self._check(item not in container, "in it", item)

    def assertIsInstance(self, value, kind, msg=None):
        self._check(isinstance(value, kind), "no instance")

    def assertNotIsInstance(self, value, kind, msg=None):
        self._check(not isinstance(value, kind), "an instance")

    assertIsNotInstance = assertNotIsInstance

    def assertLess(self, first, second, msg=None):
        self._check(first < second, "not less")

    def assertLessEqual(self, first, second, msg=None):
        self._check(first <= second, "greater")

    def assertGreater(self, first, second, msg=None):
        self._check(first > second, "not greater")

    def assertGreaterEqual(self, first, second, msg=None):
        self._check(first >= second, "less")

    def assertAlmostEqual(self, first, second, places=7, msg=None, delta=None):
        near = first == second or (abs(first - second) <= delta if delta is not None else round(abs(first - second), places) == 0)
        self._check(near, "far from it", first, second)

    def assertNotAlmostEqual(self, first, second, places=7, msg=None, delta=None):
        self._check(round(abs(first - second), places) != 0, "near it", first, second)

    def assertCountEqual(self, first, second, msg=None):
        left = list(second)
        for item in first:
            if item not in left:
                self._check(False, "not as often", item)
            left.remove(item)
        self._check(not left, "more of", *left)

    def assertRegex(self, text, pattern, msg=None):
        import re

        self._check(re.search(pattern, text), "no match", text)

    def assertNotRegex(self, text, pattern, msg=None):
        import re

        self._check(not re.search(pattern, text), "a match", text)

    def assertRaises(self, kind, function=None, *args, **kwargs):
        if function is None:
            return _Raises(kind)
        with _Raises(kind):
            function(*args, **kwargs)

    def assertRaisesRegex(self, kind, pattern, function=None, *args, **kwargs):
        if function is None:
            return _Raises(kind, pattern)
        with _Raises(kind, pattern):
            function(*args, **kwargs)


def _same(value):
    return value


def _left_out(value):
    return None


class unittest:
    TestCase = TestCase
    SkipTest = SkipTest

    def skip(reason):
        return _left_out

    def skipIf(condition, reason):
        return _left_out if condition else _same

    def skipUnless(condition, reason):
        return _same if condition else _left_out

    def expectedFailure(function):
        return None


class _Equal:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


class _Unequal:
    def __eq__(self, other):
        return False

    def __ne__(self, other):
        return True

    def __hash__(self):
        return 1


class support:
    verbose = False
    has_fork_support = has_subprocess_support = is_emscripten = is_wasi = is_wasm32 = False
    MISSING_C_DOCSTRINGS = True
    ALWAYS_EQ = _Equal()
    NEVER_EQ = _Unequal()

    def cpython_only(function):
        return function

    def requires_IEEE_754(function):
        return function

    def check_impl_detail(**guards):
        return True

    def gc_collect():
        pass


cpython_only = requires_IEEE_754 = _same
verbose = False
ALWAYS_EQ, NEVER_EQ = support.ALWAYS_EQ, support.NEVER_EQ


def __run(names):
    for name, cases in list(names.items()):
        if not (isinstance(cases, type) and issubclass(cases, TestCase)):
            continue
        try:
            cases.setUpClass()
        except Exception as error:
            print("RESULT", name, "setUpClass", type(error).__name__)
            continue
        for test in [each for each in dir(cases) if each.startswith("test") and getattr(cases, each) is not None]:
            print("RESULT", name, test, *__outcome(cases, test))


def __outcome(cases, test):
    try:
        case = cases()
        case.setUp()
        try:
            getattr(case, test)()
        finally:
            case.tearDown()
            for function, args, kwargs in reversed(case.__dict__.get("cleanups", [])):
                function(*args, **kwargs)
    except SkipTest:
        return ("skipped",)
    except Exception as error:
        return type(error).__name__, " ".join(str(error)[:300].split())
    return ("passed",)
