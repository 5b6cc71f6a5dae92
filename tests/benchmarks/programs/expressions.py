"""pyperformance: arithmetic is tokenized, parsed by descent and evaluated."""


def tokenize(text):
    tokens = []
    i = 0
    while i < len(text):
        char = text[i]
        if char == ' ':
            i += 1
        elif char.isdigit():
            start = i
            while i < len(text) and text[i].isdigit():
                i += 1
            tokens.append(int(text[start:i]))
        else:
            tokens.append(char)
            i += 1
    return tokens


def factor(tokens, at):
    token = tokens[at]
    if token == '(':
        tree, at = expression(tokens, at + 1)
        return tree, at + 1
    if token == '-':
        tree, at = factor(tokens, at + 1)
        return ('neg', tree), at
    return token, at + 1


def term(tokens, at):
    tree, at = factor(tokens, at)
    while at < len(tokens) and tokens[at] in ('*', '/'):
        sign = tokens[at]
        right, at = factor(tokens, at + 1)
        tree = (sign, tree, right)
    return tree, at


def expression(tokens, at):
    tree, at = term(tokens, at)
    while at < len(tokens) and tokens[at] in ('+', '-'):
        sign = tokens[at]
        right, at = term(tokens, at + 1)
        tree = (sign, tree, right)
    return tree, at


def evaluate(tree):
    if isinstance(tree, int):
        return tree
    if tree[0] == 'neg':
        return -evaluate(tree[1])
    sign, left, right = tree
    a = evaluate(left)
    b = evaluate(right)
    if sign == '+':
        return a + b
    if sign == '-':
        return a - b
    if sign == '*':
        return a * b
    return a // b


total = 0
for i in range(4_000):
    text = '(' + str(i) + ' + 2) * 3 - 40 / (1 + 3 * (2 + 7)) + -5 * (8 - ' + str(i % 9) + ')'
    total += evaluate(expression(tokenize(text), 0)[0])
total
