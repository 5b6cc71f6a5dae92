"""basics: text is read character by character and taken apart."""


def tokens(text):
    found = []
    word = ''
    for char in text:
        if char.isalpha():
            word += char.lower()
        elif word:
            found.append(word)
            word = ''
    if word:
        found.append(word)
    return found


def work(n):
    total = 0
    text = 'Alpha beta, gamma-delta; Epsilon 42 zeta. '
    for i in range(n):
        words = tokens(text)
        total += len(words) + len(words[i % len(words)])
        total += text.find('zeta') + len(text.strip().split('-'))
    return total


work(16_000)
