"""agent: documents are indexed, ranked for queries, and excerpts cut."""

import math

SUBJECTS = ['pause', 'resume', 'snapshot', 'worker', 'limit', 'script', 'answer', 'host', 'value', 'frame', 'stack', 'loop']


def documents(count):
    made = []
    for i in range(count):
        words = []
        for j in range(40):
            words.append(SUBJECTS[(i * 7 + j * j * (i % 5 + 1)) % len(SUBJECTS)])
        made.append({'id': i, 'text': ' '.join(words), 'words': words})
    return made


def index(docs):
    table = {}
    for doc in docs:
        for word in doc['words']:
            counts = table.setdefault(word, {})
            counts[doc['id']] = counts.get(doc['id'], 0) + 1
    return table


def search(table, count, query):
    scores = {}
    for word in query.lower().split():
        counts = table.get(word, {})
        weight = math.log(1 + count / (1 + len(counts)))
        for number, hits in counts.items():
            scores[number] = scores.get(number, 0.0) + hits * weight
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:5]


docs = documents(500)
table = index(docs)
found = []
for k in range(300):
    query = SUBJECTS[k % 12] + ' ' + SUBJECTS[k * 5 % 12] + ' missing'
    for number, score in search(table, len(docs), query):
        text = docs[number]['text']
        at = text.find(SUBJECTS[k % 12])
        found.append((number, round(score, 3), text[at : at + 20]))
(len(found), found[7])
