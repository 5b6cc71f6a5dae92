"""Ask ten sources at once and keep what they answer: a fan-out of tool calls, as agents do it.

`search` is not defined here. `examples/research_host.py` answers it with an async Python function, ten calls side by side;
`monty run examples/research.py` pauses at each call, where `...` leaves it pending.
"""

import asyncio

SOURCES = [f"source-{number}" for number in range(10)]


async def ask(source):
    try:
        hits = await search(source, query="snapshots")
    except ConnectionError as error:
        print(f"{source}: {error}")
        return []
    return [f"{source}/{hit}" for hit in hits]


answers = await asyncio.gather(*[ask(source) for source in SOURCES])
found = [hit for hits in answers for hit in hits]
{"sources": len(answers), "hits": len(found), "first": found[:3]}
