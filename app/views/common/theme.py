"""The look of the desk: colours for light and dark, and sizes that follow the text size.

Nothing is styled by style sheets, which would cut palette inheritance: widgets read their tokens from the
palette the application wears. A widget that keeps a font or colour of its own has a `dress()` method; Qt does
not tell such a widget when the application's font changes, so the theme calls it.
"""

import gc
import sys
from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QWidget


class ChipKind(Enum):
    """The standings a chip shows; each has its own icon and colour pair."""

    PAID = "paid"
    BILLED = "billed"
    DRAFT = "draft"
    DUE = "due"
    DENIED = "denied"
    DISPUTE = "dispute"


@dataclass(frozen=True, slots=True)
class Tokens:
    """One scheme's colours, as `#RRGGBB`; `chips` maps a kind to text and background."""

    background: str
    surface: str
    text: str
    muted: str
    border: str
    line: str
    accent: str
    on_accent: str
    selection: str
    danger: str
    warning: str
    good: str
    chips: dict[ChipKind, tuple[str, str]]


LIGHT = Tokens(
    background="#F6F8FA",
    surface="#FFFFFF",
    text="#1B1F24",
    muted="#57606A",
    border="#868E96",
    line="#D5DADF",
    accent="#0B5CAD",
    on_accent="#FFFFFF",
    selection="#DCEBFA",
    danger="#B3261E",
    warning="#6B4E00",
    good="#0A5C44",
    chips={
        ChipKind.PAID: ("#0A5C44", "#D3F0E5"),
        ChipKind.BILLED: ("#0B4F94", "#DCEBFA"),
        ChipKind.DRAFT: ("#424A53", "#EAEEF2"),
        ChipKind.DUE: ("#6B4E00", "#FBEFC4"),
        ChipKind.DENIED: ("#9A2A00", "#FCE3D9"),
        ChipKind.DISPUTE: ("#6B2A86", "#F1E3F7"),
    },
)

DARK = Tokens(
    background="#16191D",
    surface="#1F2328",
    text="#E6EAEF",
    muted="#9DA7B3",
    border="#868E96",
    line="#343A41",
    accent="#6CB2F5",
    on_accent="#10161C",
    selection="#12304D",
    danger="#FF9A92",
    warning="#F2CF66",
    good="#7FDDBB",
    chips={
        ChipKind.PAID: ("#7FDDBB", "#12382C"),
        ChipKind.BILLED: ("#9CCBFA", "#12304D"),
        ChipKind.DRAFT: ("#C4CCD4", "#30363D"),
        ChipKind.DUE: ("#F2CF66", "#3B2F0A"),
        ChipKind.DENIED: ("#FFAA8A", "#47200F"),
        ChipKind.DISPUTE: ("#DDB3EE", "#36203F"),
    },
)


class Text(Enum):
    """The sizes of type, as a share of the body's 13 px, with their weight."""

    CAPTION = (11 / 13, QFont.Weight.Normal)
    BODY = (1.0, QFont.Weight.Normal)
    STRONG = (1.0, QFont.Weight.DemiBold)
    SECTION = (15 / 13, QFont.Weight.DemiBold)
    PAGE = (20 / 13, QFont.Weight.DemiBold)
    BIG = (24 / 13, QFont.Weight.DemiBold)


class Space:
    """Gaps in pixels at 100 % screen scale."""

    XS, S, M, L, XL, XXL = 4, 8, 12, 16, 24, 32


BODY_POINTS = 9.75
TEXT_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
FORM_WIDTH = 720
TARGET = 24


def current_tokens() -> Tokens:
    """The tokens that belong to the palette the application wears."""
    tokens = DARK if QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT
    return replace(tokens, muted=tokens.text, border=tokens.text) if _wants_contrast() else tokens


def font_of(kind: Text) -> QFont:
    """A font of this kind at the text size now chosen."""
    font = QFont(QApplication.font())
    share, weight = kind.value
    font.setPointSizeF(font.pointSizeF() * share)
    font.setWeight(weight)
    return font


def scaled(pixels: int) -> int:
    """A length that grows with the text size; `pixels` is the length at 100 %."""
    return round(pixels * QApplication.font().pointSizeF() / BODY_POINTS)


