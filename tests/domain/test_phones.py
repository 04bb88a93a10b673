"""Phone numbers as typed and pasted."""

import pytest

from app.domain.errors import InputError
from app.domain.phones import format_phone, read_phone


@pytest.mark.parametrize(
    "text",
    ["3125550142", "312-555-0142", "(312) 555-0142", "+1 312.555.0142", "1 312 555 0142", " 312/555-0142 "],
)
def test_ten_digits_are_kept(text):
    assert read_phone(text) == "3125550142"
    assert format_phone(read_phone(text)) == "(312) 555-0142"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("555-0142", "10 digits; this has 7"),
        ("", "10 digits; this has 0"),
        ("23125550142", "10 digits; this has 11"),
        ("112-555-0142", r"\(112\) 555-0142 is not a US number"),
        ("312-155-0142", "not a US number"),
        ("312-555-0142 x12", "extension"),
        ("٣١٢٥٥٥٠١٤٢", "digits only"),
    ],
)
def test_other_texts_are_refused_with_a_sentence(text, sentence):
    with pytest.raises(InputError, match=sentence):
        read_phone(text)
