"""The worlds of scripts that read and write files."""

from __future__ import annotations

from tests.worlds.world import World

CUSTOMERS = """\
name,email,phone,signup,spent
 ada   lovelace ,Ada@Example.com,(555) 123-4567,2023-12-10,"$1,250.50"
GRACE HOPPER,grace@navy.mil,1-555-987-6543,09/12/2023,
alan turing,not-an-email,5551112222,2024-01-05,10
,nobody@example.com,,2024-01-05,3
Ada Lovelace,ADA@example.com,555.123.4567,"Dec 11, 2023",7
"O'Neil, Pat",pat+news@mail.example.org,12345,05.02.24,$99.999
Linus T,linus@kernel.org,555 222 3333,yesterday,5
"""
ACCESS_LOG = """\
10.0.0.1 - ada [28/Feb/2024:09:15:02 +0000] "GET /orders?page=1 HTTP/1.1" 200 5120 120ms
10.0.0.2 - - [28/Feb/2024:09:15:03 +0000] "POST /login HTTP/1.1" 401 310 45ms
10.0.0.2 - - [28/Feb/2024:09:15:04 +0000] "POST /login HTTP/1.1" 401 310 44ms
this line is broken
10.0.0.3 - bob [28/Feb/2024:10:00:00 +0000] "GET /orders?page=2 HTTP/2.0" 200 8192 180ms
10.0.0.3 - bob [28/Feb/2024:10:02:11 +0000] "GET /export HTTP/1.1" 503 - 30000ms
10.0.0.1 - ada [28/Feb/2024:10:05:59 +0000] "GET /export HTTP/1.1" 200 1048576 2400ms
10.0.0.4 - - [28/Feb/2024:11:30:00 +0100] "GET / HTTP/1.1" 304 - 3ms
"""
SETTINGS = """\
{"workers": 4, "timeout": 12.5, "colour": "blue",
 "database": {"host": "db.internal", "name": "orders"}}
"""
POEM = """\
The fog comes on little cat feet.
It sits looking over harbor and city, on silent haunches, and then moves on.
The fog, the fog: 1916.
"""
NOTES = "A city is a language; the harbor is its mouth.\nThe city moves, the fog moves on.\n"
ITEMS = """\
[{"customer": "Zeta Works", "description": "Consulting", "quantity": "7.5", "unit_price": 110.00},
 {"customer": "Acme Corp", "description": "Books", "quantity": "3", "unit_price": 18.695, "tax": "reduced"},
 {"customer": "Acme Corp", "description": "Anvil", "quantity": "1", "unit_price": 1249.99},
 {"customer": "Acme Corp", "description": "Stamps", "quantity": "12", "unit_price": 0.85, "tax": "none"}]
"""
COMMANDS = """\
# a week in March
report
add 2024-03-04 food 62.50 "market stall"
add 2024-03-02 travel 310 train to 'Le Mans'
add 2024-04-01 Rent 900
add 2024-03-20 FOOD 101.25
add 2024-03-20 food -4
add someday food 4
add 2024-03-20
remove 9
remove 0
export all
report
"""
GUIDE = """\
# The Guide to Übersicht

Some *emphasis*, **strong words** and `x < 1` code,
over two lines & more.

## Lists & Links

- first
- [second](https://example.com/a?b=1&c=2)

```python
def f(x):
    return x < 1 and "y"
```

### End
Bye.
"""
SHIFTS = """\
day, who, start, end, zone
2024-03-04, ada, 09:00, 17:45, Europe/Berlin
2024-03-04, bob, 22:00, 06:15, America/New_York
2024-03-05, ada, 08:30, 12:00, Europe/Berlin
2024-03-09, bob, 22:00, 06:15, America/New_York
2024-03-30, cy, 23:00, 05:00, Europe/Berlin
"""

PRICES = {"AB-001": "12.5", "AB-002": "3.333", "CD-100": "0.99", "XX-9": "1"}

WORLDS: dict[str, World] = {
    "import_catalogue": World(
        {"get_price": lambda sku, currency: PRICES[sku]},
        files={
            "inbox/1.csv": "\ufeffsku;title;weight\nAB-001;Anvil ;1,5 kg\nXX-9;Nothing;1\nAB-002;Bolt;heavy\n",
            "inbox/2.JSON": '{"products": [{"sku": "AB-002", "title": "Bolt \\u2300 8", "weight": "20g"}, {"sku": "ZZ-000"}]}',
            "inbox/3.jsonl": '{"sku": "CD-100", "title": "Crate", "weight": "2 lb"}\n\n{"sku": oops}\n{"title": "x"}\n',
            "inbox/4.xml": "<products/>",
            "inbox/5.tsv": "sku\ttitle\tweight\nAB-001\tAnvil, new\t1400\n",
        },
        environ={"LOG_DIR": "logs", "CURRENCY": "EUR"},
    ),
    "clean_csv": World(files={"data/customers.csv": CUSTOMERS}),
    "analyse_access_log": World(files={"access.log": ACCESS_LOG}),
    "merge_settings": World(
        files={
            "config/app.json": SETTINGS,
            "config/broken.json": '{"workers": 0}',
            "config/invalid.json": '{"workers": 3,\n "debug": maybe}',
        },
        environ={
            "APP_DEBUG": "Yes",
            "APP_HOSTS": "a.example, b.example,",
            "APP_DATABASE__PORT": "6543",
            "APP_COLOUR": "red",
            "REGION": "eu-1",
        },
    ),
    "word_frequencies": World(
        files={"texts/poem.txt": POEM, "texts/more/notes.txt": NOTES, "texts/skip.md": "not counted"}
    ),
    "write_invoices": World(files={"items.json": ITEMS}),
    "folder_manifest": World(
        files={
            "project/README.md": "# Project\n\nWords about it.\n",
            "project/notes": "remember the milk",
            "project/src/main.py": "print('hello')\n" * 90,
            "project/src/util.py": "def helper():\n    return 1\n",
            "project/src/copy.py": "def helper():\n    return 1\n",
            "project/.git/HEAD": "ref: refs/heads/main\n",
        }
    ),
    "track_expenses": World(files={"commands.txt": COMMANDS}),
    "markdown_to_html": World(files={"docs/guide.md": GUIDE, "docs/a.md": "# A\n* one\n* two\ntext\n"}),
    "timesheet": World(files={"shifts.csv": SHIFTS}),
}
