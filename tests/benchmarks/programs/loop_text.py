"""module loop: words of a text are counted and put together again."""

text = 'the quick brown fox jumps over the lazy dog and runs away '
words = []
longest = ''
for line in range(40_000):
    for word in text.split():
        if word > longest:
            longest = word
    words.append(text[line % 50] + str(line))
(longest, len(','.join(words)))
