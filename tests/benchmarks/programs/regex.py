"""pyperformance: log lines and text are searched and edited with regular expressions."""

import re

line = re.compile(r'(\S+) - (\d+) "(GET|POST) (/[^"]*)" (\d{3})')
word = re.compile(r'[a-z]+')
text = 'alpha=1, beta=22; gamma=333 and (delta) ' * 60
total = 0
for i in range(30_000):
    found = line.match('example.org - ' + str(i) + ' "GET /a/b/' + str(i) + '" 200')
    if found:
        total += int(found.group(2)) + len(found.group(4))
for _ in range(80):
    total += len(word.findall(text)) + len(re.sub(r'\d+', '#', text)) + len(re.split(r'[,;] *', text))
total
