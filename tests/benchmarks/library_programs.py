"""The programs about `json`, `re`, sorting, counting and text that are timed, each a script whose last expression is its result."""

from __future__ import annotations

PROGRAMS: dict[str, str] = {
    "json loads": """
import json
text = json.dumps([{'id': i, 'name': 'row %d' % i, 'tags': ['a', 'b', None, True, 1.5], 'sub': {'k': [i]}} for i in range(300)])
total = 0
for _ in range(20):
    rows = json.loads(text)
    total += len(rows) + rows[-1]['id']
total
""",
    "json dumps": """
import json
rows = [{'id': i, 'name': 'row %d' % i, 'tags': ['a', 'b', None, True, 1.5], 'sub': {'k': [i]}} for i in range(300)]
total = 0
for _ in range(15):
    total += len(json.dumps(rows)) + len(json.dumps(rows, sort_keys=True))
total
""",
    "json small": """
import json
total = 0
for i in range(6000):
    total += json.loads(json.dumps({'id': i, 'tags': ['a', 'b']}))['id']
total
""",
    "json indent": """
import json
rows = [{'id': i, 'name': 'row %d' % i, 'tags': ['a', 'b', None], 'sub': {'k': [i]}} for i in range(300)]
total = 0
for _ in range(24):
    total += len(json.dumps(rows, indent=2))
total
""",
    "json default": """
import json
rows = [{'id': i, 'tags': {'a', i}, 'when': complex(i, 1)} for i in range(1500)]
def plain(value):
    return sorted(value, key=str) if isinstance(value, set) else str(value)
total = 0
for _ in range(3):
    total += len(json.dumps(rows, default=plain))
total
""",
    "json hook": """
import json
text = json.dumps([{'id': i, 'sub': {'k': [i]}} for i in range(1500)])
def hook(pairs):
    pairs['n'] = len(pairs)
    return pairs
total = 0
for _ in range(4):
    total += len(json.loads(text, object_hook=hook))
total
""",
    "re compiled": """
import re
line = re.compile(r'(?P<host>[\\w.]+) - (\\d+) "(GET|POST) (/[^"]*)"')
word = re.compile(r'\\w+')
total = 0
for i in range(6000):
    m = line.match(f'example.org - {i} "GET /a/b/{i}"')
    if m:
        total += int(m.group(2)) + len(m['host']) + m.end()
    found = word.search('  --- abc %d' % i)
    total += len(found.group())
total
""",
    "re module": """
import re
total = 0
for i in range(5000):
    if re.match(r'(\\d+)-(\\d+)', f'{i}-{i + 1}'):
        total += 1
    m = re.search(r'[b-z]+', 'aaaa%dbcd' % i)
    total += m.start()
    total += len(re.split(r'[,;] *', 'a, b;c,d'))
    total += re.fullmatch(r'[a-z]+', 'abc') is not None
total
""",
    "re findall": """
import re
text = 'alpha=1, beta=22; gamma=333 ' * 400
pair = re.compile(r'(\\w+)=(\\d+)')
total = 0
for _ in range(40):
    total += sum(int(value) for _, value in pair.findall(text))
    total += len(re.findall(r'[a-z]+', text))
total
""",
    "re finditer": """
import re
text = 'alpha=1, beta=22; gamma=333 ' * 400
pair = re.compile(r'(\\w+)=(\\d+)')
total = 0
for _ in range(10):
    for m in pair.finditer(text):
        total += int(m.group(2))
    for m in re.finditer(r'[a-z]+', text):
        total += m.end() - m.start()
total
""",
    "re sub": """
import re
text = 'alpha=1, beta=22; gamma=333 ' * 200
pair = re.compile(r'(\\w+)=(\\d+)')
total = 0
for _ in range(8):
    total += len(pair.sub(r'\\2:\\1', text)) + len(re.sub(r'\\s+', ' ', text))
for i in range(3000):
    total += len(re.sub(r'[^a-z]+', '-', 'some title %d here' % i).strip('-'))
total
""",
    "re sub callback": """
import re
text = 'alpha=1, beta=22; gamma=333 ' * 400
pair = re.compile(r'(\\w+)=(\\d+)')
def swap(m):
    return m.group(2) + ':' + m.group(1)
total = 0
for _ in range(8):
    total += len(pair.sub(swap, text)) + len(re.sub(r'\\d+', lambda m: str(int(m.group()) * 2), text))
total
""",
    "sorted key=lambda": """
rows = [{'id': i * 7919 % 10007, 'name': 'n%d' % (i % 100)} for i in range(10000)]
total = 0
for _ in range(4):
    total += sorted(rows, key=lambda row: row['id'])[5]['id']
    total += sorted(rows, key=lambda row: (row['name'], -row['id']))[5]['id']
total
""",
    "sorted small": """
pairs = [('b', 2), ('a', 3), ('c', 1)]
total = 0
for i in range(20000):
    total += sorted(pairs, key=lambda pair: pair[1])[0][1] + sorted([3, i, 1])[0]
total
""",
    "sorted itemgetter": """
from operator import itemgetter, attrgetter
rows = [(i * 7919 % 10007, 'n%d' % (i % 100)) for i in range(10000)]
total = 0
for _ in range(6):
    total += sorted(rows, key=itemgetter(0))[5][0] + sorted(rows, key=itemgetter(1, 0), reverse=True)[5][0]
total
""",
    "list.sort": """
names = ['n%d' % (i * 7919 % 10007) for i in range(10000)]
total = 0
for _ in range(5):
    rows = list(names)
    rows.sort()
    rows.sort(key=len)
    rows.sort(key=lambda name: name[::-1], reverse=True)
    total += len(rows[0])
total
""",
    "min max key": """
rows = [(i * 7919 % 10007, 'n%d' % (i % 100)) for i in range(10000)]
total = 0
for _ in range(6):
    total += max(rows, key=lambda row: row[0])[0] + min(rows, key=lambda row: row[1])[0] + max(row[0] for row in rows)
for i in range(6000):
    total += max(i, 5) + min([3, i, 1]) + max([4, 2, -i], key=abs)
total
""",
    "Counter iterable": """
from collections import Counter
words = ('the quick brown fox jumps over the lazy dog and the cat ' * 600).split()
total = 0
for _ in range(8):
    counts = Counter(words)
    counts.update(words)
    counts.update('mississippi')
    total += counts['the'] + len(counts.most_common(3)) + counts.total()
total
""",
    "Counter loop": """
from collections import Counter
words = ('the quick brown fox jumps over the lazy dog and the cat ' * 600).split()
counts = Counter()
for word in words:
    counts[word] += 1
    counts[word[0]] += 1
for i in range(2000):
    counts['n%d' % (i % 50)] += i
counts.most_common(5)
""",
    "Counter small": """
from collections import Counter
total = 0
for i in range(4000):
    c = Counter('abracadabra')
    total += c.most_common(1)[0][1]
    total += (c + Counter(a=1, b=2))['a'] + (c - Counter(a=1))['a'] + sum((c & c).values())
total
""",
    "defaultdict": """
from collections import defaultdict
groups = defaultdict(list)
counts = defaultdict(int)
nested = defaultdict(lambda: defaultdict(int))
for i in range(30000):
    groups[i % 300].append(i)
    counts['k%d' % (i % 100)] += i
    nested[i % 10][i % 7] += 1
sum(len(group) for group in groups.values()), counts['k7'], nested[3][3]
""",
    "str join split": """
total = 0
for i in range(15000):
    parts = f'{i},{i + 1},{i + 2},a b c'.split(',')
    total += len('-'.join(parts)) + len(' '.join(str(x) for x in range(5))) + len(parts[3].split())
    total += len('\\n'.join(['x', 'y']).splitlines()) + len('a=b'.partition('=')[2])
total
""",
    "str format": """
total = 0
for i in range(15000):
    total += len(f'{i:>8}|{i / 3:.2f}|{i!r}|{"name":<10}') + len('{} {:>5} {name}'.format(i, i + 1, name='x'))
    total += len('%s-%05d-%.1f' % ('a', i, i / 2)) + len(format(i, ',')) + len(str(i)) + len(repr('x'))
total
""",
    "str methods": """
total = 0
text = '  The quick, brown fox; jumps over.  '
table = str.maketrans('aeiou', 'AEIOU', ',;.')
for i in range(12000):
    line = text.strip().lower().replace('quick', 'slow%d' % i).translate(table)
    total += len(line) + line.count('o') + line.find('fox') + line.startswith('the') + len(line.title().center(60, '*'))
    total += sum(1 for c in line if c.isalpha()) + len(line.encode('utf-8')) + ('fox' in line) + len(line[::-1].zfill(50))
total
""",
}
