"""Colours can be told apart by everybody; sizes follow the text size."""

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from app.views.common.icons import pixmap_of
from app.views.common.plain_label import PlainLabel
from app.views.common.theme import DARK, LIGHT, ChipKind, Text, Theme, current_tokens

SCHEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]


def luminance(colour):
    parts = [part / 255 for part in QColor(colour).toTuple()[:3]]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", SCHEMES)
@pytest.mark.parametrize("ink", ["text", "muted", "accent", "danger", "warning", "good"])
@pytest.mark.parametrize("ground", ["background", "surface"])
def test_every_tone_of_text_can_be_read(tokens, ink, ground):
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", SCHEMES)
def test_filled_buttons_chosen_rows_and_borders_can_be_seen(tokens):
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.text, tokens.selection) >= 4.5
    assert contrast(tokens.border, tokens.background) >= 3
    assert contrast(tokens.border, tokens.surface) >= 3
    assert contrast(tokens.accent, tokens.background) >= 3


@pytest.mark.parametrize(("tokens", "least"), [(LIGHT, 6.3), (DARK, 7.5)])
@pytest.mark.parametrize("kind", ChipKind)
def test_chips_can_be_read(tokens, least, kind):
    assert contrast(*tokens.chips[kind]) >= least


@pytest.mark.parametrize("kind", ChipKind)
def test_every_chip_has_an_icon_in_its_own_colour(qtbot, kind):
    image = pixmap_of(kind.value, "#FF0000", 20).toImage()
    inked = [
        image.pixelColor(x, y) for x in range(20) for y in range(20) if image.pixelColor(x, y).alpha() > 200
    ]
    assert inked
    assert all(colour.red() > 240 and colour.green() < 16 for colour in inked)


@pytest.fixture
def theme(qapp):
    made = Theme(qapp)
    made.choose_scheme("light")
    yield made
    made.choose_scheme("system")
    made.reset_text_size()
    made.setParent(None)


def test_labels_follow_scheme_and_text_size(qtbot, theme):
    label = PlainLabel("Balance", Text.SECTION)
    qtbot.addWidget(label)
    at_100 = label.font().pointSizeF()
    theme.choose_scheme("dark")
    theme.choose_text_size(150)
    assert current_tokens() == DARK
    assert label.palette().color(QPalette.ColorRole.WindowText).name().upper() == DARK.text
    assert label.font().pointSizeF() == pytest.approx(at_100 * 1.5)


def test_text_size_steps_and_stops_at_its_ends(theme):
    theme.enlarge()
    assert theme.percent == 110
    for _ in range(10):
        theme.enlarge()
    assert theme.percent == 200
    for _ in range(20):
        theme.shrink()
    assert theme.percent == 80
    theme.reset_text_size()
    assert theme.percent == 100
    assert QApplication.font().pointSizeF() >= 9


def test_labels_show_markup_as_it_is_written(qtbot):
    label = PlainLabel("<b>Rivera</b> & <img src=x>")
    qtbot.addWidget(label)
    assert label.text() == "<b>Rivera</b> & <img src=x>"
    assert label.textFormat().name == "PlainText"
