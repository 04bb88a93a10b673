"""Guidelines: what payers say of services, in versions, and which of them must be looked up again and why.

They take the place of the coverage rules, which asked one thing each; ids and versions stay as they were.
"""

from typing import Any

STEPS = (
    """
    create table guideline(
      id integer primary key, chain_id integer not null, version integer not null check(version > 0),
      status text not null default 'active' check(status in ('draft', 'active', 'withdrawn')),
      payer_id integer references payer(id), plan_id integer references plan(id),
      line_of_business text not null default '',
      codes text not null default '', category text not null default '',
      modifiers text not null default '', places text not null default '',
      diagnoses text not null default '',
      diagnosis_rule text not null default '' check(diagnosis_rule in ('', 'any', 'none')),
      age_from integer check(age_from >= 0), age_to integer check(age_to >= 0),
      sex text not null default '' check(sex in ('', 'F', 'M')),
      answer text not null default ''
        check(answer in ('', 'covered', 'covered_if', 'not_covered', 'bundled', 'unknown')),
      conditions text not null default '',
      approval text not null default '' check(approval in ('', 'no', 'always', 'after')),
      approval_after integer check(approval_after >= 0),
      ask_how text not null default '', turnaround_days integer check(turnaround_days >= 0),
      referral integer check(referral in (0, 1)), most integer check(most >= 0),
      count_by text not null default 'visits' check(count_by in ('visits', 'units')),
      period text not null default 'year' check(period in ('day', 'month', 'year', 'lifetime')),
      documents text not null default '', billing_tips text not null default '',
      benefit_category text not null default '',
      filing_days integer check(filing_days > 0), corrected_days integer check(corrected_days > 0),
      appeal_days integer check(appeal_days > 0),
      effective text not null check(date(effective) is effective), ends text check(date(ends) is ends),
      source_title text not null default '', source_page text not null default '',
      source_link text not null default '', call_reference text not null default '',
      note text not null default '', patient_en text not null default '',
      patient_es text not null default '', confirmed_by text not null default '',
      confirmed_on text check(date(confirmed_on) is confirmed_on),
      review_on text check(date(review_on) is review_on),
      user_id integer not null references user(id), at text not null,
      check(plan_id is null or payer_id is not null),
      check((approval = 'after') = (approval_after is not null)),
      check(age_from is null or age_to is null or age_from <= age_to),
      check(ends is null or effective <= ends)
    ) strict
    """,
    "create unique index guideline_version on guideline(chain_id, version)",
    "create index guideline_payer on guideline(payer_id, effective)",
    """
    create table guideline_review(
      id integer primary key, chain_id integer not null,
      guideline_id integer not null references guideline(id),
      cause text not null check(cause in ('denial', 'manual', 'due')),
      claim_id integer references claim(id), adjudication_id integer references adjudication(id),
      note text not null default '', opened_at text not null,
      user_id integer not null references user(id)
    ) strict
    """,
    "create index guideline_review_chain on guideline_review(chain_id, id)",
    "create index guideline_review_claim on guideline_review(claim_id)",
    """
    create table guideline_review_end(
      review_id integer primary key references guideline_review(id),
      outcome text not null check(outcome in ('kept', 'changed', 'withdrawn')),
      note text not null default '', user_id integer not null references user(id), at text not null
    ) strict
    """,
    """
    insert into guideline(id, chain_id, version, status, payer_id, plan_id, codes, category, answer, approval,
      approval_after, referral, most, count_by, period, effective, ends, note, source_title, source_page,
      source_link, call_reference, confirmed_by, confirmed_on, review_on, user_id, at)
    select id, chain_id, version, iif(withdrawn or ends < effective, 'withdrawn', 'active'), payer_id, plan_id, codes, category,
      iif(ask = 'not_covered', 'not_covered', ''),
      case ask when 'authorization' then 'always' when 'after' then 'after' else '' end,
      iif(ask = 'after', coalesce(most, 0), null), iif(ask = 'referral', 1, null),
      iif(ask = 'frequency', coalesce(most, 0), null), count_by, period, effective,
      iif(ends < effective, null, ends), note,
      source_title, source_page, source_link, call_reference, confirmed_by, confirmed_on, review_on, user_id, at
    from coverage_rule
    """,
    "drop table coverage_rule",
    # The papers of rules go with them; no other file is touched.
    "drop trigger stored_file_noupd",
    "update stored_file set subject = 'guideline', kind = 'guideline' where subject = 'coverage_rule'",
    "create trigger stored_file_noupd before update on stored_file "
    "begin select raise(abort, 'stored_file rows are never edited'); end",
    *(
        f"create trigger {table}_{name} before {event} on {table} "
        f"begin select raise(abort, '{table} rows are never {done}'); end"
        for table in ("guideline", "guideline_review", "guideline_review_end")
        for name, event, done in (("noupd", "update", "edited"), ("nodel", "delete", "deleted"))
    ),
)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Build the tables and carry the coverage rules over."""
    for step in STEPS:
        db.execute_sql(step)
