"""An agent loop: a model picks tools, the script checks the arguments against signatures, runs them, and reports back."""

from __future__ import annotations

import inspect
import json
from dataclasses import dataclass, field
from traceback import format_exception_only
from typing import Any, Callable, get_args, get_origin

TOOLS: dict[str, Callable[..., Any]] = {}


def tool(function: Callable[..., Any]) -> Callable[..., Any]:
    """Offer a function to the model."""
    TOOLS[function.__name__] = function
    return function


@tool
def add(numbers: list) -> float:
    """Add numbers."""
    return sum(numbers)


@tool
def lookup(city: str, year: int = 2020) -> dict:
    """Look up the population of a city."""
    return get_population(city, year)


@tool
def divide(a: float, b: float, *, digits: int = 2) -> float:
    """Divide two numbers."""
    return round(a / b, digits)


@dataclass
class Message:
    role: str
    content: str
    meta: dict[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, str]:
        return {"role": self.role, "content": self.content}


class ToolError(Exception):
    pass


def schema(function: Callable[..., Any]) -> str:
    parameters = []
    for parameter in inspect.signature(function).parameters.values():
        optional = parameter.default is not inspect.Parameter.empty
        kind = "keyword" if parameter.kind is inspect.Parameter.KEYWORD_ONLY else "any"
        parameters.append(f"{parameter.name}{'?' if optional else ''}:{kind}")
    return f"{function.__name__}({', '.join(parameters)}) - {inspect.getdoc(function)}"


def call_tool(name: str, arguments: dict[str, Any]) -> Any:
    function = TOOLS.get(name)
    if function is None:
        raise ToolError(f"unknown tool {name!r}, there are {', '.join(TOOLS)}")
    try:
        bound = inspect.signature(function).bind(**arguments)
    except TypeError as exc:
        raise ToolError(f"bad arguments for {name}: {exc}") from exc
    bound.apply_defaults()
    print(f"    {name}{bound.args}{bound.kwargs or ''}")
    return function(*bound.args, **bound.kwargs)


class Agent:
    def __init__(self, goal: str, max_steps: int = 10) -> None:
        system = "You can use:\n" + "\n".join(map(schema, TOOLS.values()))
        self.messages = [Message("system", system), Message("user", goal)]
        self.max_steps = max_steps

    def step(self) -> str | None:
        reply = json.loads(llm([message.to_dict() for message in self.messages]))
        self.messages.append(Message("assistant", reply.get("thought", "")))
        match reply:
            case {"answer": answer}:
                return str(answer)
            case {"tool": str(name), "arguments": dict(arguments)}:
                try:
                    result = json.dumps(call_tool(name, arguments), sort_keys=True)
                except ToolError as error:
                    result = f"error: {error}"
                except Exception as error:
                    result = "error: " + "".join(format_exception_only(error)).strip()
                print(f"      -> {result}")
                self.messages.append(Message("tool", result, {"tool": name}))
            case {"calls": [_, *_] as calls}:
                results = [call_tool(c["tool"], c["arguments"]) for c in calls]
                self.messages.append(Message("tool", json.dumps(results), {"count": len(results)}))
            case _:
                self.messages.append(Message("user", f"I don't understand {sorted(reply)}."))
        return None

    def run(self) -> str:
        for number in range(1, self.max_steps + 1):
            answer = self.step()
            print(f"step {number}: {self.messages[-1].role}")
            if answer is not None:
                return answer
        raise TimeoutError("no answer")


agent = Agent("How many more people live in Oslo than in Bergen, in percent?")
print(agent.messages[0].content)
print("answer:", agent.run())
print([m.meta for m in agent.messages if m.meta], get_origin(list[int]), get_args(dict[str, int]))
