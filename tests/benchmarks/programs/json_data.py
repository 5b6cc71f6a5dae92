"""pyperformance: JSON is written and read."""

import json

rows = [{'id': i, 'name': 'row ' + str(i), 'tags': ['a', 'b', None, True, 1.5], 'sub': {'k': [i, i + 1]}} for i in range(300)]
total = 0
for _ in range(40):
    text = json.dumps(rows)
    loaded = json.loads(text)
    total += len(text) + loaded[-1]['id'] + len(loaded)
for i in range(3_000):
    total += json.loads(json.dumps({'id': i, 'tags': ['a', 'b']}))['id']
total
