# --- truth-asked-again
# varies: 3.11 threads jumps, later versions ask a guest's truth again
class B:
    def __init__(s, n, v):
        s.n = n
        s.v = v

    def __bool__(s):
        log.append(s.n)
        return ext(s.v)

    def __repr__(s):
        return s.n


for n in range(0, 16, 3):
    a, b, c, d = (B(x, bool(n >> i & 1)) for i, x in enumerate("abcd"))
    log = []
    print(
        n,
        [
            a and b or c,
            a or b and c,
            (a or b) and c,
            a and (b or c),
            (a and b or c) and d,
            not (a and b) or c,
            (a if b else c) and d,
        ],
    )
    print(a and b and c or d, (a or b) and (c or d), a and (b and c or d), (a and (b or c)) or d)
    print(
        1 if (a and b or c) else 2, 1 if (x := a and b) else 2, ((a and b) or c) and d or a, (a and (b and c or d)) or d
    )
    print(
        (a if d else (b and c)) or d,
        ((b or c) if d else a) and d,
        (a and (b if c else d)) or d,
        True and (a and 2 or 3),
        (a and (1 or b)) or d,
        (0 or a) and b,
        (1 and a or b) and c,
    )
    print((a and n > 3) or b, (n > 3 and a) or b, (n and a or b) and c, log)
    log.clear()
    print(
        1 if (a if d else (b and c)) else 2,
        1 if not (a and b) else 2,
        not (a or b) and c,
        1 if not (a if b else c and d) else 2,
        [x for x in (a, b) if x and c or d],
        not (not a),
    )
    while not (a or b) and c:
        break
    assert not (a and b) or n > 2, log
    print(log)
