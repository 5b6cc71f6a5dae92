"""A calculator: tokenizer, recursive descent parser, evaluation by pattern matching, and readable errors."""

from __future__ import annotations

import math
import operator
import re
from dataclasses import dataclass
from typing import Callable, Final, Iterator, Union

TOKEN: Final = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d*)?)|(?P<name>[a-z_]\w*)|(?P<op>\*\*|[-+*/^%(),=]))")


class ParseError(ValueError):
    def __init__(self, message: str, text: str, position: int) -> None:
        super().__init__(message)
        self.text, self.position = text, position

    def __str__(self) -> str:
        return f"{self.args[0]}\n  {self.text}\n  {' ' * self.position}^"


@dataclass(frozen=True)
class Num:
    value: float


@dataclass(frozen=True)
class Var:
    name: str


@dataclass(frozen=True)
class Unary:
    op: str
    operand: Expr


@dataclass(frozen=True)
class Binary:
    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True)
class Call:
    function: str
    args: tuple[Expr, ...]


Expr = Union[Num, Var, Unary, Binary, Call]
PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "%": 2, "**": 4}
OPERATORS: dict[str, Callable[[float, float], float]] = dict(
    zip("+ - * / % **".split(), (operator.add, operator.sub, operator.mul, operator.truediv, operator.mod, operator.pow))
)
FUNCTIONS: dict[str, Callable[..., float]] = {"sqrt": math.sqrt, "max": max, "round": round, "hyp": lambda a, b: math.hypot(a, b)}


class Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(self.tokenize(text))
        self.index = 0

    @staticmethod
    def tokenize(text: str) -> Iterator[tuple[str, str, int]]:
        position = 0
        while position < len(text.rstrip()):
            match = TOKEN.match(text, position)
            if not match:
                raise ParseError(f"unexpected character {text[position]!r}", text, position)
            yield match.lastgroup or "", match[match.lastgroup], match.start(match.lastgroup)
            position = match.end()
        yield "end", "", len(text)

    @property
    def value(self) -> str:
        return self.tokens[self.index][1]

    def advance(self) -> str:
        self.index += 1
        return self.tokens[self.index - 1][1]

    def expect(self, value: str) -> None:
        if self.advance() != value:
            kind, found, position = self.tokens[self.index - 1]
            raise ParseError(f"expected {value!r}, found {found or kind!r}", self.text, position)

    def expression(self, minimum: int = 1) -> Expr:
        left = self.atom()
        while (level := PRECEDENCE.get(self.value, 0)) >= minimum:
            op = self.advance()
            left = Binary(op, left, self.expression(level if op == "**" else level + 1))
        return left

    def atom(self) -> Expr:
        match self.tokens[self.index]:
            case ("number", text, _):
                self.advance()
                return Num(float(text))
            case ("name", name, _):
                self.advance()
                if self.value != "(":
                    return Var(name)
                self.advance()
                args = [self.expression()]
                while self.value == ",":
                    self.advance()
                    args.append(self.expression())
                self.expect(")")
                return Call(name, tuple(args))
            case (_, "(", _):
                self.advance()
                inner = self.expression()
                self.expect(")")
                return inner
            case (_, "-" | "+" as sign, _):
                self.advance()
                return Unary(sign, self.expression(3))
            case (_, found, position):
                raise ParseError(f"unexpected {found or 'end'!r}", self.text, position)
        raise AssertionError


def evaluate(node: Expr, names: dict[str, float]) -> float:
    match node:
        case Num(value):
            return value
        case Var(name) if name in names:
            return names[name]
        case Var(name):
            raise NameError(f"unknown name {name!r}")
        case Unary("-", operand):
            return -evaluate(operand, names)
        case Binary(op, left, right):
            return OPERATORS[op](evaluate(left, names), evaluate(right, names))
        case Call(function=name, args=args) if name in FUNCTIONS:
            return FUNCTIONS[name](*(evaluate(arg, names) for arg in args))
    raise TypeError(f"can't evaluate {node}")


names = {"pi": math.pi, "x": 3.0}
for source in ["1 + 2 * 3", "-2 ** 2", "2 ** 3 ** 2", "(x + 1) % 3 / 4", "hyp(x, 4) - max(1, 2, x)", "1 +", "2 $ 3", "f(1)", "y", "1/0", "(1"]:
    try:
        print(f"{source:<26}= {evaluate(Parser(source).expression(), names):g}")
    except ParseError as error:
        print(error)
    except (ArithmeticError, NameError, TypeError) as error:
        print(f"{source:<26}! {type(error).__name__}: {error}")
