"""No text that runs, no template and no method reaches what stands beside the guest's names: the host's imports, helpers."""

from __future__ import annotations

import pytest

from monty_cli import Monty, MontyRuntimeError


@pytest.mark.parametrize(
    "source",
    [
        "eval(\"__import__('typing')\", {}).sys",
        "eval('__import__', {'x': 1})",
        "exec('import_ = __import__', {})",
        "__import__ = 1\ndel __import__\n__import__('typing').sys",
        "str.format('{0.__globals__}', print)",
        "str.format_map('{x.__globals__}', {'x': print})",
        "class S(str):\n    def f(self): return super().format(print)\nS('{0.__globals__}').f()",
        "[*map(str.format, ['{0.__globals__}'], [print])]",
        "eval('@attr', {})",
    ],
)
def test_nothing_of_the_hosts_is_reached(source: str) -> None:
    with pytest.raises(MontyRuntimeError) as caught:
        Monty(source).run()
    assert str(caught.value).startswith(("AttributeError", "NameError", "SyntaxError", "TypeError")), caught.value
