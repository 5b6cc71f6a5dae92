"""Attacks on the walls: payloads as data, a trial that runs them beside a planted secret, and the checks of what came of them."""
