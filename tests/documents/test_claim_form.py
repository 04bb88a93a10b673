import ctypes
import re
from collections import Counter
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import zxingcpp
from pypdf import PdfReader

from app.documents.alignment_sheet import draw_alignment_sheet
from app.documents.claim_form import draw_blank_form, draw_claim_forms
from app.domain.claim_form import ClaimForm, FormPage, fill_claim_form
from app.domain.form_grid import NO_OFFSET, PrinterOffset
from tests.claim_samples import GRID, claim, line

WITHIN_IN = 0.01
CENTRE = (4.25, 5.5)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
OFFSETS = [
    NO_OFFSET,
    PrinterOffset(0.13, -0.07),
    PrinterOffset(-0.30, 0.30, 1.02),
    PrinterOffset(0.05, 0.05, 0.98, small_type=True),
]


def full_form():
    """A page on which every cell of every box is filled."""
    boxes = {}
    for field in GRID.fields.values():
        text = "".join(LETTERS[(field.line + field.col + i) % len(LETTERS)] for i in range(field.length))
        boxes[field.id] = "X" if field.format == "check" else text
    return ClaimForm("1", (FormPage(1, 1, boxes),))


def printed(pdf, page=0):
    """Where each printed letter begins: letter, inches from the left, inches from the top."""
    document = pypdfium2.PdfDocument(pdf)
    text = document[page].get_textpage()
    found = []
    for index in range(text.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(text, index))
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        if letter.strip():
            found.append((letter, x.value / 72, 11 - y.value / 72))
    return found


def where(boxes, printer=NO_OFFSET):
    """Where the grid says that each letter begins, on a sheet misplaced by the printer."""
    for field_id, text in boxes.items():
        field = GRID.fields[field_id]
        indent = 0.6 / 72 if printer.small_type else 0
        left = 0.32 + 0.1 * (field.col - 1) + (0.1 * (field.length - len(text)) if field.right_aligned else 0)
        left += indent + (field.pair_shift_in if len(text) == 2 else 0)
        top = (field.line + 2) / 6 - 0.043
        for number, letter in enumerate(text):
            if letter.strip():
                x = CENTRE[0] + printer.scale * (left + 0.1 * number - CENTRE[0]) + printer.dx
                y = CENTRE[1] + printer.scale * (top - CENTRE[1]) + printer.dy
                yield letter, x, y


def assert_same_places(found, expected):
    left = list(expected)
    for letter, x, y in found:
        near = [
            place
            for place in left
            if place[0] == letter and abs(place[1] - x) <= WITHIN_IN and abs(place[2] - y) <= WITHIN_IN
        ]
        assert near, f"{letter} at {x:.3f}, {y:.3f} in stands in no cell"
        left.remove(near[0])
    assert not left, f"not printed: {left}"


@pytest.mark.parametrize("printer", OFFSETS)
def test_every_character_cell_and_check_mark_lies_on_the_grid(printer):
    form = full_form()
    found = printed(draw_claim_forms([form], GRID, printer))
    assert_same_places(found, where(form.pages[0].boxes, printer))


@pytest.mark.parametrize("field", [field.id for field in GRID.fields.values() if field.format == "check"])
def test_the_x_of_each_check_box_lies_in_its_cell(field):
    form = ClaimForm("1", (FormPage(1, 1, {field: "X"}),))
    ((letter, x, y),) = printed(draw_claim_forms([form], GRID))
    box = GRID.fields[field]
    assert letter == "X"
    assert x == pytest.approx(0.32 + 0.1 * (box.col - 1), abs=WITHIN_IN)
    assert y == pytest.approx((box.line + 2) / 6 - 0.043, abs=WITHIN_IN)


CHECK_BOXES = {
    (8, "i1"): (1, 8, 15, 24, 31, 39, 45),
    (10, "i3"): (42, 47),
    (12, "i6"): (33, 38, 42, 47),
    (20, "i10a"): (35, 41),
    (22, "i10b"): (35, 41),
    (24, "i10c"): (35, 41),
    (20, "i11a"): (68, 75),
    (26, "i11d"): (52, 57),
    (36, "i20"): (52, 57),
    (56, "i25"): (17, 19),
    (56, "i27"): (38, 43),
}


