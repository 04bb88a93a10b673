"""Disputes: cases with their lines, facts, deadlines and rules, evidence, sendings and outcomes."""

from typing import Any

LANES = "'patient', 'doctor', 'insurer', 'office'"
UNITS = "'days', 'business_days', 'months', 'years'"
KINDS = (
    "'corrected_claim', 'appeal', 'records', 'takeback', 'external_review', 'filing', 'underpayment', "
    "'decision', 'other'"
)
APPEND_ONLY = (
    "dispute_line",
    "dispute_fact",
    "dispute_deadline",
    "dispute_deadline_end",
    "deadline_rule",
    "dispute_evidence",
    "dispute_evidence_event",
    "dispute_outcome",
)
STEPS = (
    """
    create table dispute_case(
      id integer primary key, number integer not null, kind text not null
        check(kind in ('denial', 'underpayment', 'takeback')),
      claim_id integer not null references claim(id), patient_id integer not null references patient(id),
      payer_id integer not null references payer(id), policy_id integer not null references policy(id),
      adjudication_id integer references adjudication(id), reason text not null default '',
      codes text not null default '', noticed_on text not null check(date(noticed_on) is noticed_on),
      opened_at text not null, user_id integer not null references user(id),
      stage text not null default 'working' check(stage in ('working', 'sent', 'lost', 'closed')),
      level integer not null default 1 check(level between 0 and 9),
      next_actor text not null default 'office' check(next_actor in ('patient', 'doctor', 'insurer', 'office')),
      next_step text not null default '', next_on text check(date(next_on) is next_on),
      owner_id integer references user(id), version integer not null default 1
    ) strict
    """,
    "create unique index dispute_case_number on dispute_case(number)",
    "create index dispute_case_claim on dispute_case(claim_id)",
    "create index dispute_case_patient on dispute_case(patient_id, id)",
    "create index dispute_case_stage on dispute_case(stage, id)",
    """
    create table dispute_line(
      case_id integer not null references dispute_case(id), charge_id integer not null references charge(id),
      cents integer not null check(cents > 0), primary key(case_id, charge_id)
    ) strict, without rowid
    """,
    "create index dispute_line_charge on dispute_line(charge_id)",
    f"""
    create table dispute_fact(
      id integer primary key, case_id integer not null references dispute_case(id),
      lane text not null check(lane in ({LANES})),
      kind text not null check(kind in ('said', 'sent', 'received', 'asked', 'answered', 'agreed', 'note',
        'step')),
      on_date text not null check(date(on_date) is on_date), person text not null default '',
      role text not null default '', channel text not null default '' check(channel in ('', 'phone', 'fax',
        'mail', 'portal', 'in_person', 'electronic')), reference text not null default '',
      text text not null check(trim(text) <> ''), topic text not null default '',
      value text not null default '', answers_id integer references dispute_fact(id),
      file_id integer references stored_file(id), contact_id integer references contact(id),
      user_id integer not null references user(id), at text not null
    ) strict
    """,
    "create index dispute_fact_case on dispute_fact(case_id, id)",
    f"""
    create table deadline_rule(
      id integer primary key, chain_id integer not null, version integer not null,
      payer_id integer references payer(id), plan_id integer references plan(id),
      line_of_business text not null default '', kind text not null check(kind in ({KINDS})),
      level integer not null default 1 check(level between 0 and 9), name text not null default '',
      amount integer not null check(amount > 0), unit text not null check(unit in ({UNITS})),
      counts_from text not null check(counts_from in ('notice', 'receipt', 'service', 'decision', 'request')),
      receipt_days integer not null default 0 check(receipt_days >= 0), least_cents integer,
      decided_in integer check(decided_in > 0), decided_unit text not null default 'days'
        check(decided_unit in ({UNITS})), addressee text not null default '',
      effective text not null check(date(effective) is effective), ends text check(date(ends) is ends),
      source text not null default '', note text not null default '',
      withdrawn integer not null default 0 check(withdrawn in (0, 1)),
      user_id integer not null references user(id), at text not null
    ) strict
    """,
    "create unique index deadline_rule_version on deadline_rule(chain_id, version)",
    f"""
    create table dispute_deadline(
      id integer primary key, case_id integer not null references dispute_case(id),
      kind text not null check(kind in ({KINDS})), level integer not null default 1,
      starts_on text not null check(date(starts_on) is starts_on),
      due_on text not null check(date(due_on) is due_on), how text not null, source text not null default '',
      is_default integer not null default 0 check(is_default in (0, 1)),
      rule_id integer references deadline_rule(id), user_id integer not null references user(id),
      at text not null
    ) strict
    """,
    "create index dispute_deadline_case on dispute_deadline(case_id, id)",
    "create index dispute_deadline_due_on on dispute_deadline(due_on)",
    """
    create table dispute_deadline_end(
      deadline_id integer primary key references dispute_deadline(id),
      outcome text not null check(outcome in ('met', 'missed', 'moot', 'replaced')),
      on_date text not null check(date(on_date) is on_date), note text not null default '',
      user_id integer not null references user(id), at text not null
    ) strict
    """,
    """
    create table dispute_evidence(
      id integer primary key, case_id integer not null references dispute_case(id), key text not null,
      title text not null check(trim(title) <> ''), from_lane text not null check(from_lane in ('patient',
        'doctor', 'insurer', 'office')), user_id integer not null references user(id), at text not null
    ) strict
    """,
    "create unique index dispute_evidence_key on dispute_evidence(case_id, key)",
    """
    create table dispute_evidence_event(
      id integer primary key, evidence_id integer not null references dispute_evidence(id),
      event text not null check(event in ('asked', 'obtained', 'not_needed', 'needed')),
      on_date text not null check(date(on_date) is on_date), due_on text check(date(due_on) is due_on),
      person text not null default '', file_id integer references stored_file(id),
      note text not null default '', user_id integer not null references user(id), at text not null,
      check(event <> 'obtained' or file_id is not null or trim(note) <> '')
    ) strict
    """,
    "create index dispute_evidence_event_of on dispute_evidence_event(evidence_id, id)",
    """
    create table dispute_outcome(
      id integer primary key, case_id integer not null references dispute_case(id), level integer not null,
      decided_on text not null check(date(decided_on) is decided_on),
      result text not null check(result in ('won', 'partly', 'lost', 'corrected', 'other_payer', 'patient',
        'written_off', 'withdrawn', 'reopened')),
      won_cents integer not null default 0, adjudication_id integer references adjudication(id),
      note text not null default '', user_id integer not null references user(id), at text not null
    ) strict
    """,
    "create index dispute_outcome_case on dispute_outcome(case_id, id)",
    "create index dispute_outcome_decided_on on dispute_outcome(decided_on)",
    "insert into counter(name, value) values ('dispute', 1000)",
    # What a case was opened for stands; only how far it came goes on.
    "create trigger dispute_case_noupd before update of id, number, kind, claim_id, patient_id, payer_id, "
    "policy_id, adjudication_id, reason, codes, noticed_on, opened_at, user_id on dispute_case "
    "begin select raise(abort, 'what a dispute_case was opened for is never edited'); end",
    "create trigger dispute_case_nodel before delete on dispute_case "
    "begin select raise(abort, 'dispute_case rows are never deleted'); end",
    *(
        f"create trigger {table}_noupd before update on {table} "
        f"begin select raise(abort, '{table} rows are never edited'); end"
        for table in APPEND_ONLY
    ),
    *(
        f"create trigger {table}_nodel before delete on {table} "
        f"begin select raise(abort, '{table} rows are never deleted'); end"
        for table in APPEND_ONLY
    ),
)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Build the tables and their guards."""
    for step in STEPS:
        db.execute_sql(step)
