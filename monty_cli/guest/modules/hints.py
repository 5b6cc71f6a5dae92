"""Why a script does not find a module, or a name of one, and what to use instead: the hints below uncaught errors."""

from __future__ import annotations

import re

from monty_cli.guest.modules import MODULES, offer_of
from monty_cli.guest.modules.offer import withheld

_NO_NETWORK = "a script has no network: a function of the host does such work"
_NO_PROCESSES = "a script starts and controls no processes: a function of the host does such work"
_NO_THREADS = "a script has no threads: use asyncio"
_NO_COMMAND_LINE = "a script has no command line or terminal: it takes inputs, and calls functions of the host to ask"
_NO_COMPRESSION = "use zlib, or a function of the host"
_NO_ARCHIVES = "a function of the host reads and writes such files"
_INTERPRETER = "it looks into the interpreter, which a script can't"
_TOOL = "it is a tool for people who develop programs"
_SYSTEM = "it is about the machine that the host runs on"
_TESTS = "use assert"
_MEMORY = "a script does not manage memory: ordinary references, lists and dicts do"
_CODE = "it loads or makes code in ways of the interpreter: use exec(), eval() or an ordinary import"
_MEDIA = "a function of the host reads and writes such files"
_STORES = "a script has no data base: use a function of the host, or json and a file"
_PICKLE = "what it stores could run any code when loaded: use json"
_OLD = "it is gone from Python 3.13"
_OTHER_SYSTEM = "scripts have the paths and calls of POSIX"

REASONS: dict[str, str] = {
    **withheld(
        "asynchat asyncore ftplib http imaplib nntplib poplib select selectors smtpd smtplib socket socketserver ssl telnetlib "
        "urllib.error urllib.request urllib.response urllib.robotparser webbrowser wsgiref xmlrpc",
        _NO_NETWORK,
    ),
    **withheld("multiprocessing pipes pty sched signal subprocess atexit", _NO_PROCESSES),
    **withheld("concurrent concurrent.futures threading", _NO_THREADS),
    **withheld(
        "argparse cmd code codeop curses fileinput getopt getpass optparse readline rlcompleter", _NO_COMMAND_LINE
    ),
    **withheld("tkinter turtle turtledemo idlelib termios tty", "a script has no screen or terminal"),
    **withheld("bz2 gzip lzma", _NO_COMPRESSION),
    **withheld("tarfile zipfile zipapp plistlib mailbox", _NO_ARCHIVES),
    **withheld("aifc audioop chunk imghdr ossaudiodev sndhdr sunau wave", _MEDIA),
    **withheld(
        "bdb cProfile compileall dis doctest ensurepip faulthandler lib2to3 modulefinder opcode pdb pickletools profile pstats "
        "py_compile pyclbr pydoc pydoc_data symtable tabnanny this antigravity token tokenize trace tracemalloc venv",
        _TOOL,
    ),
    **withheld("gc weakref array mmap copyreg", _MEMORY),
    **withheld("builtins", "the builtins need no import"),
    **withheld("ctypes sre_compile sre_constants sre_parse parser pyexpat linecache site sysconfig", _INTERPRETER),
    **withheld("imp importlib pkgutil runpy zipimport distutils", _CODE),
    **withheld("pickle shelve marshal", _PICKLE),
    **withheld("dbm sqlite3", _STORES),
    **withheld("crypt fcntl grp nis platform posix pwd resource spwd syslog", _SYSTEM),
    **withheld("genericpath posixpath", "use os.path"),
    **withheld("ntpath nt msilib msvcrt winreg winsound nturl2path", _OTHER_SYSTEM),
    **withheld("cgi cgitb mailcap xdrlib uu", _OLD),
    **withheld("unittest", _TESTS),
    **withheld("timeit", "take the difference of two time.perf_counter()"),
    **withheld("codecs encodings", "use str.encode(), bytes.decode() and open(encoding=...)"),
    **withheld(
        "gettext locale stringprep",
        "a script has no languages or places: texts and numbers are formatted as in the C locale",
    ),
    **withheld("shutil tempfile filecmp", "use pathlib and open(), whose calls the host answers"),
    **withheld("email quopri mimetypes netrc", "a function of the host reads and sends messages"),
    **withheld("xml xml.dom xml.etree xml.etree.ElementTree xml.sax", "use html.parser, re, or a function of the host"),
    **withheld("configparser", "take the lines apart with str.partition(), or use json or tomllib"),
    **withheld("ipaddress", "take addresses apart with str.split() and int()"),
    **withheld("string.templatelib", "there are no template strings: use f-strings or string.Template"),
}
"""The modules of CPython's library that scripts do not have -> why, and what to use instead."""

OTHERS = "a script has the modules that `monty modules` lists, and no packages: a function of the host does what needs others"
"""The hint for what is no module of CPython's library."""

_MODULE_MISSING = re.compile(r"No module named '([\w.]+)'(?:; .*)?")
_NAME_MISSING = re.compile(
    r"(?:module '([\w.]+)' has no attribute '(\w+)'|cannot import name '(\w+)' from '([\w.]+)' .*)"
)


def reason_for(module: str) -> str:
    """Return why scripts do not have a module, and what to use instead; an empty text where CPython has none either."""
    if module in MODULES:
        return ""
    outer = module
    while outer:
        if outer in REASONS:
            return REASONS[outer]
        outer = outer.rpartition(".")[0]
    return OTHERS if module.partition(".")[0] not in MODULES else ""


def hint_of(text: str) -> str:
    """Return the hint for the text of an ImportError or AttributeError; an empty text where there is none."""
    if found := _MODULE_MISSING.fullmatch(text):
        return reason_for(found[1])
    found = _NAME_MISSING.fullmatch(text)
    if not found:
        return ""
    module, name = found[1] or found[4], found[2] or found[3]
    if f"{module}.{name}" in REASONS:
        return REASONS[f"{module}.{name}"]
    return offer_of(module).omitted.get(name, "") if module in MODULES else ""
