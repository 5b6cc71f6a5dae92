"""Scripts that work on files: natively in a folder, and here in a mount of one like it, with the same output and files."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from monty_cli import FunctionSnapshot, Monty, MontyComplete, MountDir, load_snapshot

SCRIPTS = {
    "text": """
with open('new.txt', 'w') as f:
    print(f.name, f.mode, f.closed, f.readable(), f.writable(), f.write('one\\ntwo\\nthree'))
    f.writelines(['\\n', 'four\\n'])
print(f.closed)
with open('new.txt') as f:
    print(f.readline(), f.tell(), f.read(3), f.readlines(), repr(f.read()), f.seek(0), next(f), list(f))
with open('new.txt', 'a') as f:
    f.write('five')
    print(f.tell())
with open('new.txt', 'r+') as f:
    print(f.read(3))
    f.seek(0)
    f.write('ONE')
    f.seek(4)
    print(f.read(5))
    f.seek(12)
    f.truncate()
print(open('new.txt').read())
for line in open('new.txt'):
    print(repr(line))
print([line.strip() for line in open('new.txt', encoding='utf-8')], len(open('new.txt').readlines(5)))
""",
    "binary": """
with open('b.bin', 'wb') as f:
    print(f.write(b'abc\\ndef'), f.tell(), f.seek(1), f.write(b'X'), f.seek(10), f.write(b'end'))
with open('b.bin', 'rb') as f:
    buffer = bytearray(4)
    print(f.read(2), f.readinto(buffer), buffer, f.read(), f.seek(-3, 2), f.read(1), f.seek(0), f.readline(), list(f))
with open('b.bin', 'r+b') as f:
    f.seek(2)
    f.write(b'!!')
with open('b.bin', 'ab') as f:
    f.write(bytearray(b'more'))
print(open('b.bin', 'rb').read())
""",
    "newlines": """
with open('n.txt', 'w', newline='') as f:
    f.write('a\\r\\nb\\rc\\n')
for newline in (None, '', '\\n', '\\r', '\\r\\n'):
    with open('n.txt', newline=newline) as f:
        print(newline, list(f))
with open('n.txt', 'w', newline='\\r\\n') as f:
    f.write('a\\nb\\n')
print(open('n.txt', 'rb').read())
with open('u.txt', 'w', encoding='utf-16') as f:
    f.write('gr\\u00fcn')
print(len(open('u.txt', 'rb').read()), open('u.txt', encoding='utf-16').read())
try:
    open('a.txt', encoding='ascii').read()
except UnicodeDecodeError as error:
    print(error)
""",
    "mistakes": """
import io
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
attempt(lambda: open('none.txt'))
attempt(lambda: open('sub'))
attempt(lambda: open('a.txt', 'q'))
attempt(lambda: open('a.txt', 'rw'))
attempt(lambda: open('a.txt', 'rbt'))
attempt(lambda: open('a.txt', 'x'))
attempt(lambda: open('a.txt', 'rb', encoding='utf-8'))
attempt(lambda: open('a.txt', 'r').write('x'))
attempt(lambda: open('a.txt', 'rb').write(b'x'))
attempt(lambda: open('w.txt', 'w').read())
attempt(lambda: open('w.txt', 'w').write(b'x'))
attempt(lambda: open('w.bin', 'wb').write('x'))
attempt(lambda: open('a.txt', encoding='no-such'))
attempt(lambda: open('a.txt', newline='x'))
attempt(lambda: open('w.txt', 'w', encoding='ascii').write('\\u00e9'))
f = open('a.txt')
f.close()
f.close()
attempt(lambda: f.read())
attempt(lambda: next(f))
attempt(lambda: f.__enter__())
attempt(lambda: open('a.txt').seek(1, 1))
attempt(lambda: open('a\\0b'))
attempt(lambda: open(None))
""",
    "left open": """
f = open('one.txt', 'w')
f.write('buffered')
f.flush()
print(open('one.txt').read())
open('two.txt', 'w').write('dropped')
print(open('two.txt').read())
def work():
    g = open('three.txt', 'w')
    print(g.write('local'))
work()
open('four.txt', 'w')
h = open('five.txt', 'a')
h.write('last')
""",
    "paths": """
from pathlib import Path
here = Path('.')
print(sorted(here.iterdir()), sorted(p.name for p in Path('sub').iterdir()))
(here / 'x' / 'y').mkdir(parents=True)
(here / 'x' / 'y').mkdir(parents=True, exist_ok=True)
f = here / 'x' / 'f.txt'
print(f.exists(), f.write_text('hello'), f.exists(), f.is_file(), f.is_dir(), f.read_text(), f.read_bytes(), f.stat().st_size)
print(f.rename('x/g.txt'), f.exists(), Path('x/g.txt').replace(f), f.with_suffix('.csv').write_bytes(b'1,2'))
for pattern in ('*', '*.txt', '**/*.txt', 'x/*', '**', '*/*.csv', 'x/f.txt', 'none/*', '[ax]*', '**/y'):
    print(pattern, sorted(map(str, here.glob(pattern))))
print(sorted(map(str, here.rglob('*.txt'))), sorted(map(str, here.rglob('*'))))
def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
attempt(lambda: f.mkdir())
attempt(lambda: here.joinpath('x').rmdir())
attempt(lambda: f.unlink())
attempt(lambda: f.unlink())
attempt(lambda: f.unlink(missing_ok=True))
attempt(lambda: f.read_text())
attempt(lambda: list(f.iterdir()))
attempt(lambda: list(here.glob('')))
attempt(lambda: list(here.glob('/x')))
attempt(lambda: f.touch())
attempt(lambda: f.touch(exist_ok=False))
attempt(lambda: here.joinpath('none', 'x').write_text(''))
attempt(lambda: f.write_text(b'x'))
attempt(lambda: f.write_bytes('x'))
attempt(lambda: here.joinpath('link').is_symlink())
attempt(lambda: here.joinpath('link').read_text())
attempt(lambda: f.samefile('x/../x/f.txt'))
with f.open('w') as out:
    out.write('by open')
