# --- user-dicts
from collections import ChainMap, UserDict
from collections.abc import Mapping, MutableMapping
from copy import copy


class Lower(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(ext(key.lower()), value)

    def __missing__(self, key):
        return ext("no " + key)


d = Lower({"A": 1}, B=2)
d.update([("C", 3)])
d.setdefault("D", 4)
e = d | {"E": 5}
f = copy(d)
f["F"] = 6
d.tag = "t"
g = d.copy()
d.pop("a")
match e:
    case {"b": found}:
        pass
chain = ChainMap({"x": 1}, {"y": ext(2)}) | {"z": 3}
back = {"w": 0} | ChainMap({"x": 1}, {"w": 5})
chain |= {"x": 9}
results = [d.data, e.data, type(e).__name__, f.data, g.tag, list(d.items()), d["zz"], d.get("b"), "b" in d, len(d)]
results + [isinstance(d, MutableMapping), issubclass(UserDict, Mapping), found, repr(d), d == dict(d.data), dict(**UserDict(k=1)), sorted(Lower.fromkeys("XY"))] + [chain.maps, repr(back), list(ChainMap.fromkeys("ab"))]

# --- user-lists-and-strings
from collections import UserList, UserString
from collections.abc import MutableSequence, Sequence


class Log(UserList):
    def append(self, item):
        super().append(ext(item))

    def __getitem__(self, index):
        return ext(super().__getitem__(index)) if isinstance(index, int) else super().__getitem__(index)


log = Log((3, 1))
log.append(2)
log += (5,)
log.extend(UserList([4]))
log.sort(key=lambda x: -x)
part = log[1:3]
match UserList([1, 2]):
    case [first, *_]:
        pass


class Title(UserString):
    def upper(self):
        return type(self)(ext(super().upper().data))


t = Title("some text")
results = [log.data, type(part).__name__, list(log), log + [1] == [5, 4, 3, 2, 1, 1], [0] + UserList([1]), log * 2 > log, log.index(2), log.count(3), first]
results = [repr(x) if isinstance(x, (UserList, UserString)) else x for x in results]
results += [str(t.upper()), type(t.title()).__name__, repr(t + "!"), t.split(), t.find(UserString("t")), t == "some text", t[0:4].data, "{:>12}|".format(str(t)), t % ()]
results = [x.data if isinstance(x, UserString) else x for x in results]
results, isinstance(log, MutableSequence), isinstance(t, Sequence), isinstance(t, MutableSequence), {t: 1}[Title("some text")], int(UserString("12")) + 1, t.replace("some", UserString("any")).data, t.startswith(("so", "x"))
