"""A button beside a finding opens the page or the part of the settings that it names."""

import pytest

from app.views.billing.mending import MENDS


@pytest.mark.parametrize("kind", sorted(MENDS))
def test_every_way_to_mend_ends_where_it_says(open_window, practice, kind):
    patient = practice.an_insured_patient()
    hands = open_window()
    billing = hands.window.show_room("billing")
    mend = MENDS[kind]
    if mend.part:
        billing.part_asked.emit(mend.part)
        settings = hands.window.show_room("settings")
        assert settings.list.current_row() == mend.part
    else:
        billing.page_asked.emit(patient, mend.page)
        patients = hands.window.show_room("patients")
        assert patients.patient_id == patient
        assert patients.record.page(mend.page).isVisible()
