# --- paths-are-values
from pathlib import Path, PurePosixPath, PureWindowsPath

root = Path(ext("/srv/data"))
log = root / ext("logs") / "app.2024.log"
print(log, repr(log), log.name, log.stem, log.suffix, log.suffixes, log.parts)
print(log.parent, log.parent.parent.name, [str(parent) for parent in log.parents])
ext(str(log.with_suffix(".bak")))
print(log.with_name("x.txt"), log.with_stem("y"), log.relative_to(root), log.is_relative_to("/srv"))
print(log == Path("/srv/data/logs/app.2024.log"), log != root, log > root, sorted([log, root, Path("/a")]))
print(PureWindowsPath("c:/x") / "y", PurePosixPath("a") / ".." / "b", "x" / Path("y"))
ext(log.match("*.log"))


# --- paths-as-keys
from pathlib import Path

sizes = {Path("a.txt"): 1, Path("b/c.txt"): 2}
sizes[Path("a.txt")] += ext(10)
seen = {Path("x"), Path("./x"), Path("y") / ".." / "x"}
ext(len(seen))
print(sorted(map(str, seen)), sizes[Path("b") / "c.txt"], Path("a.txt") in sizes, {str(k): v for k, v in sizes.items()})


# --- paths-errors
# varies: the wording of errors
from pathlib import Path

for make in (
    lambda: Path("/").with_name(ext("x")),
    lambda: Path("/a").relative_to(ext("/b")),
    lambda: Path(ext("a")).with_suffix("x"),
    lambda: Path(3),
    lambda: Path("a") / 3,
    lambda: Path("a") < "b",
    lambda: Path("a").parents[3],
):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error, ext("caught"))


# --- paths-of-a-class
from pathlib import PosixPath


class Report(PosixPath):
    def pages(self):
        return [self / f"{number}.txt" for number in range(ext(2))]


report = Report("out") / "report"
for page in report.pages():
    print(repr(page), type(page).__name__, ext(page.name))
print(isinstance(report, PosixPath), repr(report.parent))


# --- paths-with-fspath
import os
from pathlib import Path


class Place:
    def __init__(self, name):
        self.name = name

    def __fspath__(self):
        return "/places/" + ext(self.name)


place = Place("home")
print(Path(place), Path("a", place), Path("/b") / place)
print(os.fspath(place), os.path.join(place, "x"), os.path.basename(place), os.path.commonpath([place, "/places/b"]))
try:
    os.fspath(3)
except TypeError as error:
    print(error)


# --- paths-os-path
import os
import os.path

names = ["a/b.txt", "/x/../y.tar.gz", "", ".hidden", "c/"]
for name in names:
    name = ext(name)
    print(os.path.split(name), os.path.splitext(name), os.path.dirname(name), os.path.basename(name), os.path.normpath(name))
print(os.path.join("a", ext("b"), "/c", "d"), os.path.isabs("/x"), os.path.relpath("/a/b", "/a/c/d"), os.sep, os.linesep == "\n")
print([os.path.commonprefix(["abc", ext("abd")]), os.path.abspath("/a/../b"), os.path.normcase("A")])
