"""What payers say of coverage is read whole, in every shape; a damaged file ends in the reader's error."""

import random
from datetime import date
from decimal import Decimal

import pytest

from app.domain.money import Money
from app.edi.acknowledgements import read_answers
from app.edi.syntax import X12Error
from app.edi.x271_values import Refusal, ToldParty
from tests.edi.coverage_makers import (
    ACTIVE,
    ANA,
    INACTIVE,
    MANY,
    NOT_FOUND,
    UNKNOWN,
    dependent,
    insured,
    make_271,
    make_refused_271,
)
from tests.edi.test_harm import SAMPLES as OTHER_ANSWERS
from tests.edi.test_x835_harm import STRANGE

MUTATIONS = 2000


def read(text):
    (reply,) = read_answers(text.encode()).coverage
    return reply


def only_answer(text):
    (answer,) = read(text).answers
    return answer


def benefits_of(told):
    return only_answer(make_271(insured("PB1", told))).benefits


def test_who_answers_whom_about_which_question():
    reply = read(make_271(insured("PB1", ACTIVE), reference="PE7"))
    assert (reply.payer_name, reply.payer_id, reply.reference) == ("GOOD PAYER", "12345", "PE7")
    (answer,) = reply.answers
    assert answer.traces == ("PB1",)
    assert answer.patient is None
    person = answer.person
    assert (person.last_name, person.first_name, person.member_id) == ("RIVERA", "ANA", "XYZ11")
    assert (person.street, person.city, person.state, person.zip) == (
        "5 OAK ST",
        "SPRINGFIELD",
        "IL",
        "62704",
    )
    assert (person.birth_date, person.sex) == (date(1961, 3, 4), "F")
    assert dict(answer.dates)["346"] == (date(2026, 1, 1), date(2026, 1, 1))


def test_amounts_are_cents_and_a_share_told_as_fraction_is_basis_points():
    copay, share, deductible, left = benefits_of(ACTIVE)[1:5]
    assert (copay.code, copay.services, copay.amount, copay.network) == ("B", ("98",), Money(3000), "Y")
    assert (share.code, share.percent_bp) == ("A", 2000)
    assert (deductible.level, deductible.period, deductible.amount) == ("IND", "23", Money(150000))
    assert (left.period, left.amount) == ("29", Money(42050))


@pytest.mark.parametrize(
    ("told", "points"), [(".2", 2000), ("0.125", 1250), ("20", 2000), ("1", 10000), ("0", 0)]
)
def test_a_share_is_read_as_payers_write_it(told, points):
    assert benefits_of([*ANA, f"EB*A**30*****{told}~"])[0].percent_bp == points


def test_several_service_types_in_one_element_are_all_there():
    found = next(each for each in benefits_of(MANY) if len(each.services) > 1)
    assert found.services == ("1", "33", "47", "86", "88", "98", "AL", "MH", "UC")


def test_limits_messages_other_payers_and_refused_benefits_stay_with_their_benefit():
    found = benefits_of(MANY)
    limit = next(each for each in found if each.code == "F" and each.period == "23")
    assert (limit.quantity_kind, limit.quantity, limit.approval) == ("VS", Decimal(30), "Y")
    assert limit.messages == ("HSD VS 30 23 1", "CHIROPRACTIC CARE NEEDS NO REFERRAL")
    other = next(each for each in found if each.code == "R")
    assert other.parties == (ToldParty("PRP", "OTHER MUTUAL", "777", ("8005550100", "OTHER.EXAMPLE")),)
    assert other.dates == (("290", (date(2026, 1, 1), date(2026, 1, 1))),)
    doctor = next(each for each in found if each.code == "L")
    assert doctor.parties[0].name == "ADA STONE"
    assert found[-1].refusals == (Refusal("benefit", "42", "R"),)
    assert only_answer(make_271(insured("PB1", MANY))).refusals == ()


def test_the_name_of_another_payer_does_not_become_that_of_the_patient():
    assert only_answer(make_271(insured("PB1", MANY))).person.last_name == "RIVERA"


def test_a_dependent_is_the_person_and_the_insured_stands_beside_him():
    reply = read(make_271(dependent("PB1", ACTIVE[4:]), insured("PB2", INACTIVE, 5)))
    child, parent = reply.answers
    assert (child.person.first_name, child.insured.first_name) == ("LUZ", "ANA")
    assert child.person.birth_date == date(2015, 5, 6)
    assert child.traces == ("PB1",)
    assert (parent.traces, parent.patient) == (("PB2",), None)


