"""basics: strings are formatted, joined, split and searched."""


def work(n):
    parts = []
    for i in range(n):
        parts.append(f'{i:05d}-{i % 13}')
    text = ','.join(parts)
    return len(text.split(',')), text.upper().count('7'), text.replace('0', 'x')[:20]


work(110_000)
