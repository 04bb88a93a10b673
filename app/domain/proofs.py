"""Proofs: the equations behind the totals that people rely on, each with what breaks it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.money import ZERO, Money, total


@dataclass(frozen=True, slots=True)
class Term:
    """One amount of an equation; it is taken off where `minus` says so."""

    words: str
    amount: Money
    minus: bool = False

    @property
    def signed(self) -> Money:
        """The amount as it counts."""
        return -self.amount if self.minus else self.amount


@dataclass(frozen=True, slots=True)
class Proof:
    """Terms that must come to a result; `offenders` name what does not agree, such as `charge 12`."""

    title: str
    terms: tuple[Term, ...]
    result: Term
    offenders: tuple[str, ...] = ()

    @property
    def difference(self) -> Money:
        """What does not agree."""
        return total(term.signed for term in self.terms) - self.result.amount

    @property
    def holds(self) -> bool:
        """Tell whether the equation is true, and nothing behind it is at fault."""
        return self.difference == ZERO and not self.offenders

    @property
    def equation(self) -> str:
        """The equation in words: `charges $5.00 − payments $2.00 = owed $3.00`."""
        parts = [f"{'−' if term.minus else '+'} {_told(term)}" for term in self.terms if _is_told(term)]
        left = " ".join(parts).removeprefix("+ ") or _told(self.terms[0])
        return f"{left} = {_told(self.result)}"

    @property
    def fault(self) -> str:
        """What is wrong, with the ids it is about; nothing where it holds."""
        if self.holds:
            return ""
        apart = f"{abs(self.difference).dollars} apart. " if self.difference else ""
        named = f"Look at {', '.join(self.offenders)}. " if self.offenders else ""
        return (
            f"{self.title}: the sums do not agree. {apart}{named}Run “Check the database” and ask for help."
        )


def faults_of(proofs: Sequence[Proof]) -> str:
    """All that is wrong in one text; nothing where every proof holds."""
    return "\n".join(proof.fault for proof in proofs if not proof.holds)


def _is_told(term: Term) -> bool:
    return bool(term.amount)


def _told(term: Term) -> str:
    return f"{term.words} {term.amount.dollars}"
