"""Where a live practice file may lie: on a disk of this computer, in a folder that nobody else copies."""

import os
import shutil
import tempfile
from pathlib import Path, PurePath
from typing import Final

from app.domain.errors import InputError, RuleError
from app.models.disk_faults import in_words, sentence_for
from app.models.mounts import is_on_network

SPARE_BYTES: Final = 32 * 1024 * 1024
_CLOUD_NAMES: Final = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("icloud", "iCloud"),
    ("mobile documents", "iCloud"),
    ("cloudstorage", "a cloud service"),
    ("box sync", "Box"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("pcloud", "pCloud"),
)
_CLOUD_SETTINGS: Final = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_CLOUD_MARKS: Final = (".dropbox", ".dropbox.cache")


def key_path(practice: Path) -> Path:
    """The key file that belongs to a practice file."""
    return practice.with_name(practice.name + ".keys")


def require_safe_place(path: Path) -> Path:
    """Refuse a place where a live practice would be damaged; returns the path in full.

    Raises InputError if the folder is not there, RuleError for a link, a disk of another machine, a folder
    that a cloud service copies, and a folder that cannot be written.
    """
    full = path.absolute()
    _refuse_links(full)
    folder = full.parent.resolve()
    if not folder.is_dir():
        raise InputError(f"The folder “{full.parent}” is not there. Choose another folder.")
    if is_on_network(full) or is_on_network(folder):
        raise RuleError(
            f"“{full.parent}” is on a network drive, where a live practice can be damaged. "
            "Nothing was changed. Keep the practice on a disk of this computer; backups may go there."
        )
    service = cloud_service(folder)
    if service:
        raise RuleError(
            f"“{full.parent}” is copied by {service}, which can damage a live practice. Nothing was changed. "
            "Keep the practice in a folder that is not copied; backups may go there."
        )
    _refuse_read_only(folder)
    return folder / full.name


def cloud_service(folder: PurePath) -> str:
    """Name the cloud service that copies a folder, as far as names and marks tell; empty if none."""
    for part in folder.parts:
        for beginning, service in _CLOUD_NAMES:
            if part.casefold().startswith(beginning):
                return service
    for setting in _CLOUD_SETTINGS:
        root = os.environ.get(setting)
        if root and folder.is_relative_to(root):
            return "OneDrive"
    # In the home folder itself that name holds only the settings of the Dropbox program.
    holders = [parent for parent in (folder, *folder.parents) if parent != Path.home()]
    marked = any(Path(parent, mark).exists() for parent in holders for mark in _CLOUD_MARKS)
    return "Dropbox" if marked else ""


def check_room(path: Path, wanted: int) -> None:
    """Refuse to begin when the disk has less than `wanted` bytes and a little to spare."""
    with in_words(path):
        free = shutil.disk_usage(path if path.is_dir() else path.parent).free
    if free < wanted + SPARE_BYTES:
        raise RuleError(
            f"The disk has {free // 2**20} MB free; {(wanted + SPARE_BYTES) // 2**20} MB are needed. "
            "Nothing was changed. Free some space and do it again."
        )


def _refuse_links(path: Path) -> None:
    if path.is_symlink():
        raise RuleError(
            f"“{path.name}” is a link to another file. Nothing was changed. Open the file it points to."
        )
    if path.exists() and not path.is_file():
        raise InputError(f"“{path.name}” is not a file. Choose a practice file.")
    if path.exists() and path.stat().st_nlink > 1:
        raise RuleError(
            f"“{path.name}” has a second name elsewhere (a hard link), under which it could be damaged. "
            "Nothing was changed. Remove the other name."
        )


def _refuse_read_only(folder: Path) -> None:
    try:
        # Trying is the one test that also sees the rights that Windows keeps.
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        fault = sentence_for(error, folder)
        if fault is None or isinstance(fault, InputError):
            fault = RuleError(f"“{folder}” cannot be written. Nothing was changed. Choose another folder.")
        raise fault from error