print(f.read_text(), f.stat().st_size, oct(f.stat().st_mode)[:4])
""",
    "os": """
import os
print(sorted(os.listdir()), sorted(os.listdir('sub')), sorted(os.listdir(b'sub')))
os.mkdir('d')
os.makedirs('d/e/f')
os.makedirs('d/e/f', exist_ok=True)
open('d/e/one.txt', 'w').write('1')
for folder, folders, files in sorted(os.walk('d')):
    print(folder, folders, files)
print([folder for folder, _, _ in os.walk('d', topdown=False)], list(os.walk('none')))
with os.scandir('d/e') as entries:
    print(sorted((entry.name, entry.path, entry.is_dir(), entry.is_file(), entry.stat().st_size > 0) for entry in entries))
os.rename('d/e/one.txt', 'd/two.txt')
os.replace('d/two.txt', 'd/three.txt')
print(os.path.exists('d/two.txt'), os.path.isfile('d/three.txt'), os.path.isdir('d'), os.path.getsize('d/three.txt'))
print(os.path.exists('none'), os.path.lexists('link'), os.path.islink('link'), os.stat('d/three.txt').st_size, os.path.isfile(''))
os.remove('d/three.txt')
os.rmdir('d/e/f')
os.removedirs('d/e')
print(os.path.exists('d'))
for name in ('remove', 'rmdir', 'listdir', 'mkdir', 'stat'):
    try:
        print(getattr(os, name)('sub' if name in ('mkdir', 'rmdir') else 'none'))
    except OSError as error:
        print(type(error).__name__, error, error.filename)
""",
    "states of files": """
import os, stat
print(os.path.isabs(os.getcwd()), type(os.getcwdb()), os.path.samefile('a.txt', 'link'), os.path.samefile('a.txt', 'sub'))
print(stat.S_ISLNK(os.lstat('link').st_mode), stat.S_ISREG(os.stat('link').st_mode), os.stat('a.txt').st_size == os.lstat('a.txt').st_size)
print(os.path.samestat(os.stat('a.txt'), os.stat('link')), os.path.basename(os.path.realpath('link')))
print(os.path.ismount('sub'))
print([type(f('a.txt')).__name__ for f in (os.path.getatime, os.path.getmtime, os.path.getctime)])
print(isinstance(os.stat('sub'), os.stat_result))
print([isinstance(entry, os.DirEntry) for entry in os.scandir('sub')], os.path.relpath('sub/x', 'sub'))
print(os.path.basename(os.path.abspath('q')))
os.renames('sub/b.txt', 'new/deep/c.txt')
print(sorted(os.listdir('new')), sorted(os.listdir('sub')))
os.unlink('link')
os.replace('new/deep/c.txt', 'a.txt')
print(open('a.txt').read(), os.path.exists('new'), os.path.lexists('link'))
for attempt in (lambda: os.lstat('link'), lambda: os.renames('q', 'r'), lambda: os.unlink('sub'), lambda: os.path.getmtime('q')):
    try:
        print(attempt())
    except OSError as error:
        print(type(error).__name__, error)
""",
}


def prepare(folder: Path) -> Path:
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text("gr\u00fcn\n", encoding="utf-8")
    (folder / "sub" / "b.txt").write_text("b")
    (folder / "sub" / ".hidden").write_text("h")
    (folder / "link").symlink_to("a.txt")
    return folder


def contents(folder: Path) -> dict[str, bytes | None]:
    found = sorted(folder.rglob("*"))
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in found}


@pytest.fixture
def native(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> tuple[str, dict[str, bytes | None]]:
    """What the script prints natively, and the files it leaves."""
    folder = prepare(tmp_path / "native")
    output = io.StringIO()
    with monkeypatch.context() as context, redirect_stdout(output):
        context.chdir(folder)
        names = {"__name__": "__main__"}
        exec(compile(SCRIPTS[request.node.callspec.params["name"]], "main.py", "exec"), names)
        names.clear()
    return output.getvalue(), contents(folder)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", SCRIPTS)
def test_run(name: str, native: tuple[str, dict[str, bytes | None]], tmp_path: Path) -> None:
    folder = prepare(tmp_path / "here")
    lines: list[str] = []
    with MountDir(folder, "/", "rw") as mount:
        Monty(SCRIPTS[name]).run(os=mount, print_callback=lambda _, text: lines.append(text))
    assert "".join(lines) == native[0]
    assert contents(folder) == native[1]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", SCRIPTS)
def test_stored_and_loaded_at_each_call(name: str, native: tuple[str, dict[str, bytes | None]], tmp_path: Path) -> None:
    folder = prepare(tmp_path / "here")
    lines: list[str] = []

    def collect(stream: str, text: str) -> None:
        lines.append(text)

    with MountDir(folder, "/", "overlay") as mount:
        snapshot = Monty(SCRIPTS[name]).start(print_callback=collect)
        while not isinstance(snapshot, MontyComplete):
            snapshot = load_snapshot(snapshot.dump(), print_callback=collect)
            assert isinstance(snapshot, FunctionSnapshot) and snapshot.is_os_function
            try:
                answer = mount(snapshot.function_name, snapshot.args, snapshot.kwargs)
            except Exception as error:
                snapshot = snapshot.resume(exception=error)
            else:
                snapshot = snapshot.resume(return_value=answer)
    assert "".join(lines) == native[0]
    assert contents(folder) == contents(prepare(tmp_path / "untouched"))
