"""What parties said: open questions, agreed points, and where their latest words differ."""

from datetime import date

from app.domain.disputes.cases import (
    Fact,
    FactKind,
    Lane,
    agreed_points,
    find_contradictions,
    lane_of,
    open_questions,
)


def a_fact(number, lane, kind=FactKind.SAID, day=1, **more):
    return Fact(number, lane, kind, date(2026, 4, day), more.pop("text", f"fact {number}"), **more)


def test_a_question_is_open_until_somebody_answers_it():
    asked = a_fact(1, Lane.DOCTOR, FactKind.ASKED)
    other = a_fact(2, Lane.PATIENT, FactKind.ASKED)
    answered = a_fact(3, Lane.DOCTOR, FactKind.ANSWERED, answers_id=1)
    assert open_questions((asked, other)) == (asked, other)
    assert open_questions((asked, other, answered)) == (other,)


def test_what_was_agreed_is_told_in_order_of_its_days():
    late = a_fact(1, Lane.INSURER, FactKind.AGREED, day=20)
    early = a_fact(2, Lane.PATIENT, FactKind.AGREED, day=3)
    assert agreed_points((late, early)) == (early, late)
    assert lane_of((late, early), Lane.PATIENT) == (early,)


def test_parties_contradict_each_other_by_their_latest_words():
    doctor = a_fact(1, Lane.DOCTOR, topic="approval_on_file", value="yes")
    insurer = a_fact(2, Lane.INSURER, topic="approval_on_file", value="no", day=2)
    (found,) = find_contradictions((doctor, insurer))
    assert found.words == "Was there an approval for the service? Doctor: yes. Insurer: no."
    came_round = a_fact(3, Lane.INSURER, topic="approval_on_file", value="yes", day=15)
    assert find_contradictions((doctor, insurer, came_round)) == ()


def test_one_party_alone_contradicts_nobody():
    said = a_fact(1, Lane.INSURER, topic="will_pay", value="no")
    changed = a_fact(2, Lane.INSURER, topic="will_pay", value="yes", day=9)
    assert find_contradictions((said, changed)) == ()
