"""A crash leaves no memory of the program on the disk."""

import subprocess
import sys
from pathlib import Path

import pytest

LOOK = """
import resource
from app.models.hardening import harden_process
harden_process()
print(resource.getrlimit(resource.RLIMIT_CORE))
import ctypes
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
print(open("/proc/self/mounts").read() != "")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
def test_no_core_dump_and_the_program_still_works() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.split("\n")[:3] == ["(0, 0)", "0", "True"]