def letters(count: int) -> int:
    """The room that so many letters or digits take at the text size now chosen, in pixels."""
    return QFontMetrics(QApplication.font()).horizontalAdvance("0") * count


def tint(widget: QWidget, role: QPalette.ColorRole, colour: str) -> None:
    """Give one role of a widget a colour; all other roles stay inherited."""
    palette = QPalette()
    palette.setColor(role, QColor(colour))
    widget.setPalette(palette)


def frame(widget: QFrame, colour: str) -> None:
    """Give a frame a plain border; Fusion's own is too faint in the dark."""
    widget.setFrameStyle(QFrame.Shape.Box.value | QFrame.Shadow.Plain.value)
    widget.setForegroundRole(QPalette.ColorRole.WindowText)
    tint(widget, QPalette.ColorRole.WindowText, colour)


def palette_of(tokens: Tokens) -> QPalette:
    """The palette that Fusion paints this scheme with."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.background,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.background,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.danger,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Mid: tokens.border,
        role.Midlight: tokens.line,
        role.Light: tokens.surface,
        role.Dark: tokens.border,
        role.Shadow: tokens.text,
    }
    palette = QPalette()
    for colour_role, colour in colours.items():
        palette.setColor(colour_role, QColor(colour))
    for faded in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, faded, QColor(tokens.muted))
    return palette


@runtime_checkable
class Dressed(Protocol):
    """A widget that takes fonts, colours or sizes from the theme by itself."""

    def dress(self) -> None:
        """Take them again."""


class Theme(QObject):
    """Dresses the application: scheme (`system`, `light`, `dark`) and text size in percent."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._scheme = "system"
        self._percent = 100
        # A system font in pixels has no point size; the design's own body size stands in.
        self._body = max(application.font().pointSizeF(), BODY_POINTS)
        # On a Mac the native style keeps menus, dialogs and controls as people there know them.
        if sys.platform != "darwin":
            application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        self.apply()

    @property
    def percent(self) -> int:
        """The text size now worn."""
        return self._percent

    @property
    def scheme(self) -> str:
        """The scheme chosen: `system`, `light` or `dark`."""
        return self._scheme

    def apply(self) -> None:
        """Put palette and font on, as chosen."""
        if sys.platform != "darwin" or self._scheme != "system":
            self._application.setPalette(palette_of(DARK if self._is_dark() else LIGHT))
        font = QFont(self._application.font())
        font.setPointSizeF(self._body * self._percent / 100)
        self._application.setFont(font)
        self._dress_all()
        self.changed.emit()

    def choose_scheme(self, scheme: str) -> None:
        """Wear `light` or `dark`, or follow the `system`."""
        self._scheme = scheme
        self.apply()

    def choose_text_size(self, percent: int) -> None:
        """Set the text size, kept between 80 and 200 percent."""
        self._percent = min(max(percent, TEXT_SIZES[0]), TEXT_SIZES[-1])
        self.apply()

    def enlarge(self) -> None:
        """Take the next larger text size (Ctrl +)."""
        self.choose_text_size(
            min((size for size in TEXT_SIZES if size > self._percent), default=TEXT_SIZES[-1])
        )

    def shrink(self) -> None:
        """Take the next smaller text size (Ctrl -)."""
        self.choose_text_size(
            max((size for size in TEXT_SIZES if size < self._percent), default=TEXT_SIZES[0])
        )

    def reset_text_size(self) -> None:
        """Go back to 100 percent (Ctrl 0)."""
        self.choose_text_size(100)

    def _dress_all(self) -> None:
        # A collection in the midst of this walk could take down widgets that are still to come.
        collects = gc.isenabled()
        gc.disable()
        try:
            for widget in self._application.allWidgets():
                if isinstance(widget, Dressed):
                    widget.dress()
        finally:
            if collects:
                gc.enable()

    def _is_dark(self) -> bool:
        if self._scheme == "system":
            return self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._scheme == "dark"

    def _on_scheme_changed(self) -> None:
        self.apply()


def _wants_contrast() -> bool:
    """Tell whether the system asks for high contrast; Qt 6.9 cannot say."""
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", None)
    return (
        accessibility is not None
        and accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast
    )
