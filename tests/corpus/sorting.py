

# --- sort-many-with-own-comparison
# varies: sorts compare more in 3.13
class Item:
    def __init__(self, key, place):
        self.key, self.place = key, place

    def __lt__(self, other):
        return self.key < other.key

    def __repr__(self):
        return f"{self.key}@{self.place}"


numbers = [(i * 37) % 101 for i in range(150)] + list(range(60)) + list(range(80, 0, -1))
items = [Item(key, place) for place, key in enumerate(numbers)]
items.sort()
print(items)
print(sorted(items, key=lambda item: Item(-item.key, 0), reverse=True)[:40])
asked = 0


class Asked(Item):
    def __lt__(self, other):
        global asked
        asked += 1
        return self.key < (ext(other.key) if asked % 40 == 0 else other.key)


items = [Asked(key, place) for place, key in enumerate(numbers)]
items.sort(reverse=True)
print(items, asked)
