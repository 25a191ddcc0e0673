"""What a fresh machine resolves to, what production installs and what stands installed here are the same versions."""

import re
import tomllib
from importlib.metadata import distributions

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
REMEDY = "see CONTRIBUTING.md, Pins"
ALONGSIDE = frozenset(
    {"zvestka", "pip", "setuptools", "wheel", "uv"}
)  # ourselves, and what an environment may be born with


def _pins() -> dict[str, str]:
    pairs = (line.split("==") for line in PROJECT["tool"]["uv"]["constraint-dependencies"])
    return {canonicalize_name(name): version for name, version in pairs}


def _locked() -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.-]+)==([^ ;\\]+)", LOCK, re.MULTILINE))


def _installed() -> dict[str, str]:
    found = {canonicalize_name(one.metadata["Name"]): one.version for one in distributions()}
    return {name: version for name, version in found.items() if name not in ALONGSIDE}


def test_the_lock_holds_the_pinned_versions() -> None:
    differing = {name: version for name, version in _locked().items() if _pins().get(name) != version}
    assert not differing, REMEDY


def test_the_lock_holds_every_dependency() -> None:
    asked = {canonicalize_name(Requirement(line).name) for line in PROJECT["project"]["dependencies"]}
    assert asked <= set(_locked()), REMEDY


def test_every_line_of_the_lock_has_a_hash() -> None:
    entries = re.split(r"^(?=[a-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert len(entries) == len(_locked())
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_lock_names_no_registry() -> None:
    assert not re.search(r"://|--(?:extra-)?index|--find-links|\.(?:org|com|io|net)\b", LOCK)


def test_what_is_installed_is_what_is_pinned() -> None:
    pins = _pins()
    differing = {name: (version, pins.get(name)) for name, version in _installed().items() if pins.get(name) != version}
    assert not differing, f"installed, pinned: {differing}; {REMEDY}"
