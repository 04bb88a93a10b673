"""Keep the memory of the running program, which holds keys and patients, out of crash files."""

import ctypes
import sys
from typing import Final

_PR_SET_DUMPABLE: Final = 4
_PT_DENY_ATTACH: Final = 31
_WER_NO_HEAP: Final = 1


def harden_process() -> None:
    """Switch off core dumps and, where the system allows it, looking into the process; call once at start."""
    if sys.platform == "win32":
        ctypes.windll.wer.WerSetFlags(_WER_NO_HEAP)
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "linux":
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    elif sys.platform == "darwin":
        libc.ptrace(_PT_DENY_ATTACH, 0, None, 0)
