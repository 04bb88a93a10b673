"""The estimate sheet and the Good Faith Estimate: whole on as many pages as they need, in either language."""

import re
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from app.documents.estimate_labels import DISCLAIMERS
from app.documents.estimate_sheet import draw_estimate_sheet
from app.documents.good_faith_estimate import draw_good_faith_estimate
from app.domain.estimate_record import keep_estimate
from app.domain.estimate_sheet import SheetHead, compose_estimate_sheet
from app.domain.estimates import EstimateQuestion, PlannedLine, compose_estimate
from app.domain.good_faith_sheet import (
    GoodFaithPlace,
    GoodFaithService,
    GoodFaithSheet,
    check_good_faith,
)
from app.domain.letterhead import PracticeHead
from app.domain.money import Money
from app.domain.people import Address
from app.domain.superbill import BilledDiagnosis, BilledProvider
from tests.documents.paper_reading import read_pages
from tests.domain.test_estimates import TODAY, scenario

PRACTICE = PracticeHead(
    "Maple Family Practice",
    Address("1 Main St", "", "Springfield", "IL", "62704"),
    "(217) 555-0100",
    tax_id="123456789",
)
HEAD = SheetHead(PRACTICE, "en", "Ana Rivera", "P1001", "Ada Stone MD")


def good_faith(count=2, language="en"):
    services = tuple(
        GoodFaithService(f"{17000 + at}", f"Service {at}", 1, Money(100_00)) for at in range(count)
    )
    return GoodFaithSheet(
        PRACTICE,
        "1234567893",
        language,
        TODAY,
        date(2026, 3, 16),
        "Eva Rivera",
        "P1002",
        date(1961, 3, 4),
        BilledProvider("Ada Stone MD", "1234567893"),
        GoodFaithPlace("Maple Office", Address("1 Main St", "", "Springfield", "IL", "62704")),
        services,
        (BilledDiagnosis("A", "B07.9"),),
    )


def words_of(pdf):
    return " ".join(" ".join(read_pages(pdf)).split())


def test_the_sheet_tells_the_share_the_steps_and_what_it_rests_on():
    sheet = compose_estimate_sheet(keep_estimate(compose_estimate(scenario())), HEAD)
    said = words_of(draw_estimate_sheet(sheet, "DEMO"))
    for words in (
        *("DEMO", "Ana Rivera", "Prairie PPO", "You pay about $152.00", "New patient visit (99203)"),
        *("Your copay for the visit is $40.00.", "$112.00 goes to your yearly deductible."),
        "deductible left $120.00",
        "This is our best estimate, not a guarantee; your plan decides.",
        "Page 1 of 1",
    ):
        assert words in said, words


def test_a_long_estimate_runs_over_with_its_sums_at_the_end():
    lines = tuple(PlannedLine(f"{17000 + at}", Money(100_00), name=f"Service {at}") for at in range(30))
    kept = keep_estimate(compose_estimate(EstimateQuestion(TODAY, TODAY, lines)))
    pages = read_pages(draw_estimate_sheet(compose_estimate_sheet(kept, HEAD)))
    assert len(pages) > 1
    assert "Together we expect you to pay $3,000.00." in " ".join(pages[-1].split())
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_right_stands_on_the_good_faith_estimate(language):
    said = words_of(draw_good_faith_estimate(good_faith(language=language)))
    for words in DISCLAIMERS[language]:
        assert words in said, words


def test_its_body_is_written_in_twelve_points(tmp_path):
    path = tmp_path / "estimate.pdf"
    path.write_bytes(draw_good_faith_estimate(good_faith()))
    sizes = []

    def look(text, _cm, _tm, _font, size):
        if text.strip():
            sizes.append((round(size), text.strip()))

    for page in PdfReader(path).pages:
        page.extract_text(visitor_text=look)
    small = [text for size, text in sizes if size < 12]
    # Only the practice's head, the facts beside it and the page number are smaller.
    assert not [text for text in small if re.search(r"dispute|estimate of|Service|charge", text)]
    assert sum(size == 12 for size, _ in sizes) > 20


@pytest.mark.parametrize("language", ["en", "es"])
def test_two_services_stand_on_one_page(language):
    assert len(read_pages(draw_good_faith_estimate(good_faith(2, language)))) == 1


def test_a_page_more_holds_more_than_the_line_with_the_phone():
    pages = read_pages(draw_good_faith_estimate(good_faith(4, "es")))
    assert len(pages) == 2
    assert DISCLAIMERS["es"][-1] in " ".join(pages[1].split())


def test_many_services_are_all_there_and_added_up():
    pdf = draw_good_faith_estimate(good_faith(40))
    said = words_of(pdf)
    assert all(f"{17000 + at}" in said for at in range(40))
    assert "Total expected $4,000.00" in said


def test_what_the_law_wants_and_is_not_on_record_is_named():
    assert check_good_faith(good_faith()) == ()
    bare = replace(
        good_faith(0),
        birth_date=None,
        provider=BilledProvider(),
        place=GoodFaithPlace(),
        practice=PracticeHead("Maple", Address()),
    )
    missing = [finding.field for finding in check_good_faith(bare)]
    assert missing == ["birth_date", "provider", "npi", "tax_id", "state", "services"]
