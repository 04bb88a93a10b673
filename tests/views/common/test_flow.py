"""A row of widgets that goes on below when it is full."""

from PySide6.QtWidgets import QWidget

from app.views.common.flow import FlowLayout


def a_row(qtbot, sizes, width):
    """Widgets of fixed sizes in a row of a width."""
    place = QWidget()
    row = FlowLayout(place, gap=4)
    for size in sizes:
        widget = QWidget()
        widget.setFixedSize(*size)
        row.addWidget(widget)
    qtbot.addWidget(place)
    place.resize(width, 100)
    place.show()
    return place, [row.itemAt(at).geometry() for at in range(row.count())]


def test_a_low_widget_stands_in_the_middle_of_its_row(qtbot):
    _, places = a_row(qtbot, [(50, 30), (40, 16), (50, 30)], 200)
    assert [(place.x(), place.y()) for place in places] == [(0, 0), (54, 7), (98, 0)]


def test_what_does_not_fit_goes_on_below(qtbot):
    place, places = a_row(qtbot, [(50, 30), (50, 30), (50, 20)], 104)
    assert [(place.x(), place.y()) for place in places] == [(0, 0), (54, 0), (0, 34)]
    assert place.layout().heightForWidth(104) == 54
    assert place.layout().heightForWidth(200) == 30


def test_one_wider_than_the_room_has_a_row_of_its_own(qtbot):
    place, places = a_row(qtbot, [(150, 30), (50, 30)], 100)
    assert [(place.x(), place.y()) for place in places] == [(0, 0), (0, 34)]
    assert place.layout().heightForWidth(100) == 64