def test_the_grid_has_the_check_boxes_of_the_paper():
    checks = [field for field in GRID.fields.values() if field.format == "check"]
    known = [(line, item, col) for (line, item), cols in CHECK_BOXES.items() for col in cols]
    assert sorted((field.line, f"i{field.item}", field.col) for field in checks) == sorted(known)


def test_short_amounts_stand_against_the_dotted_rule():
    boxes = {
        "i28_dollars": "75",
        "i28_cents": "00",
        "24.3.f_dollars": "5",
        "24.3.h_shaded": "AV",
        "24.3.h": "Y",
    }
    found = printed(draw_claim_forms([ClaimForm("1", (FormPage(1, 1, boxes),))], GRID))
    assert_same_places(found, where(boxes))
    assert max(x for letter, x, _ in found if letter == "7") == pytest.approx(0.32 + 0.1 * 55, abs=WITHIN_IN)


def test_a_filled_claim_prints_all_of_its_boxes_and_nothing_else():
    form = fill_claim_form(GRID, claim(*[line(cents=101_00 * n) for n in range(1, 8)]))
    pdf = draw_claim_forms([form], GRID)
    for number, page in enumerate(form.pages):
        assert_same_places(printed(pdf, number), where(page.boxes))


def test_a_text_too_long_never_runs_into_the_next_box_and_foreign_letters_show_as_question_marks():
    boxes = {"i2": "A" * 40, "i9": "李B"}
    found = printed(draw_claim_forms([ClaimForm("1", (FormPage(1, 1, boxes),))], GRID))
    assert Counter(letter for letter, _, _ in found) == {"A": 28, "?": 1, "B": 1}


def test_many_claims_go_into_one_letter_size_file_without_a_date():
    forms = [fill_claim_form(GRID, claim(*[line()] * count)) for count in (1, 7, 13)]
    pdf = draw_claim_forms(forms, GRID)
    reader = PdfReader(BytesIO(pdf))
    assert len(reader.pages) == 6
    assert all([float(side) for side in page.mediabox] == [0, 0, 612, 792] for page in reader.pages)
    with pytest.raises(ValueError, match="no claim form"):
        draw_claim_forms([], GRID)


@pytest.mark.parametrize("facsimile", [False, True])
def test_drawing_again_gives_the_same_bytes(facsimile):
    form = fill_claim_form(GRID, claim())
    first = draw_claim_forms([form], GRID, facsimile=facsimile, mark="DEMO")
    assert first == draw_claim_forms([form], GRID, facsimile=facsimile, mark="DEMO")
    other = fill_claim_form(GRID, replace(claim(), account_number="2"))
    assert first != draw_claim_forms([other], GRID, facsimile=facsimile, mark="DEMO")


def test_the_mark_stands_outside_all_boxes():
    form = full_form()
    marked = Counter(printed(draw_claim_forms([form], GRID, mark="DEMO")))
    plain = Counter(printed(draw_claim_forms([form], GRID)))
    places = [(x, y) for _, x, y in (marked - plain)]
    assert len(places) == 4
    assert all(x < GRID.left_in(41) and y < GRID.baseline_in(5) for x, y in places)


