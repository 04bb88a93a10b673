"""Contracts are typed by keys with their rates, changed by a version, ended, and drafts of them come back."""

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt

from app.domain.contracts import RateKind
from app.domain.underpayments import Tolerance
from app.models.contracts import Contract
from app.queries.contracts import find_contract, find_tolerance, terms_of
from app.services.contracts import add_contract
from app.services.official_files import Wanted, load_official_file, preview_official_file
from app.views.settings.contracts_panel import ContractsPanel
from tests import official_samples
from tests.domain.contract_samples import money, term
from tests.practice_fixtures import TODAY
from tests.views.settings.test_payer_windows import CTRL, ENTER, Hands

NEW_YEAR, JULY = date(2026, 1, 1), date(2026, 7, 1)


class ContractHands(Hands):
    """The panel of contracts, worked by keys."""

    @property
    def box(self):
        return self.panel.contract_form.box

    def fill_term(self, **texts):
        """Type over the fields of a rate."""
        self.fill_form(self.box.form, **texts)

    def fill_form(self, form, **texts):
        outer, self.panel.form = self.panel.form, form
        try:
            self.fill(**texts)
        finally:
            self.panel.form = outer

    def listed(self):
        return [(each.service, text) for each, text in zip(self.box.terms, self.pays(), strict=True)]

    def pays(self):
        model = self.box.model
        return [model.index(at, 1).data() for at in range(model.rowCount())]


@pytest.fixture
def open_panel(qtbot, practice, lanes, tmp_path):
    return partial(ContractHands, qtbot, practice, lanes, tmp_path, ContractsPanel)


def agreed(practice, *terms, **more):
    return add_contract(practice.session, {"payer": 1, "effective": NEW_YEAR, **more}, terms)


def in_force(practice, on, plan=None):
    return practice.session.ask(find_contract, 1, plan, on)


def test_a_contract_is_typed_by_keys_with_two_rates(open_panel, practice):
    hands = open_panel("manager")
    hands.panel.list.setFocus()
    hands.press(Qt.Key.Key_N, CTRL)
    hands.fill(payer="Prairie", name="Prairie 2026", effective="1/1/26", multiple="50, 25", dispute_days="90")
    hands.fill_term(codes="99213, 99214", percent="80", year="2024")
    hands.box.keep.setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.box.fresh.setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.fill_term(kind="A fixed amount a unit", codes="97110-97150", amount="31.05")
    hands.press(ENTER, CTRL)
    hands.settle()
    found = in_force(practice, TODAY)
    assert (found.name, found.multiple_bp, found.dispute_days, found.bilateral_bp) == (
        *("Prairie 2026", (5000, 2500), 90),
        15_000,
    )
    assert found.terms == (
        term("medicare", "99213 99214", percent=80, year=2024),
        term("per_unit", "97110-97150", "31.05"),
    )
    assert hands.listed() == [
        ("99213, 99214", "80 % of Medicare 2024"),
        ("97110-97150", "$31.05 a unit"),
    ]


def test_a_rate_is_chosen_in_the_list_changed_and_saved_as_a_version(open_panel, practice):
    agreed(practice, term("fixed", "99213", "104.20"), term("charge", percent=50))
    hands = open_panel("manager")
    hands.box.list.setFocus()
    hands.press(Qt.Key.Key_Down)
    assert hands.box.form.editor("percent").text() == "50 %"
    hands.press(ENTER)
    hands.fill_term(percent="60")
    hands.fill(effective="7/1/26")
    hands.press(ENTER, CTRL)
    hands.settle()
    assert in_force(practice, date(2026, 6, 30)).terms[1].percent_bp == 5000
    assert in_force(practice, JULY).terms == (
        term("fixed", "99213", "104.20"),
        term("charge", percent=60),
    )
    hands.qtbot.waitUntil(lambda: "Version 2" in hands.panel.versions.text())
    assert hands.panel.versions.text().splitlines() == [
        "Version 2, from 07/01/2026",
        "Version 1, from 01/01/2026",
    ]


