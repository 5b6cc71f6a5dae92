"""A few of CPython's own tests, saved and loaded at their pauses: what comes out in another way is in the table, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cpython.__main__ import check, differing, known
from tests.cpython.reducing import FOLDER

pytestmark = [
    pytest.mark.harness,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="this Python comes without its own tests"),
]


@pytest.mark.parametrize("name", ("test_class", "test_scope"))
def test_a_module_comes_out_as_the_table_says(name: str, tmp_path: Path) -> None:
    native, found, dropped = check(name, tmp_path, ["live", "reload"])
    assert len(native.outcomes) > 10 and len(dropped) < 6
    assert "passed" in native.words().values()
    for mode, results in found.items():
        assert set(differing(native, results)) <= set(known()[name]), (mode, results.outcomes)
        assert not results.ended
