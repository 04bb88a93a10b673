"""Typing over a claim form: what is kept, what is not, and where a finding lies."""

from app.domain.claim_typing import (
    choices_beside,
    compose_sent_form,
    compose_typed_form,
    opposite_mark,
    retype_form,
)
from app.domain.findings import has_errors
from tests.claim_samples import GRID, claim, line
from tests.domain.scrub_samples import facts


def typed_form(*lines, typed=None, **changes):
    return compose_typed_form(GRID, claim(*lines, **changes), typed or {}, facts())


def test_a_text_typed_over_stands_on_the_form_and_can_be_taken_back():
    form = typed_form()
    over = retype_form(form, form.typed_texts(0, "i2", "Rivera, Anita"))
    assert over.text(0, "i2") == "RIVERA, ANITA"
    assert over.plain_text(0, "i2") == "RIVERA, ANA, M"
    assert over.is_typed(0, "i2")
    back = retype_form(over, over.typed_texts(0, "i2", over.plain_text(0, "i2")))
    assert back.typed == {}
    assert back.form == form.form


def test_writing_what_the_records_say_is_no_typing_over():
    form = typed_form()
    assert form.typed_texts(0, "i2", "rivera, ana, m.") == {}


def test_an_emptied_box_stays_empty_and_is_checked():
    form = typed_form()
    emptied = retype_form(form, form.typed_texts(0, "i1a", ""))
    assert emptied.text(0, "i1a") == ""
    assert [finding.field for finding in emptied.findings if "member ID" in finding.text] == ["i1a"]


def test_marking_one_box_of_a_question_clears_the_other():
    form = typed_form()
    assert form.text(0, "i1_group") == "X"
    marked = retype_form(form, form.typed_texts(0, "i1_other", opposite_mark("")))
    assert (marked.text(0, "i1_group"), marked.text(0, "i1_other")) == ("", "X")
    assert not has_errors(marked.findings)
    again = retype_form(marked, marked.typed_texts(0, "i1_group", "X"))
    assert again.typed == {}


def test_choices_are_those_of_one_question_only():
    assert choices_beside(GRID, "i3_m") == ("i3_f",)
    assert choices_beside(GRID, "i10b_y") == ("i10b_n",)


def test_a_box_of_the_second_page_is_found_by_its_address():
    form = typed_form(*[line(day=day) for day in range(1, 9)])
    typed = form.typed_texts(1, "24.2.e", "Z")
    assert typed == {"24.8.e": "Z"}
    over = retype_form(form, typed)
    assert over.place_of("24.8.e") == (1, "24.2.e")
    assert over.place_of("24.2.e") == (0, "24.2.e")
    assert over.place_of("i28_dollars@2") == (1, "i28_dollars")
    assert over.place_of("24.99.e") is None
    assert over.place_of("nothing") is None
    assert any(finding.field == "24.8.e" for finding in over.findings)


def test_a_sent_form_is_shown_as_it_was_printed():
    boxes = {"2": {"24.1.e": "B"}, "1": {"i2": "OLD, NAME"}, "10": {}}
    sent = compose_sent_form(GRID, claim(), boxes, facts())
    assert [page.number for page in sent.form.pages] == [1, 2, 10]
    assert sent.text(0, "i2") == "OLD, NAME"
    assert sent.place_of("24.7.e") == (1, "24.1.e")
    assert sent.findings == ()
