"""The letter of a dispute on paper: whose claim, the words with their weights, further pages, enclosures."""

from app.documents.appeal_letter import draw_appeal_letter
from app.domain.disputes.letters import (
    DisputeLetterKind,
    DisputeLetterPaper,
    DisputeLetterText,
    compose_letter,
)
from tests.documents.paper_reading import read_pages
from tests.domain.disputes.test_letters import FACTS

TEXT = compose_letter(DisputeLetterKind.AUTHORIZATION, FACTS)
ENCLOSURES = ("The claim exactly as it was sent", "The insurer’s answer with the disputed lines")


def test_one_page_bears_claim_words_and_enclosures():
    (page,) = read_pages(draw_appeal_letter(DisputeLetterPaper(FACTS, TEXT, ENCLOSURES)))
    for wanted in (
        "Prairie Health",
        "PO Box 9",
        "2026081A4417",
        "XYZ123",
        "Subject: Internal appeal: approval was on file",
        "authorization A-771203 covers 76700",
        "76700 of 03/02/2026: billed $420.00, in dispute $420.00",
        "Maria Lee, Cedar Clinic",
        "1. The claim exactly as it was sent",
    ):
        assert wanted in page


def test_long_words_run_on_to_further_pages_and_nothing_is_lost():
    body = "\n\n".join(f"Paragraph {number} " + "and more words " * 30 for number in range(40))
    pages = read_pages(
        draw_appeal_letter(
            DisputeLetterPaper(FACTS, DisputeLetterText(TEXT.kind, TEXT.subject, body), ENCLOSURES)
        )
    )
    assert len(pages) > 2
    text = " ".join(pages)
    assert all(f"Paragraph {number} " in text for number in range(40))
    assert "Enclosures" in pages[-1]


def test_a_signature_takes_the_last_words_along_to_its_page():
    for count in range(5, 16):
        body = "\n\n".join(["Why we write. " * 10] * count + ["The last words."])
        text = DisputeLetterText(TEXT.kind, TEXT.subject, body)
        *_, last = read_pages(draw_appeal_letter(DisputeLetterPaper(FACTS, text, ENCLOSURES)))
        assert "The last words." in last
        assert "Sincerely" in last


def test_the_same_letter_gives_the_same_bytes():
    paper = DisputeLetterPaper(FACTS, TEXT, ENCLOSURES)
    assert draw_appeal_letter(paper) == draw_appeal_letter(paper)
