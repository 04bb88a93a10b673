"""A live practice lies only where nothing else damages it; every refusal says where to go instead."""

import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.domain.errors import AppError, InputError, RuleError
from app.models import practice_file
from app.models.practice_file import check_room, cloud_service, key_path, require_safe_place


def test_a_plain_folder_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "office.plainbill"
    assert require_safe_place(path) == tmp_path.resolve() / "office.plainbill"
    path.write_bytes(b"x")
    assert require_safe_place(path)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "folder",
    [
        "OneDrive",
        "OneDrive - Example Practice",
        "Dropbox (Personal)",
        "Google Drive",
        "iCloudDrive",
        "Mobile Documents/com~apple~CloudDocs",
        "Library/CloudStorage/Box-Box",
        "Nextcloud",
    ],
)
def test_cloud_folders_are_refused(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder / "inner").mkdir(parents=True)
    with pytest.raises(RuleError, match="backups may go there"):
        require_safe_place(tmp_path / folder / "inner" / "office.plainbill")


def test_cloud_folder_under_another_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    (tmp_path / ".dropbox").mkdir()
    assert cloud_service(tmp_path) == ""
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Work"))
    assert cloud_service(tmp_path / "Work" / "x") == "OneDrive"
    (tmp_path / "Team" / ".dropbox.cache").mkdir(parents=True)
    (tmp_path / "Team" / "x").mkdir()
    assert cloud_service(tmp_path / "Team" / "x") == "Dropbox"


def test_a_link_to_a_cloud_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "innocent").symlink_to(tmp_path / "OneDrive")
    with pytest.raises(RuleError, match="OneDrive"):
        require_safe_place(tmp_path / "innocent" / "office.plainbill")


def test_network_drives_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(practice_file, "is_on_network", lambda path: True)
    with pytest.raises(RuleError, match="network drive"):
        require_safe_place(tmp_path / "office.plainbill")


def test_links_are_refused(tmp_path: Path) -> None:
    real = tmp_path / "real.plainbill"
    real.write_bytes(b"x")
    (tmp_path / "soft.plainbill").symlink_to(real)
    with pytest.raises(RuleError, match="link"):
        require_safe_place(tmp_path / "soft.plainbill")
    os.link(real, tmp_path / "hard.plainbill")
    for name in ("hard.plainbill", "real.plainbill"):
        with pytest.raises(RuleError, match="hard link"):
            require_safe_place(tmp_path / name)


def test_missing_folder_and_folder_for_a_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not there"):
        require_safe_place(tmp_path / "none" / "office.plainbill")
    with pytest.raises(InputError, match="not a file"):
        require_safe_place(tmp_path)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that nobody can write")
def test_read_only_folder_is_refused() -> None:
    with pytest.raises(AppError, match="writ"):
        require_safe_place(Path("/proc/self/office.plainbill"))


def test_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_room(tmp_path, 1000)
    check_room(tmp_path / "office.plainbill", 1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=50 * 2**20))
    check_room(tmp_path, 10 * 2**20)
    with pytest.raises(RuleError, match="50 MB free; 62 MB are needed"):
        check_room(tmp_path, 30 * 2**20)


def test_key_file_lies_beside() -> None:
    assert key_path(Path("a/office.plainbill")) == Path("a/office.plainbill.keys")
