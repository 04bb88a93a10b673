"""Disks of other machines are recognised from what each system says."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from app.models.mounts import holds_locally, is_on_network, is_unc, read_linux_mounts, read_mac_mounts

LINUX = read_linux_mounts(
    """/dev/vda / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/share /mnt/nfs nfs4 rw 0 0
//nas/office /mnt/the\\040office cifs rw 0 0
me@host: /home/me/remote fuse.sshfs rw 0 0
/dev/sdb1 /media/stick fuseblk rw 0 0
/dev/sdc1 /mnt/nfs/inner ext4 rw 0 0
C:\\134 /mnt/c 9p rw 0 0
broken
"""
)
MAC = read_mac_mounts(
    """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//maria@nas._smb._tcp.local/office on /Volumes/office (smbfs, nodev, nosuid, mounted by maria)
nas:/x on /Volumes/On Call (nfs, nodev)
"""
)


@pytest.mark.parametrize(
    ("path", "local"),
    [
        ("/home/me/office.plainbill", True),
        ("/mnt/nfs/office.plainbill", False),
        ("/mnt/nfs", False),
        ("/mnt/nfsother/office.plainbill", True),
        ("/mnt/nfs/inner/office.plainbill", True),
        ("/mnt/the office/a/b.plainbill", False),
        ("/home/me/remote/x", False),
        ("/media/stick/x", True),
        ("/mnt/c/Users/x", False),
    ],
)
def test_linux(path: str, local: bool) -> None:
    assert holds_locally(PurePosixPath(path), LINUX) is local


@pytest.mark.parametrize(
    ("path", "local"),
    [("/Users/maria/x", True), ("/Volumes/office/x", False), ("/Volumes/On Call/x", False)],
)
def test_mac(path: str, local: bool) -> None:
    assert holds_locally(PurePosixPath(path), MAC) is local


def test_roots_of_containers_are_local() -> None:
    for kind in ("9p", "overlay", "fuse.fuse-overlayfs"):
        assert holds_locally(PurePosixPath("/home/x"), read_linux_mounts(f"none / {kind} rw 0 0"))


def test_no_list_of_mounts_refuses_nothing() -> None:
    assert holds_locally(PurePosixPath("/home/x"), ())


@pytest.mark.parametrize(
    ("path", "unc"),
    [
        (r"\\server\share\office.plainbill", True),
        ("//server/share/office.plainbill", True),
        (r"\\?\UNC\server\share\x", True),
        (r"\\?\C:\practice\x", False),
        (r"C:\practice\x", False),
    ],
)
def test_windows_names_of_other_machines(path: str, unc: bool) -> None:
    assert is_unc(PureWindowsPath(path)) is unc


def test_the_place_of_the_tests_is_local(tmp_path: Path) -> None:
    assert not is_on_network(tmp_path.resolve())