def test_an_insured_person_who_is_answered_for_himself_too_is_not_lost():
    both = (*insured("PB1", ACTIVE), *dependent("PB2", INACTIVE[4:])[2:])
    first, second = read(make_271(both)).answers
    assert (first.traces, second.traces) == (("PB1",), ("PB2",))
    assert (first.person.first_name, second.person.first_name) == ("ANA", "LUZ")


def test_a_person_who_is_not_found_is_refused_with_the_reason():
    answer = only_answer(make_271(insured("PB1", NOT_FOUND)))
    assert answer.refusals == (Refusal("person", "75", "C"),)
    assert answer.benefits == ()


@pytest.mark.parametrize("at", ["payer", "provider"])
def test_a_file_that_is_refused_whole_names_the_level_and_our_reference(at):
    reply = read(make_refused_271("PE7", at, "42"))
    assert reply.refusals == (Refusal(at, "42", "C"),)
    assert (reply.answers, reply.reference) == ((), "PE7")


def test_other_delimiters_and_line_breaks_are_read_alike():
    text = make_271(insured("PB1", MANY))
    own = text.translate(str.maketrans("*^:~", "|+>\n"))
    assert read(own).answers == read(text).answers
    assert read(text.replace("~", "~\r\n")).answers == read(text).answers


@pytest.mark.parametrize(
    ("segments", "words"),
    [
        (["EB~"], "what it is"),
        (["EB*C**30***23*1O0~"], "not an amount"),
        (["EB*A**30*****250~"], "between 0 and 100"),
        (["DTP*346*D8*20260230~"], "not a date"),
        (["LS*2120~"], "before a benefit"),
        (["AAA*N~"], "no reason"),
        (["HL*9*9*99*0~"], "is not known"),
    ],
)
def test_what_cannot_be_understood_is_named_with_its_segment(segments, words):
    with pytest.raises(X12Error, match=words) as refused:
        read(make_271(insured("PB1", [*ANA, *segments])))
    assert refused.value.number == 15


def test_a_patient_or_benefit_out_of_its_tree_is_refused():
    with pytest.raises(X12Error, match="before the insured"):
        read(make_271(["HL*3*2*23*0~"]))
    with pytest.raises(X12Error, match="before the person"):
        read(make_271(["EB*1**30~"]))


def harmed(chance, content):
    """Change a sample in one to four places: bytes, elements or segments."""
    for _ in range(chance.randrange(1, 5)):
        segments = content.split(b"~")
        at = chance.randrange(len(segments))
        how = chance.randrange(6)
        if how == 0:
            content = content[: chance.randrange(1, len(content) + 1)]
        elif how == 1:
            place = chance.randrange(len(content))
            content = content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :]
        elif how == 2:
            del segments[at]
            content = b"~".join(segments)
        elif how == 3:
            segments.insert(chance.randrange(len(segments)), segments[at])
            content = b"~".join(segments)
        else:
            elements = segments[at].split(b"*")
            elements[chance.randrange(len(elements))] = chance.choice(STRANGE)
            segments[at] = b"*".join(elements)
            content = b"~".join(segments)
        if not content:
            break
    return content


def test_two_thousand_harmed_answers_raise_nothing_but_the_readers_own_error():
    shapes = (ACTIVE, INACTIVE, UNKNOWN, NOT_FOUND, MANY)
    samples = [make_271(insured("PB1", told)).encode() for told in shapes]
    samples += [make_271(dependent("PB1", MANY[4:]), insured("PB2", MANY, 5)).encode()]
    samples += [make_refused_271("PE7").encode(), make_refused_271("PE7", "payer").encode()]
    read_whole = refused = 0
    for number in range(MUTATIONS):
        chance = random.Random(number)
        try:
            read_answers(harmed(chance, chance.choice(samples)))
            read_whole += 1
        except X12Error:
            refused += 1
    assert read_whole + refused == MUTATIONS
    assert read_whole > MUTATIONS / 10
    assert refused > MUTATIONS / 10


def test_answers_about_coverage_stand_beside_other_answers_in_one_file():
    content = OTHER_ANSWERS[1] + make_271(insured("PB1", ACTIVE)).encode()
    found = read_answers(content)
    assert len(found.groups) == 1
    assert len(found.coverage) == 1
