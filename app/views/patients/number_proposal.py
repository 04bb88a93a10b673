"""The authorization number of a visit, proposed from what is on file while its codes are typed."""

from collections.abc import Sequence

from app.domain.authorizations import propose_number
from app.domain.service_counts import ServiceLine
from app.domain.visit_review import TypedLine, choose_first_payer
from app.queries.visits import VisitDesk
from app.views.common.line_edit import LineEdit
from app.views.patients.visit_form import VisitForm


class NumberProposal:
    """Fills the field while nobody has typed another number into it, and takes its own proposal back."""

    def __init__(self, form: VisitForm) -> None:
        self._form = form
        self._proposed = ""

    def propose(self, known: VisitDesk, lines: Sequence[TypedLine]) -> None:
        """Propose the number for these lines, billed to the insurance that pays first on that day."""
        editor = self._form.more.editor("authorization_number")
        if not isinstance(editor, LineEdit) or editor.value() not in ("", self._proposed):
            return
        number = propose_number(self._services(known, lines), known.care)
        if number != editor.value():
            editor.set_value(number)
            self._proposed = number
            if number:
                self._form.more.show()

    def _services(self, known: VisitDesk, lines: Sequence[TypedLine]) -> tuple[ServiceLine, ...]:
        self_pay = bool(self._form.editor("self_pay").value())
        policy = choose_first_payer(known.cover, self._form.visit_date(), self_pay)
        if policy is None:
            return ()
        provider, place = self._form.editor("provider").value(), self._form.editor("place").value()
        return tuple(
            ServiceLine(
                line.code,
                line.on,
                line.units,
                known.payers[policy.policy_id],
                policy.payer,
                provider_id=provider if isinstance(provider, int) else None,
                place_id=place if isinstance(place, int) else None,
                diagnoses=self._form.diagnoses.codes,
            )
            for line in lines
            if line.code
        )
