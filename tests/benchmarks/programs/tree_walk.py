"""language: a tree is filled and walked by recursive generators."""


class Node:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None

    def insert(self, key):
        node = self
        while True:
            if key < node.key:
                if node.left is None:
                    node.left = Node(key)
                    return
                node = node.left
            else:
                if node.right is None:
                    node.right = Node(key)
                    return
                node = node.right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.key
        if self.right:
            yield from self.right


root = Node(5_000)
for i in range(20_000):
    root.insert(i * 7919 % 40009)
keys = list(root)
(len(keys), keys[:3], keys == sorted(keys), sum(key for key in root if key % 2))
