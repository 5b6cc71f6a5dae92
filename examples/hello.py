"""The smallest script: it asks nobody, so it runs to its end."""

print("hello")
