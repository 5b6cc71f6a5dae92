"""Fetch every page of a region's orders and report what they add up to.

`fetch_page` is not defined here: each call of it pauses the script until somebody answers. `region` is an input.
"""


def orders(region):
    page = 1
    while True:
        reply = fetch_page("orders", region=region, page=page)
        yield from reply["items"]
        if reply["last"]:
            return
        page += 1


totals = {}
for order in orders(region):
    totals[order["customer"]] = totals.get(order["customer"], 0) + order["cents"]

print(f"orders in {region}:")
for customer, cents in sorted(totals.items(), key=lambda item: -item[1]):
    print(f"  {customer:<8} {cents / 100:>9.2f}")

{"customers": len(totals), "cents": sum(totals.values())}
