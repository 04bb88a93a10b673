"""The front desk's papers, read back: every fact is there, in its place, in the patient's language."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from app.documents.advance_notice import draw_advance_notice, draw_notice_on_form
from app.documents.desk_labels import DESK_LABELS
from app.documents.encounter_form import draw_encounter_form
from app.documents.fonts import list_drawable
from app.documents.label_sheet import draw_label_sheet
from app.documents.notice_blanks import find_notice_blanks
from app.documents.registration_form import draw_registration_form
from app.documents.superbill import draw_superbill
from app.domain.advance_notice import NoticedService
from app.domain.errors import InputError
from app.domain.labels import LabelPlacing, LabelSheets, compose_specimen_label, find_stock
from app.domain.letterhead import PracticeHead
from app.domain.people import Address
from tests.documents.paper_reading import darkest_within, read_pages, read_within
from tests.domain.desk_samples import (
    DIAGNOSES,
    LONG,
    VISIT_ON,
    blank_registration,
    encounter_of,
    notice_of,
    registration_of,
    superbill_of,
)
from tests.domain.test_desk_papers import ANA

MARGINS = ((0, 0, 34, 792), (578, 0, 612, 792))


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(read_pages(pdf)).split())


def blank_notice() -> bytes:
    """A form as CMS gives it: the same headings with nothing in the blanks."""
    return draw_advance_notice(
        notice_of(
            practice=PracticeHead("", Address()), patient_name="", identification="", services=(),
            reason="", estimate=None, more="",
        )
    )  # fmt: skip


def test_a_superbill_tells_all_that_an_insurer_needs():
    words = words_of(draw_superbill(superbill_of(), "DEMO"))
    for part in (
        "SUPERBILL", "DEMO", "Ana M Rivera", "03/04/1961", "12 Oak St.", "XYZ11", "Prairie PPO",
        "Ada Stone MD", "NPI 1234567893", "License 036-12345", "Tax ID 00-1234567",
        "Practice NPI 1234567893", "11 Maple Office",
        "E11.9", "J02.9", "99213", "25", "AB", "03/12/2026", "200.00", "Card ending in 4242", "-20.00",
        "$180.00", "not a claim", "no payment is assigned", "Provider’s signature", "Page 1 of 1",
    ):  # fmt: skip
        assert part in words, part


def test_a_long_superbill_in_spanish_keeps_every_line_and_its_margins():
    pdf = draw_superbill(superbill_of("es", 40, LONG, diagnoses=DIAGNOSES * 6))
    pages = read_pages(pdf)
    assert len(pages) == 2
    assert sum(words.count("Visita al consultorio") for words in pages) == 40
    assert "Saldo" not in pages[0]
    assert "Página 2 de 2" in pages[1]
    assert "Provider" not in "".join(pages)
    for page in range(2):
        assert all(darkest_within(pdf, zone, page) == 255 for zone in MARGINS)


def test_what_is_not_on_file_is_said_on_the_superbill():
    bill = superbill_of()
    bill = replace(bill, patient=replace(bill.patient, insurance="", member_id=""))
    assert words_of(draw_superbill(bill)).count("not on file") == 2


def test_an_encounter_form_has_a_box_for_each_choice():
    words = words_of(draw_encounter_form(encounter_of(40, 24), "DEMO"))
    assert words.count("Own name of service") == 40
    assert words.count("Diagnosis number") == 24
    for part in (
        "Rivera, Ana M", "Born 03/04/1961", "9:30 am", "Ada Stone MD", "Sore throat", "$20.00", "$84.20",
        "09/14/2026", "Prairie Health Prairie PPO", "Next visit in", "Page 1 of 1", "DEMO",
    ):  # fmt: skip
        assert part in words, part


def test_a_long_list_runs_over_and_loses_nothing():
    pdf = draw_encounter_form(encounter_of(200, 30, LONG))
    words = words_of(pdf)
    assert all(f"{99200 + at} " in words for at in range(200))
    assert len(read_pages(pdf)) == 3
    for page in range(3):
        assert all(darkest_within(pdf, zone, page) == 255 for zone in MARGINS)


def test_a_copay_that_is_not_known_is_not_called_nothing():
    assert "not known" in words_of(draw_encounter_form(replace(encounter_of(), copay=None)))


def test_a_registration_form_shows_what_is_known_and_has_four_signatures():
    words = words_of(draw_registration_form(registration_of(), "DEMO"))
    for part in (
        "UPDATE OF YOUR DATA", "P1001", "Ana M Rivera", "03/04/1961", "12 Oak St., Apt. 4", "Springfield IL",
        "ana@example.org", "Spanish", "Prairie Health Prairie PPO", "XYZ11", "G-77", "Luis Rivera", "spouse",
        "(312) 555-0177", "Release of information", "Assignment of benefits", "Financial responsibility",
        "Consent to be contacted", "DEMO",
    ):  # fmt: skip
        assert part in words, part
    assert words.count("Signature of patient") == 4
    assert words.count("☐") == 5


def test_a_blank_registration_form_in_spanish_is_spanish_throughout():
    pdf = draw_registration_form(blank_registration("es"))
    words = words_of(pdf)
    assert words.count("Firma del paciente") == 4
    for english in ("Signature", "Release", "Patient", "Insurance", "Phone"):
        assert english not in words
    assert len(read_pages(pdf)) == 1
    assert "Página 1 de 1" in words


def test_labels_lie_where_their_stock_has_them():
    label = compose_specimen_label(ANA, VISIT_ON, "Ada Stone MD")
    pdf = draw_label_sheet(LabelSheets(LabelPlacing(find_stock("80"), 80, 2), label), "DEMO")
    assert len(read_pages(pdf)) == 2
    last = tuple(inches * 72 for inches in (6.46875, 10.0, 8.21875, 10.5))
    assert "Rivera,AnaM" in read_within(pdf, last, 0)
    assert "DEMO" in read_within(pdf, last, 0)
    assert darkest_within(pdf, (0, 0, 612, last[1] - 1), 0) == 255
    assert "Rivera" in read_within(pdf, (20, 36, 147, 72), 1)


def test_an_offset_moves_labels():
    label = compose_specimen_label(ANA, VISIT_ON)
    moved = draw_label_sheet(LabelSheets(LabelPlacing(find_stock("30"), 1, 1, 0.5, 0.25), label))
    assert darkest_within(moved, (0, 0, (0.1875 + 0.5) * 72, 792)) == 255
    assert darkest_within(moved, (0, 0, 612, (0.5 + 0.25) * 72)) == 255
    assert "Rivera" in words_of(moved)


@pytest.mark.parametrize("stock", ["30", "80", "10"])
def test_a_long_name_stays_on_its_label(stock):
    found = find_stock(stock)
    label = compose_specimen_label(replace(ANA, name=LONG), VISIT_ON, LONG.spoken)
    pdf = draw_label_sheet(LabelSheets(LabelPlacing(found), label))
    right, bottom = (found.left + found.width) * 72, (found.top + found.height) * 72
    assert darkest_within(pdf, (right, 0, 612, 792)) == 255
    assert darkest_within(pdf, (0, bottom, 612, 792)) == 255
    assert "III" in words_of(pdf)


def test_a_notice_has_its_blanks_filled_in_their_places():
    pdf = draw_advance_notice(notice_of(), "DEMO")
    assert "MapleStreetFamilyMedicine" in read_within(pdf, (36, 40, 576, 66))
    assert "AnaMRivera" in read_within(pdf, (160, 72, 320, 98))
    assert "P1001" in read_within(pdf, (470, 72, 576, 98))
    assert "82306VitaminDlevel" in read_within(pdf, (36, 192, 230, 276))
    assert "Medicaredoesnotpayforthistest" in read_within(pdf, (233, 192, 462, 276))
    assert read_within(pdf, (467, 192, 576, 276)) == "$85.00"
    words = words_of(pdf)
    for part in (
        "CMS-R-131",
        "01/31/2026",
        "Facsimile of layout: use the CMS form",
        "OPTION 3",
        "DEMO",
        "1 of 1",
    ):
        assert part in words, part


def test_the_notice_leaves_choice_signature_and_date_to_the_patient():
    filled, blank = draw_advance_notice(notice_of()), blank_notice()
    for zone in ((36, 340, 576, 544), (36, 668, 576, 712)):
        assert read_within(filled, zone) == read_within(blank, zone)


def test_the_longest_notice_in_spanish_stays_on_its_page():
    service = NoticedService("82306", "Nivel de vitamina D en la sangre, con su método")
    notice = notice_of(
        "es", patient_name=LONG.spoken, services=(service,) * 6, reason="No paga esta prueba. " * 11,
        more="Su médico la pidió. " * 12,
    )  # fmt: skip
    pdf = draw_advance_notice(notice)
    words = words_of(pdf)
    assert len(read_pages(pdf)) == 1
    assert words.count("82306") == 6
    assert words.count("No paga esta prueba.") == 11
    assert words.count("Su médico la pidió.") == 12
    assert "Aviso anticipado" in words
    assert all(darkest_within(pdf, zone) == 255 for zone in MARGINS)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_blanks_are_found_on_a_loaded_form_and_filled_there(language):
    form = draw_advance_notice(
        replace(notice_of(language), practice=PracticeHead("", Address()), patient_name="", services=())
    )
    form = blank_notice() if language == "en" else form
    blanks = find_notice_blanks(form)
    pdf = draw_notice_on_form(notice_of(), form, "DEMO")
    cell = (blanks.service.x - 2, blanks.service.y - 10, blanks.reason.x - 4, blanks.service.y + 60)
    assert "82306VitaminDlevel" in read_within(pdf, cell)
    assert "AnaMRivera" in read_within(pdf, (blanks.patient.x - 2, 70, 330, 98))
    assert "Medicaredoesnotpay" in read_within(pdf, (blanks.reason.x - 2, 190, blanks.cost.x, 276))
    assert "$85.00" in read_within(pdf, (blanks.cost.x - 2, 190, 576, 276))
    assert "DEMO" in words_of(pdf)


def test_the_other_pages_of_a_loaded_form_stay():
    writer = PdfWriter(clone_from=BytesIO(blank_notice()))
    writer.add_blank_page()
    buffer = BytesIO()
    writer.write(buffer)
    pdf = draw_notice_on_form(notice_of(), buffer.getvalue())
    assert len(PdfReader(BytesIO(pdf)).pages) == 2
    assert pdf == draw_notice_on_form(notice_of(), buffer.getvalue())


def test_another_pdf_is_not_taken_for_the_form():
    with pytest.raises(InputError, match="heading of blank A was not found"):
        find_notice_blanks(draw_superbill(superbill_of()))
    with pytest.raises(InputError, match="it cannot be read"):
        find_notice_blanks(b"%PDF-1.4 nothing")
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    buffer = BytesIO()
    writer.write(buffer)
    with pytest.raises(InputError, match="not of Letter size"):
        find_notice_blanks(buffer.getvalue())


def test_the_same_papers_make_the_same_bytes():
    assert draw_superbill(superbill_of()) == draw_superbill(superbill_of())
    assert draw_registration_form(registration_of()) == draw_registration_form(registration_of())
    assert draw_encounter_form(encounter_of()) == draw_encounter_form(encounter_of())
    assert draw_advance_notice(notice_of()) == draw_advance_notice(notice_of())


def test_every_fixed_word_can_be_drawn():
    words = "".join("".join(pair) for pair in DESK_LABELS.values())
    assert not set(words) - list_drawable()
