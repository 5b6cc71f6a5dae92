"""Tests of the machine: what a stored run may hold, and what happens when one is dropped."""
