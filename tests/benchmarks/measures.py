"""What is measured on the large practice; each gives figures and whether its gates hold.

Gates are ratios within one run and medians of several rounds; absolute figures depend on the machine.
"""

import random
from collections.abc import Sequence
from statistics import median
from typing import Any

from app.domain.statements import StatementRules
from app.models.database import select
from app.queries.account_summaries import find_account
from app.queries.patients import find_patients, search_words
from app.services.practices import OpenPractice
from app.services.statements import issue_statements
from tests.benchmarks.figures import Figure, at_least, at_most, seconds
from tests.benchmarks.test_statement_drawing import RecordingPen, draw_bare

SEED = 7
BARE_SEARCH = "select rowid from patient_search where patient_search match ? limit 50"


def typed_texts(count: int = 150) -> list[str]:
    """What is in the box after each key while people look for patients."""
    rows = select("select last, first, birth_date, phone, number from patient")
    texts = []
    for last, first, born, phone, number in random.Random(SEED).sample(rows, count):
        year, month, day = born.split("-")
        for whole in (f"{last} {first}", f"{month}/{day}/{year}", phone[-4:], phone, number):
            texts += [whole[: length + 1] for length in range(len(whole)) if whole[length] != " "]
    return texts


def measure_search(practice: OpenPractice) -> list[Figure]:
    """Search as you type, key by key, against the bare index question for the same words."""
    today, session = practice.session.today(), practice.session
    asked = [(text, words) for text in typed_texts() if (words := search_words(text, today))]
    rounds = [
        (
            [seconds(lambda text=text: session.ask(find_patients, text, today)) for text, _ in asked],
            [seconds(lambda words=words: select(BARE_SEARCH, words)) for _, words in asked],
        )
        for _ in range(3)
    ]
    ours, bare = ([median(times) for times in zip(*side, strict=True)] for side in zip(*rounds, strict=True))
    return [
        Figure("search: keys", f"{len(asked):,}"),
        Figure("search: median", f"{median(ours) * 1000:.2f} ms, bare {median(bare) * 1000:.2f} ms"),
        at_most("search: p99", p99(ours) * 1000, 16, "ms"),
        at_most("search: p99 against the bare index", p99(ours) / p99(bare), 3, "x"),
    ]


def p99(times: Sequence[float]) -> float:
    """The time that one in a hundred is slower than."""
    return sorted(times)[int(len(times) * 0.99)]


def measure_account(practice: OpenPractice) -> list[Figure]:
    """Open the account with 2,000 entries."""
    count = select("select count(*) from entry where guarantor_id = 1")[0][0]
    practice.session.ask(find_account, 1)
    times = [seconds(lambda: practice.session.ask(find_account, 1)) for _ in range(9)]
    return [at_most(f"account with {count:,} entries", median(times) * 1000, 50, "ms")]


def due_accounts(count: int) -> list[int]:
    """Accounts that were never billed and owe something; the heavy one left out."""
    rows = select(
        "select b.guarantor_id from account_balance b where b.account = 'patient_ar' and b.cents >= 500 "
        "and b.guarantor_id > 1 and not exists(select 1 from statement s "
        "where s.account_id = b.guarantor_id) limit ?",
        count,
    )
    return [account for (account,) in rows]


def measure_statements(practice: OpenPractice, count: int = 1000, rounds: int = 3) -> list[Figure]:
    """Statements from accounts in the database to the kept file, against a bare canvas."""
    from app.documents import statement as drawing
    from app.services import statements as issuing

    rules, ratios, alone, rates = StatementRules(), [], [], []
    for _ in range(rounds):
        ids = due_accounts(count)
        whole = seconds(lambda ids=ids: issue_statements(practice.session, ids, rules))
        papers = _papers_of(practice, ids)
        RecordingPen.pages = [[]]
        drawing.LetterPen, plain = RecordingPen, drawing.LetterPen
        try:
            issuing.draw_statements(papers)
        finally:
            drawing.LetterPen = plain
        bare = min(seconds(lambda: draw_bare(RecordingPen.pages[:-1])) for _ in range(2))
        ours = min(seconds(lambda papers=papers: issuing.draw_statements(papers)) for _ in range(2))
        ratios.append(bare / whole)
        alone.append(bare / ours)
        rates.append(len(ids) / whole)
    return [
        Figure("statements: database to kept file", f"{median(rates):.0f} a second"),
        at_least("statements against a bare canvas", median(ratios), 0.4, "x"),
        at_least("drawing alone against a bare canvas", median(alone), 0.8, "x"),
    ]


def _papers_of(practice: OpenPractice, ids: Sequence[int]) -> list[Any]:
    """The same papers once more, to be drawn without the database."""
    from app.domain.statements import compose_statement
    from app.queries.account_summaries import find_accounts
    from app.queries.letterheads import find_letterhead

    today, head = practice.session.today(), find_letterhead()
    return [
        compose_statement(account, head, str(90_000 + n), today, StatementRules())
        for n, account in enumerate(find_accounts(ids))
    ]
