import pytest

from app.domain.payment_references import holds_card_number


@pytest.mark.parametrize(
    ("method", "text", "refused"),
    [
        ("card", "4242", False),
        ("card", "4111 1111 1111 1112", True),
        ("hsa", "approval 123456", False),
        ("check", "2231", False),
        ("check", "4111-1111-1111-1111", True),
        ("cash", "card 4111111111111111 given", True),
        ("ach", "091000019123456", False),
        ("ach", "411111111111111", False),
    ],
)
def test_full_card_numbers_are_known_by_their_digits(method, text, refused):
    assert holds_card_number(method, "", text) is refused
