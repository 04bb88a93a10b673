"""What the locks promise, and the faults of dependencies that must not come back."""

import re
import sys
import tomllib
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-test.lock")


def pins(lock):
    """The `name==version` lines of a lock, each with its marker."""
    return set(re.findall(r"^([a-z0-9._-]+==[^\\\n]+?) *\\?$", (ROOT / lock).read_text(), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_no_folder(lock):
    text = (ROOT / lock).read_text()
    assert not re.search(r"://|^-|file:|^\s*/", text, re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_its_hashes(lock):
    blocks = re.split(r"^(?=[a-z])", (ROOT / lock).read_text(), flags=re.MULTILINE)
    bare = [block.splitlines()[0] for block in blocks if block.strip() and "--hash=sha256:" not in block]
    assert bare == []


def test_the_tests_run_on_what_the_program_runs_on():
    assert pins("requirements.lock") - pins("requirements-test.lock") == set()


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    names = {re.match(r"[\w.-]+", line).group().lower() for line in asked}
    assert names - {pin.split("==")[0] for pin in pins("requirements-test.lock")} == set()


def test_calls_into_qt_do_not_wear_out_none(qtbot):
    """PySide6 6.12.0 drops a reference to None at every call and kills Python 3.11 after some thousands."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(200_000):
        label.setText("x")
    assert abs(sys.getrefcount(None) - before) < 1_000
