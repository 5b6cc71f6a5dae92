"""agent: records arrive as JSON, are checked and summed by month, and go out as a text with figures."""

import json
from collections import Counter, defaultdict
from datetime import date, timedelta

start = date(2026, 1, 31)
lines = [
    json.dumps({'day': (start + timedelta(days=i % 300)).isoformat(), 'kind': ['tea', 'ink', 'rent'][i % 3], 'cents': i * 37 % 9000})
    for i in range(8_000)
]
by_month = defaultdict(lambda: defaultdict(int))
kinds = Counter()
bad = 0
for line in lines:
    record = json.loads(line)
    try:
        day = date.fromisoformat(record['day'])
        if record['cents'] < 100:
            raise ValueError('too small')
    except ValueError:
        bad += 1
        continue
    by_month[day.year * 100 + day.month][record['kind']] += record['cents']
    kinds[record['kind']] += 1
report = []
for month in sorted(by_month):
    sums = by_month[month]
    report.append(f"{month}: " + ', '.join(f'{kind} {cents / 100:,.2f}' for kind, cents in sorted(sums.items())))
(bad, kinds.most_common(1), report[0], json.dumps(by_month[202602], sort_keys=True))