CAPTIONS = [
    "HEALTH INSURANCE CLAIM FORM",
    "1a. INSURED'S I.D. NUMBER",
    "2. PATIENT'S NAME",
    "3. PATIENT'S BIRTH DATE",
    "4. INSURED'S NAME",
    "5. PATIENT'S ADDRESS",
    "6. PATIENT RELATIONSHIP TO INSURED",
    "7. INSURED'S ADDRESS",
    "8. RESERVED FOR NUCC USE",
    "9. OTHER INSURED'S NAME",
    "10. IS PATIENT'S CONDITION RELATED TO:",
    "a. EMPLOYMENT?",
    "b. AUTO ACCIDENT?",
    "c. OTHER ACCIDENT?",
    "10d. CLAIM CODES",
    "11. INSURED'S POLICY GROUP",
    "a. INSURED'S DATE OF BIRTH",
    "b. OTHER CLAIM ID",
    "c. INSURANCE PLAN NAME",
    "d. IS THERE ANOTHER HEALTH",
    "READ BACK OF FORM",
    "12. PATIENT'S OR AUTHORIZED",
    "13. INSURED'S OR AUTHORIZED",
    "14. DATE OF CURRENT ILLNESS",
    "15. OTHER DATE",
    "16. DATES PATIENT UNABLE TO WORK",
    "17. NAME OF REFERRING",
    "17a.",
    "17b.",
    "18. HOSPITALIZATION DATES",
    "19. ADDITIONAL CLAIM INFORMATION",
    "20. OUTSIDE LAB?",
    "21. DIAGNOSIS OR NATURE",
    "ICD Ind.",
    "22. RESUBMISSION",
    "ORIGINAL REF. NO.",
    "23. PRIOR AUTHORIZATION NUMBER",
    "24. A.",
    "DATE(S) OF SERVICE",
    "PLACE OF",
    "EMG",
    "D. PROCEDURES, SERVICES, OR SUPPLIES",
    "MODIFIER",
    "DIAGNOSIS",
    "$ CHARGES",
    "DAYS OR",
    "EPSDT",
    "QUAL.",
    "RENDERING",
    "25. FEDERAL TAX I.D. NUMBER",
    "SSN",
    "EIN",
    "26. PATIENT'S ACCOUNT NO.",
    "27. ACCEPT ASSIGNMENT?",
    "28. TOTAL CHARGE",
    "29. AMOUNT PAID",
    "30. Rsvd for NUCC Use",
    "31. SIGNATURE OF PHYSICIAN",
    "32. SERVICE FACILITY LOCATION",
    "33. BILLING PROVIDER",
    "PLEASE PRINT OR TYPE",
    "FORM 1500 (02-12)",
    "NUCC Instruction Manual",
    "CARRIER",
    "PICA",
]


def test_the_facsimile_bears_the_caption_of_every_item():
    text = pypdfium2.PdfDocument(draw_blank_form(GRID))[0].get_textpage().get_text_range()
    shown = re.sub(r"\s", "", text).replace("’", "'")
    assert [caption for caption in CAPTIONS if caption.replace(" ", "") not in shown] == []


def test_the_facsimile_is_drawn_once_a_file_and_its_boxes_hold_the_marks():
    pdf = draw_claim_forms([full_form()] * 3, GRID, facsimile=True)
    reader = PdfReader(BytesIO(pdf))
    forms = [page["/Resources"]["/XObject"] for page in reader.pages]
    assert len({xobjects.raw_get(name).idnum for xobjects in forms for name in xobjects}) == 1
    (form,) = (forms[0][name] for name in forms[0])
    numbers = re.findall(rb"n ([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re S", form.get_data())
    boxes = [[float(number) / 72 for number in found] for found in numbers]
    for field in GRID.fields.values():
        if field.format == "check":
            x = GRID.left_in(field.col) + 0.05
            y = 11 - GRID.baseline_in(field.line) + 0.047
            near = [
                box
                for box in boxes
                if abs(box[0] + box[2] / 2 - x) < 0.01 and abs(box[1] + box[3] / 2 - y) < 0.01
            ]
            assert len(near) == 1, field.id


def test_the_code_of_the_facsimile_leads_to_the_committee():
    image = pypdfium2.PdfDocument(draw_blank_form(GRID))[0].render(scale=4).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(image)] == ["http://www.nucc.org/"]


def test_the_alignment_sheet_prints_its_marks_where_a_claim_would():
    printer = PrinterOffset(0.1, -0.05)
    alone = printed(draw_alignment_sheet(GRID, printer, "Tray 1", marks_only=True))
    assert_same_places(alone, where({"align_left": "XXX", "align_right": "XXX"}, printer))
    sheet = printed(draw_alignment_sheet(GRID, printer, "Büro <b>1</b>"))
    marks = list(
        where({"i1_medicare": "X", "i27_n": "X", "i33a": "8888888888", "24.6.a_to_yy": "88"}, printer)
    )
    for letter, x, y in marks:
        assert any(
            mark == letter and abs(a - x) < WITHIN_IN and abs(b - y) < WITHIN_IN for mark, a, b in sheet
        )
    text = (
        pypdfium2.PdfDocument(draw_alignment_sheet(GRID, printer, "Tray 1"))[0]
        .get_textpage()
        .get_text_range()
    )
    assert "Tray 1" in text
    assert "+0.10 inch to the right, -0.05 inch down" in text
