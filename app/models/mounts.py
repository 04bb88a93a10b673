"""Which kind of disk a path lies on, as the operating system tells it."""

import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath
from typing import Final

_SHARE_KINDS: Final = frozenset({"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "davfs"})
_CLUSTER_KINDS: Final = frozenset({"ncpfs", "afs", "coda", "ceph", "glusterfs", "lustre", "gfs2"})
_HOST_KINDS: Final = frozenset({"9p", "vboxsf", "vmhgfs", "prl_fs", "fuse"})
_NETWORK_KINDS: Final = _SHARE_KINDS | _CLUSTER_KINDS | _HOST_KINDS
# What containers and live systems use as their own root; a file there is as local as it gets.
_ROOT_KINDS: Final = frozenset({"9p", "fuse", "fuse.fuse-overlayfs"})
_LOCAL_FUSE: Final = frozenset({"fuseblk", "fuse.fuse-overlayfs", "fuse.gocryptfs"})
_MAC_LINE: Final = re.compile(r"^.* on (?P<point>/.*) \((?P<kind>[^,)]+)(?P<rest>.*)\)$")
_WINDOWS_REMOTE: Final = 4


@dataclass(frozen=True, slots=True)
class Mount:
    """A place where a disk is joined to the tree of folders."""

    point: str
    kind: str
    local: bool


def is_on_network(path: Path) -> bool:
    """Tell whether a path (absolute, without symbolic links) lies on a disk of another machine."""
    if sys.platform == "win32":
        return is_unc(path) or _is_remote_drive(path)
    if sys.platform == "darwin":
        # Only a Mac asks another program, and the module is slow to load at the start.
        import subprocess

        listing = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
        return not holds_locally(path, read_mac_mounts(listing))
    try:
        listing = Path("/proc/mounts").read_text(errors="surrogateescape")
    except OSError:
        return False
    return not holds_locally(path, read_linux_mounts(listing))


def is_unc(path: PurePath) -> bool:
    r"""Tell whether a Windows path names another machine: `\\server\share`, `\\?\UNC\server\share`."""
    text = str(PureWindowsPath(path)).upper()
    if text.startswith(("\\\\?\\UNC\\", "\\\\.\\UNC\\")):
        return True
    return text.startswith("\\\\") and not text.startswith(("\\\\?\\", "\\\\.\\"))


def read_linux_mounts(listing: str) -> tuple[Mount, ...]:
    """Read the lines of `/proc/mounts`."""
    mounts = []
    for line in listing.splitlines():
        fields = line.split(" ")
        if len(fields) >= 3:
            point = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), fields[1])
            mounts.append(Mount(point, fields[2], _is_local_kind(point, fields[2])))
    return tuple(mounts)


def read_mac_mounts(listing: str) -> tuple[Mount, ...]:
    """Read what `/sbin/mount` prints; a Mac says itself which disks are local."""
    found = [_MAC_LINE.match(line) for line in listing.splitlines()]
    return tuple(
        Mount(each["point"], each["kind"], "local" in each["rest"].replace(",", " ").split())
        for each in found
        if each
    )


def holds_locally(path: PurePath, mounts: Iterable[Mount]) -> bool:
    """Tell whether the mount that holds the path is local; the last and longest one wins."""
    parents = {str(path), *(str(parent) for parent in path.parents)}
    holders = [mount for mount in mounts if mount.point in parents]
    return not holders or max(enumerate(holders), key=lambda pair: (len(pair[1].point), pair[0]))[1].local


def _is_local_kind(point: str, kind: str) -> bool:
    if kind in _LOCAL_FUSE or (point == "/" and kind in _ROOT_KINDS):
        return True
    return kind not in _NETWORK_KINDS and not kind.startswith("fuse.")


def _is_remote_drive(path: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    root = os.path.splitdrive(path)[0] + "\\"
    return int(ctypes.windll.kernel32.GetDriveTypeW(root)) == _WINDOWS_REMOTE
