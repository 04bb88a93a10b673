"""People alike are found in the records by what is known of the one being typed."""

from datetime import date

from app.domain.duplicates import PersonFacts
from app.queries.duplicates import list_likely_duplicates

BORN = date(1961, 3, 4)


def found(practice, **facts):
    person = PersonFacts(0, **{"last": "", "first": "", **facts})
    return [line.name for line in practice.session.ask(list_likely_duplicates, person)]


def test_people_alike_are_found_by_each_way(practice):
    practice.a_patient("Núñez", "María", birth_date=BORN, phone="3125550142")
    practice.a_patient("Chen", "Wei", birth_date=date(1950, 1, 2), phone="2175550199")
    assert found(practice, last="Nunez", first="Maria") == ["Núñez, María"]
    assert found(practice, last="Maria", first="Nunez") == ["Núñez, María"]
    assert found(practice, last="Nunes", first="Mary", birth_date=BORN) == ["Núñez, María"]
    assert found(practice, last="Nunez", phones=("3125550142",)) == ["Núñez, María"]


def test_a_birth_date_alone_or_nothing_finds_nobody(practice):
    practice.a_patient("Rivera", "Ana", birth_date=BORN, phone="3125550142")
    assert found(practice) == []
    assert found(practice, birth_date=BORN) == []
    assert found(practice, last='x" OR "rivera', first="*") == []
