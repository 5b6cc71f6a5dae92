"""A host program: runs `research.py` with `run_async`, its ten calls of `search` answered by an async function side by side.

python examples/research_host.py
"""

import asyncio
from pathlib import Path

from monty_cli import Monty

SCRIPT = Path(__file__).with_name("research.py")


class Search:
    """A stand-in for a slow service; it counts how many calls are under way at once."""

    def __init__(self) -> None:
        self.running = 0
        self.most = 0

    async def __call__(self, source: str, *, query: str) -> list[str]:
        """Return what `source` knows about `query`; ConnectionError if it does not answer."""
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            await asyncio.sleep(0.05)
        finally:
            self.running -= 1
        number = int(source.rpartition("-")[2])
        if number == 4:
            raise ConnectionError("no reply")
        return [f"{query}-{hit}" for hit in range(number % 3)]


async def main() -> None:
    """Run the script, and show its result and how many calls were answered at once."""
    search = Search()
    program = Monty(SCRIPT.read_text("utf-8"), script_name=SCRIPT.name)
    result = await program.run_async(external_functions={"search": search})
    print(result)
    print(f"{search.most} calls at once")


if __name__ == "__main__":
    asyncio.run(main())
