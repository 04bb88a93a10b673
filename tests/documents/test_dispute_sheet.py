"""A sheet of a dispute on paper: tables whose dates stay whole, segments of a file, one page number."""

from datetime import date

from app.documents.dispute_sheet import draw_dispute_sheet
from app.domain.authorizations import Authorization, Kind, Status
from app.domain.disputes.sheets import (
    AnsweredLine,
    DisputeSheet,
    compose_authorization_sheet,
    compose_remittance_sheet,
)
from app.domain.letterhead import PracticeHead
from app.domain.money import Money
from app.domain.people import Address
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import adjusted

PRACTICE = PracticeHead("Cedar Clinic", Address("4 Elm St", city="Peoria", state="IL", zip="61602"))


def answered(code, cents, *, is_disputed):
    parts = adjusted(f"CO-197 {cents}.00")
    return AnsweredLine(code, date(2026, 3, 2), Money(cents * 100), None, Money(0), parts, is_disputed)


def test_a_disputed_line_is_marked_and_its_date_stays_on_one_line():
    lines = (answered("99214", 210, is_disputed=False), answered("76700", 420, is_disputed=True))
    (page,) = read_pages(draw_dispute_sheet(compose_remittance_sheet((), lines), PRACTICE))
    assert page.count("03/02/2026") == 2
    assert page.count("in dispute") == 1


def test_segments_of_a_file_stand_each_on_a_line_and_a_long_one_is_set_in():
    long = f"NTE*ADD*{'x' * 200}~"
    sheet = DisputeSheet("The claim as it was sent", (), typed=("CLM*10001*630~", long))
    (page,) = read_pages(draw_dispute_sheet(sheet, PRACTICE))
    lines = [line.strip() for line in page.splitlines()]
    assert "CLM*10001*630~" in lines
    at = next(number for number, line in enumerate(lines) if line.startswith("NTE*ADD*"))
    assert lines[at] + lines[at + 1] == long


def test_a_sheet_inside_a_packet_bears_no_number_of_its_own():
    sheet = compose_remittance_sheet((), (answered("76700", 420, is_disputed=True),))
    (alone,) = read_pages(draw_dispute_sheet(sheet, PRACTICE))
    (inside,) = read_pages(draw_dispute_sheet(sheet, PRACTICE, has_numbers=False))
    assert "Page 1 of 1" in alone
    assert "Page 1 of 1" not in inside


def test_one_approved_visit_is_one_visit():
    found = Authorization(1, Kind.AUTHORIZATION, Status.APPROVED, approved=1)
    assert ("Approved", "1 visit") in compose_authorization_sheet(found).facts
