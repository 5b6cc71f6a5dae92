"""Tests of runs in worker processes."""
