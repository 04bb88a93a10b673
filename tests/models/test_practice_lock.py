"""One program per practice file: the second is told who has it, and a dead holder never blocks."""

import os
import platform
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.errors import RuleError
from app.models.practice_lock import PracticeLock, lock_path

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from app.models.practice_lock import PracticeLock
lock = PracticeLock(Path(sys.argv[1]), "Maria", datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    return tmp_path / "office.plainbill"


def start_holder(practice: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(practice)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def stop(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_second_program_is_told_who_holds_it(practice: Path) -> None:
    process = start_holder(practice)
    try:
        with pytest.raises(RuleError) as refused:
            PracticeLock(practice, "Tom", NOW)
    finally:
        stop(process)
    for part in ("Maria", platform.node(), "2026-11-23T08:00:00", str(process.pid), practice.name):
        assert part in str(refused.value)


def test_a_killed_holder_blocks_nobody(practice: Path) -> None:
    process = start_holder(practice)
    os.kill(process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    process.communicate()
    assert "Maria" in lock_path(practice).read_text()
    with PracticeLock(practice, "Tom", NOW):
        assert "Tom" in lock_path(practice).read_text()


def test_released_lock_is_free_again_even_in_the_same_process(practice: Path) -> None:
    first = PracticeLock(practice, "Maria", NOW)
    with pytest.raises(RuleError, match="Maria"):
        PracticeLock(practice, "Tom", NOW)
    first.release()
    first.release()
    PracticeLock(practice, "Tom", NOW).release()


def test_a_lock_file_full_of_rubbish_is_no_lock(practice: Path) -> None:
    lock_path(practice).write_bytes(b"\xff{not json")
    PracticeLock(practice, "Tom", NOW).release()


def test_holder_that_left_no_name(practice: Path) -> None:
    with PracticeLock(practice, "Maria", NOW):
        lock_path(practice).write_text("")
        with pytest.raises(RuleError, match="another program"):
            PracticeLock(practice, "Tom", NOW)


def test_missing_folder_has_its_sentence(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="missing"):
        PracticeLock(tmp_path / "none" / "office.plainbill", "Tom", NOW)
