"""Lint, format, types and import contracts, so that `uv run pytest` alone is the whole gate."""

import os
import subprocess
import sys

import pytest

from tests.house.tree import ROOT

LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True))"

GATES = {
    "ruff check": ("-m", "ruff", "check", "--no-fix", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "mypy": ("-m", "mypy", "--no-error-summary"),
    "import contracts": ("-c", LINT_IMPORTS),
}


@pytest.mark.timeout(600)  # mypy without its cache, on a busy machine, takes more than the usual limit
@pytest.mark.parametrize("gate", GATES)
def test_gate(gate: str) -> None:
    plain = {name: value for name, value in os.environ.items() if name not in {"FORCE_COLOR", "CLICOLOR_FORCE"}}
    done = subprocess.run(
        [sys.executable, *GATES[gate]], cwd=ROOT, capture_output=True, text=True, check=False, env=plain
    )
    assert done.returncode == 0, f"{gate} says:\n{done.stdout}\n{done.stderr}"
