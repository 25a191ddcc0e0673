"""A shell whose store is the test's own."""

from pathlib import Path

import pytest

from tests.importing.shell import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)
