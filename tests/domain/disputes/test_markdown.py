"""The small Markdown of letters: what is read, and that nothing typed is lost."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.disputes.markdown import Paragraph, Words, read_markdown


def test_paragraphs_items_and_bold_words():
    assert read_markdown("Dear all,\nplease **pay** now.\n\n- 76700\n- 99214\n\nThanks") == (
        Paragraph((Words("Dear all, please "), Words("pay", bold=True), Words(" now."))),
        Paragraph((Words("76700"),), is_item=True),
        Paragraph((Words("99214"),), is_item=True),
        Paragraph((Words("Thanks"),)),
    )


def test_a_lone_star_stands_as_it_was_typed():
    assert read_markdown("5 ** 2")[0].plain == "5 ** 2"


@given(st.text(alphabet="ab *-\n", max_size=60))
def test_no_letter_is_lost(text):
    kept = "".join(paragraph.plain for paragraph in read_markdown(text))
    assert [letter for letter in kept if letter in "ab"] == [letter for letter in text if letter in "ab"]
