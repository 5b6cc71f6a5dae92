# --- fstring-fields
name, n = "bob", 3
print(f"{ext(name)} has {ext(n)} items and {n + ext(1)} more")
print(f"{ext(name)!r:>8}|{ext(n):03d}|{ext(1.5):.2f}|{ext('é')!a}|{ext(name)!s:^7}|")
f"a{ext(1)}b{ext(2)}c" + f"{ext(3)}plain{ext(4)}"

# --- fstring-specs
width, precision = 10, 3
print(f"{ext(3.14159):{ext(width)}.{ext(precision)}f}|")
print(f"{ext('x'):{ext('*')}^{ext(5)}}|", f"{ext(255):{'#' + ext('x')}}")
f"{3.14159:{width}.{ext(2)}}" + f"{ext(7):>{ext(4)}}"

# --- fstring-self-documenting
x = 5
print(f"{x=} {ext(x)=} {ext(x) + 1 = !r:>4}")
f'{ext("a")=!s}'

# --- fstring-nested
items = [1, 2]
print(f"{', '.join(f'<{ext(i)}>' for i in items)}")
print(f"{f'{ext(1)}-{ext(2)}'}!{ext(f'{ext(3)}')}")
f"{[f'{ext(i):02d}' for i in items]}{{literal}}{ {'k': ext(9)}['k'] }"

# --- fstring-conditional-and-lambda
flag = 1
print(f"{ext('yes') if ext(flag) else ext('no')}", f"{(lambda v: v * ext(2))(ext(4))}")
f"{ext(0) or ext('fallback')} {ext(1) < ext(2) < ext(3)} {(y := ext(8))} {y}"


# --- fstring-format-method
class Money:
    def __init__(self, cents):
        self.cents = cents

    def __format__(self, spec):
        symbol = ext(spec or "EUR")
        return f"{self.cents // 100}.{ext(self.cents) % 100:02d} {symbol}"

    def __str__(self):
        return "money " + str(ext(self.cents))

    def __repr__(self):
        return f"Money({ext(self.cents)!r})"


m = Money(1234)
print(f"{m} and {m:USD} and {m!s:>15} and {m!r}")
print(format(m, "GBP"), format(m))
f"{m:{ext('YEN')}}" + f"{m!s}"

# --- fstring-multiline
rows = [("a", 1), ("bb", 22)]
text = f"""
{ext("title")}:
{
    "".join(
        f'''
  {ext(k):<4}{ext(v):>4}'''
        for k, v in rows
    )
}
"""
print(text)
len(text)

# --- str-format-and-percent
print("{} {} {x}".format(ext(1), ext("two"), x=ext(3)))
print("%s-%d-%05.1f" % (ext("a"), ext(2), ext(3.25)), "%(k)s" % {"k": ext("v")})
"{0[1]}:{1:>5}".format(ext([1, 2]), ext("r"))

# --- fstring-error-inside
# error: ValueError
try:
    print(f"{ext('before')} {ext(1):{ext('q')}}")
except ValueError as error:
    print("bad", ext("spec"))
f"{ext('a')} {int(ext('b'))}"

# --- fstring-quotes-in-3-12
# python: >=3.12
items = {"a": 1}
f"{ext(items['a'])} {', '.join(f'{ext(k)}{'!'}' for k in items)} {f'{f'{ext(2)}'}'}"