def test_a_rate_is_removed_by_delete_and_only_the_fields_of_its_kind_are_shown(open_panel, practice):
    agreed(practice, term("fixed", "99213", "104.20"), term("case", "59400", "2100"))
    hands = open_panel("manager")
    shown = [name for name in ("percent", "year", "amount", "source") if visible(hands, name)]
    assert shown == ["amount"]
    hands.box.list.setFocus()
    hands.press(Qt.Key.Key_Delete)
    assert hands.listed() == [("59400", "$2,100.00 for all of them of one day")]
    hands.fill_term(kind="A percent of Medicare")
    assert [name for name in ("percent", "year", "amount", "source") if visible(hands, name)] == [
        "percent",
        "year",
    ]
    assert len(terms_of(1)) == 2


def visible(hands, name):
    return hands.box.form.editor(name).isVisible()


def test_a_rate_that_says_nothing_is_refused_and_nothing_is_saved(open_panel, practice):
    hands = open_panel("manager")
    hands.panel.begin_new()
    hands.fill(payer="Prairie", effective="1/1/26")
    hands.press(ENTER, CTRL)
    hands.qtbot.waitUntil(lambda: "Add at least one rate" in hands.reason)
    hands.fill_term(codes="99213")
    hands.press(ENTER, CTRL)
    hands.settle()
    assert hands.box._said.text() == "Type the percent that the contract pays for 99213, like 80."
    assert not Contract.select().exists()


def test_the_rates_of_a_loaded_file_are_chosen_by_name(open_panel, practice, tmp_path):
    path = tmp_path / "prairie.csv"
    path.write_bytes(official_samples.rates("99213,,104.20,1/1/2026"))
    shown = preview_official_file(practice.session, path)
    load_official_file(practice.session, shown, Wanted(source="Prairie rates"))
    hands = open_panel("manager")
    hands.panel.begin_new()
    hands.fill(payer="Prairie", plan="Prairie PPO", effective="1/1/26")
    hands.fill_term(kind="The rates of a loaded file", source="Prairie rates")
    hands.press(ENTER, CTRL)
    hands.settle()
    (found,) = in_force(practice, TODAY, practice.lists.plan).terms
    assert (found.kind, found.source) == (RateKind.FILE, "Prairie rates")
    hands.panel.refresh()
    hands.settle()
    assert hands.box.form.editor("source").currentText() == "Prairie rates"


def test_what_was_typed_comes_back_with_its_rates(open_panel, practice):
    agreed(practice, term("fixed", "99213", "104.20"))
    hands = open_panel("manager")
    hands.fill_term(amount="110")
    hands.box.keep.setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.fill(name="Prairie again")
    hands.panel.form.flush_draft()
    hands.settle()
    again = open_panel("manager")
    again.qtbot.waitUntil(lambda: "not saved yet" in again.reason)
    assert again.listed() == [("99213", "$110.00 a line")]
    assert again.panel.form.editor("name").text() == "Prairie again"


def test_a_contract_is_ended_by_its_button(open_panel, practice):
    agreed(practice, term("fixed", "99213", "104.20"))
    hands = open_panel("manager")
    hands.panel.end.setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    assert in_force(practice, TODAY).ends == TODAY
    hands.qtbot.waitUntil(lambda: hands.panel.form.editor("ends").value() == TODAY)


def test_what_counts_as_underpaid_is_set_for_all(open_panel, practice):
    hands = open_panel("manager")
    tolerance = hands.panel.tolerance
    hands.qtbot.waitUntil(lambda: tolerance.form.editor("least").value() == money("1.00"))
    hands.fill_form(tolerance.form, least="5", percent="3.5")
    tolerance.keep.setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    assert practice.session.ask(find_tolerance) == Tolerance(money("5.00"), 350)


def test_a_receptionist_reads_contracts_but_changes_none(open_panel, practice):
    agreed(practice, term("fixed", "99213", "104.20"))
    hands = open_panel("receptionist")
    assert "You may look" in hands.reason
    hands.fill(note="My own view")
    hands.press(ENTER, CTRL)
    hands.qtbot.waitUntil(lambda: "You may not change the office" in hands.reason)
    assert Contract.select().count() == 1
