"""The list of denials: open lines with their reason in our own words, and until when to act."""

from datetime import timedelta

from app.queries.denials import TAKEN_BACK, list_denials
from app.services import adjudications
from tests.ledger_hands import day
from tests.practice_fixtures import TODAY

pytest_plugins = ("tests.services.remittance_fixtures",)


def denials(remitting, text=""):
    return remitting.session.ask(list_denials, text)


def test_a_denied_line_is_listed_with_words_and_a_last_day(remitting):
    visit = remitting.a_visit("99213", "76700")
    remitting.post(remitting.answer(visit.claim_id, ("CO-45 8360",), ("CO-197 42000",)))
    (line,) = denials(remitting)
    assert (line.code, line.reason, line.open.dollars, line.payer) == (
        "76700",
        "CO-197",
        "$420.00",
        "Prairie Health",
    )
    assert "approval" in line.words
    assert line.due == line.received_on + timedelta(days=180)
    assert [len(denials(remitting, text)) for text in ("riv", "co-197", "co-50", "Holm")] == [1, 1, 0, 0]


def test_what_is_settled_answered_anew_or_taken_back_by_us_is_not_listed(remitting):
    visit = remitting.a_visit("76700")
    remitting.post(remitting.answer(visit.claim_id, ("CO-197 42000",)))
    adjudications.reverse_adjudication(remitting.session, 1, "typed twice")
    assert denials(remitting) == ()


def test_each_reason_has_its_own_window_and_the_soonest_comes_first(remitting):
    late, early = remitting.a_visit("99213"), remitting.a_visit("99214", last="Holm", on=day(6, 1))
    remitting.post(
        remitting.answer(late.claim_id, ("CO-16 16500",)), remitting.answer(early.claim_id, ("CO-27 21000",))
    )
    lines = denials(remitting)
    assert [(line.reason, line.due) for line in lines] == [
        ("CO-16", day(3, 4) + timedelta(days=180)),
        ("CO-27", day(6, 1) + timedelta(days=180)),
    ]


def test_a_takeback_is_listed_as_such_and_gone_when_the_remittance_is_taken_back(remitting):
    old, now = remitting.a_visit("99213"), remitting.a_visit("99214", last="Holm")
    remitting.post(remitting.answer(old.claim_id), trace="EFT0")
    number = remitting.answer(old.claim_id).number
    done = remitting.post(remitting.answer(now.claim_id), plbs=(("WO", number, 16500),))
    (line,) = denials(remitting)
    assert (line.reason, line.open.dollars, line.claim_id) == (TAKEN_BACK, "$165.00", old.claim_id)
    remitting.unpost(done.id)
    assert denials(remitting) == ()
    assert line.received_on <= TODAY
