"""Dates that must fit together: DTE-01 to DTE-03."""

from collections.abc import Iterator
from datetime import date

from app.domain.date_entry import format_date
from app.domain.findings import Finding
from app.domain.scrubbing.code_families import is_visit
from app.domain.scrubbing.scrubbed_claim import NumberedLine, Rule, ScrubbedClaim

INPATIENT = "21"
DTE_01 = Rule("DTE-01", "visit")
DTE_02 = Rule("DTE-02", "visit")
DTE_03 = Rule("DTE-03", "visit")


def check_after_death(claim: ScrubbedClaim) -> Iterator[Finding]:
    """DTE-01: a service after the patient's death; the future is checked in box 24A."""
    died = claim.facts.died_on
    for line in claim.lines:
        if died and line.line.service_to > died:
            day = format_date(line.line.service_to)
            text = f"Line {line.number} is on {day}, but the patient died on {format_date(died)}."
            yield DTE_01.error(line.box("a_from_mm"), text, "Check the date and the patient’s record.")


def check_spans(claim: ScrubbedClaim) -> Iterator[Finding]:
    """DTE-02: a line over several days that runs past a month's end, or is a visit; a backward one too."""
    for line in claim.lines:
        first, last = line.line.service_from, line.line.service_to
        if last < first:
            yield DTE_02.error(
                line.box("a_to_mm"), f"Line {line.number} ends before it begins.", "Correct the second date."
            )
        elif last > first and (what := _span_fault(line, first, last)):
            text = f"The dates of line {line.number} do not fit together: {what}."
            yield DTE_02.error(line.box("a_to_mm"), text, "Bill each part as a line of its own.")


def _span_fault(line: NumberedLine, first: date, last: date) -> str:
    if is_visit(line.code):
        return f"{line.code} is a visit of one day"
    if (first.year, first.month) != (last.year, last.month):
        return "they run over the end of a month"
    return ""


def check_events(claim: ScrubbedClaim) -> Iterator[Finding]:
    """DTE-03: onset, accident or admission after the service, or discharge before admission."""
    day, last, dates = claim.first_day, claim.last_day, claim.content.dates
    if day is None or last is None:
        return
    accident = claim.content.accident.happened_on
    events = (("i14_mm", "illness began", dates.onset), ("i14_mm", "accident happened", accident))
    for field, what, happened in events:
        if happened and happened > day:
            text = f"The {what} on {format_date(happened)}, after the service on {format_date(day)}."
            yield DTE_03.error(field, text, "Correct the date in the visit.")
    if dates.admitted and dates.admitted > last:
        text = f"The patient was admitted on {format_date(dates.admitted)}, after the service."
        yield DTE_03.error("i18_from_mm", text, "Correct the date of admission.")


def check_admission(claim: ScrubbedClaim) -> Iterator[Finding]:
    """DTE-03: an inpatient service needs its date of admission; an 837P cannot go without."""
    inpatient = any(line.line.place_code == INPATIENT for line in claim.lines)
    if inpatient and claim.content.dates.admitted is None:
        text, fix = "A service in the hospital needs the date of admission.", "Enter it in the visit."
        make = DTE_03.error if claim.facts.electronic else DTE_03.warning
        yield make("i18_from_mm", text, fix)


DATE_CHECKS = (check_after_death, check_spans, check_events, check_admission)
