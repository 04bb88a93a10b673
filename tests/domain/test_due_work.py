"""Due work: the most overdue first, and many of one kind as one line."""

from datetime import date

from app.domain.due_work import FEW, DueKind, DueLine, count_denied, gather, order_due

TODAY = date(2026, 11, 23)


def line(number, due, kind=DueKind.TO_DO):
    return DueLine(kind, number, f"Line {number}", due)


def test_the_most_overdue_comes_first_and_what_has_no_day_last():
    lines = [line(1, None), line(2, date(2026, 11, 24)), line(3, date(2026, 11, 2)), line(4, TODAY)]
    assert [each.id for each in order_due(lines)] == [3, 4, 2, 1]
    assert [each.is_overdue(TODAY) for each in order_due(lines)] == [True, False, False, False]


def test_few_lines_stay_and_many_become_one_that_counts_them():
    lines = [line(number, date(2026, 11, number), DueKind.DENIAL) for number in range(1, FEW + 2)]
    assert gather(lines[:FEW], FEW, "{count} denials", "show_denials") == tuple(lines[:FEW])
    (one,) = gather(lines[:1], 1_234, "{count} denials", "show_denials")
    assert (one.text, one.due, one.opens) == ("1,234 denials", date(2026, 11, 1), "show_denials")
    assert gather((), 0, "{count} denials", "show_denials") == ()


def test_late_denials_are_counted_apart_from_those_that_come_due():
    assert count_denied(14, 2, 30) == "Denied services to answer: 14 are late, 2 are due within 30 days"
    assert count_denied(0, 6, 30) == "Denied services to answer: 6 are due within 30 days"
    assert count_denied(1, 0, 30) == "Denied services to answer: 1 is late"


def test_only_what_a_person_answers_for_is_finished_by_hand():
    by_hand = {kind for kind in DueKind if line(1, None, kind).is_ended_by_hand}
    assert by_hand == {DueKind.TO_DO, DueKind.ASK_AGAIN, DueKind.PROMISE}
