"""How each printer and tray misplaces a sheet, kept in this computer's settings."""

import json
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import QSettings

from app.domain.errors import InputError
from app.domain.form_grid import NO_OFFSET, PrinterOffset
from app.views.common.preview_panel import PRINTER_SETTING

_OFFSETS = "printing/claim_form_offsets"
_TRAY = "printing/claim_form_tray"


def read_offset_of(settings: QSettings | None, printer: str, tray: str) -> PrinterOffset:
    """The offset kept for a printer and tray; none where nothing, or nothing sensible, is kept."""
    try:
        return PrinterOffset(**_kept(settings)[_name(printer, tray)])
    except (KeyError, TypeError, InputError):
        return NO_OFFSET


def keep_offset(settings: QSettings | None, printer: str, tray: str, offset: PrinterOffset) -> None:
    """Keep the offset of a printer and tray, and that they were used last."""
    if settings is None:
        return
    kept = _kept(settings) | {_name(printer, tray): asdict(offset)}
    settings.setValue(_OFFSETS, json.dumps(kept, sort_keys=True))
    settings.setValue(PRINTER_SETTING, printer)
    settings.setValue(_TRAY, tray)


def last_used(settings: QSettings | None) -> tuple[str, str]:
    """The printer and tray used last; empty names where none was."""
    if settings is None:
        return "", ""
    return str(settings.value(PRINTER_SETTING, "")), str(settings.value(_TRAY, ""))


def _name(printer: str, tray: str) -> str:
    return f"{printer}\n{tray.strip().casefold()}"


def _kept(settings: QSettings | None) -> dict[str, dict[str, Any]]:
    try:
        kept = json.loads(str(settings.value(_OFFSETS, "{}"))) if settings else {}
    except json.JSONDecodeError:
        return {}
    return kept if isinstance(kept, dict) else {}
