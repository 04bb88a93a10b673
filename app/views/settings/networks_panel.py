"""Networks: which of our providers take part in which insurer's network, to say who is in and who is out."""

from collections.abc import Sequence

from app.queries.office_lists import OfficeLine, list_office
from app.queries.policies import PlanLine, list_plans
from app.queries.provider_networks import NetworkLine, list_networks
from app.services.provider_networks import add_network, change_network
from app.services.session import Session
from app.views.common.columns import Column
from app.views.common.combo import Choice, Combo
from app.views.common.desk import Desk
from app.views.common.fields import Field, Kind
from app.views.settings.office_specs import IN_USE
from app.views.settings.record_list import RecordList, RecordSpec, Values

ANY_PLAN: Choice = (None, "every plan")


def _save(session: Session, row: NetworkLine | None, values: Values) -> int:
    if row is None:
        return add_network(session, values)
    change_network(session, row.id, row.version, values)
    return row.id


NETWORKS = RecordSpec(
    key="network",
    title="Networks",
    one="network",
    lead="Which provider is in the network of which insurer, or of one of its plans. It answers “Do you take "
    "my insurance?”; where nothing is written down, the answer is that we do not know.",
    fields=(
        Field("provider", "Provider", Kind.CHOICE, required=True),
        Field("payer", "Insurer", Kind.CHOICE, required=True),
        Field("plan", "Plan", Kind.CHOICE),
        Field("in_network", "In the network", Kind.CHECK),
        Field("effective", "Since", Kind.DATE, required=True),
        Field("ends", "Until", Kind.DATE, help="Empty while it counts."),
        Field("note", "Note", help="Like the date of the letter."),
        IN_USE,
    ),
    columns=(
        Column("Provider", lambda line: line.provider),
        Column("Insurer", lambda line: " · ".join(filter(None, (line.payer, line.plan)))),
        Column("Network", lambda line: "in" if line.in_network else "out", width=8),
    ),
    query=list_networks,
    save=_save,
    values=lambda line: line.values,
    identity=lambda line: line.id,
    fresh={"active": True, "in_network": True},
)


class NetworksPanel(RecordList):
    """The list of networks; the plans to choose from are those of the insurer chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, NETWORKS)
        self._office_desk = desk
        self._plans: tuple[PlanLine, ...] = ()
        self.form.editor("payer").edited.connect(self._offer_plans)

    def refresh(self) -> None:
        """Ask for what can be chosen, then for the networks."""
        self._office_desk.ask(list_office, "provider", then=self._on_providers, owner=self, key="providers")

    def row_shown(self) -> None:
        """Offer the plans of the row's insurer, with the row's own chosen."""
        self._offer_plans()
        if self.row is not None:
            self._combo("plan").set_value(self.row.values["plan"])

    def _on_providers(self, providers: Sequence[OfficeLine]) -> None:
        self._combo("provider").set_choices([(line.id, line.name) for line in providers])
        self._office_desk.ask(list_plans, then=self._on_plans, owner=self, key="plans")

    def _on_plans(self, plans: tuple[PlanLine, ...]) -> None:
        self._plans = plans
        payers = {plan.payer_id: plan.payer for plan in plans}
        self._combo("payer").set_choices(list(payers.items()))
        super().refresh()

    def _offer_plans(self) -> None:
        payer = self._combo("payer").value()
        self._combo("plan").set_choices(
            [ANY_PLAN, *((plan.id, plan.name) for plan in self._plans if plan.payer_id == payer)]
        )

    def _combo(self, name: str) -> Combo:
        editor = self.form.editor(name)
        assert isinstance(editor, Combo)
        return editor
