"""What the disk and SQLite report, in words for the person at the screen."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.errors import AppError, InputError, RuleError

_BY_ERRNO = {
    errno.ENOSPC: "SQLITE_FULL",
    errno.EDQUOT: "SQLITE_FULL",
    errno.EROFS: "SQLITE_READONLY",
    errno.EACCES: "SQLITE_READONLY",
    errno.EPERM: "SQLITE_READONLY",
    errno.ENOENT: "SQLITE_CANTOPEN",
    errno.ENOTDIR: "SQLITE_CANTOPEN",
    errno.EIO: "SQLITE_IOERR",
}
_INPUT = {
    "SQLITE_NOTADB": "“{name}” cannot be opened with this key. It is damaged or belongs to another practice. "
    "Nothing was changed. Choose another file or restore a backup.",
    "SQLITE_CORRUPT": "“{name}” is damaged. Nothing was changed. Restore the newest backup.",
    "SQLITE_CANTOPEN": "“{name}” cannot be opened: the file or its folder is missing. Nothing was changed.",
}
_RULES = {
    "SQLITE_FULL": "The disk is full. What was saved before is safe; this was not saved. "
    "Free some space and do it again.",
    "SQLITE_READONLY": "“{name}” cannot be written: the file or its folder is read-only. "
    "Nothing was changed. Ask for the right to write there or choose another folder.",
    "SQLITE_BUSY": "Another program is using “{name}”. Nothing was changed. Close it and try again.",
    "SQLITE_LOCKED": "Another program is using “{name}”. Nothing was changed. Close it and try again.",
    "SQLITE_IOERR": "The disk could not read or write “{name}”. What was saved before is safe; this was not "
    "saved. Close the program, check the disk and open it again.",
}


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Raise the sentence for a fault of the disk or of SQLite instead of the fault; let all else pass."""
    try:
        yield
    except Exception as error:
        sentence = sentence_for(error, path)
        if sentence is None:
            raise
        raise sentence from error


def sentence_for(error: BaseException, path: Path) -> AppError | None:
    """Give the sentence for a fault of the disk or of SQLite (also wrapped by Peewee), if it is one."""
    if isinstance(error, AppError):
        return None
    name = _code_of(error)
    family = "_".join(name.split("_")[:2])
    if family in _INPUT:
        return InputError(_INPUT[family].format(name=path.name))
    if family in _RULES:
        return RuleError(_RULES[family].format(name=path.name))
    return None


def _code_of(error: BaseException) -> str:
    seen: BaseException | None = error
    while seen is not None:
        code = getattr(seen, "sqlite_errorname", None)
        if code:
            return str(code)
        if isinstance(seen, OSError):
            return _BY_ERRNO.get(seen.errno or 0, "")
        seen = seen.__cause__ or seen.__context__
    return ""
