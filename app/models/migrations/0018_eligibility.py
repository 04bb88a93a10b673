"""Eligibility: questions to payers, every answer with what it says, and the networks of providers."""

from typing import Any

STEPS = (
    "alter table plan add column cob_method text not null default 'standard' "
    "check(cob_method in ('standard', 'carve_out', 'non_duplication', 'medicaid'))",
    "alter table plan add column family_deductible_kind text not null default 'embedded' "
    "check(family_deductible_kind in ('embedded', 'aggregate'))",
    "alter table policy add column qmb integer not null default 0 check(qmb in (0, 1))",
    "alter table policy add column cob_confirmed_on text check(date(cob_confirmed_on) is cob_confirmed_on)",
    """
    create table eligibility_request(
      id integer primary key, policy_id integer not null references policy(id),
      patient_id integer not null references patient(id), trace text not null check(trace <> ''),
      for_date text not null check(date(for_date) is for_date),
      partner_id integer not null references trading_partner(id),
      file_id integer not null references stored_file(id), reference text not null,
      interchange_number integer not null, group_number integer not null,
      user_id integer not null references user(id), at text not null
    ) strict
    """,
    "create unique index eligibility_request_trace on eligibility_request(trace)",
    "create index eligibility_request_policy on eligibility_request(policy_id, id)",
    "create index eligibility_request_reference on eligibility_request(reference)",
    """
    create table eligibility_check(
      id integer primary key, policy_id integer not null references policy(id),
      patient_id integer not null references patient(id), request_id integer references eligibility_request(id),
      for_date text not null check(date(for_date) is for_date),
      checked_on text not null check(date(checked_on) is checked_on),
      way text not null check(way in ('typed', 'phone', 'portal', 'file')),
      status text not null check(status in ('active', 'inactive', 'unknown', 'rejected')),
      plan_name text not null default '', begins text check(date(begins) is begins),
      ends text check(date(ends) is ends), reference text not null default '',
      representative text not null default '', reject_reason text not null default '',
      file_id integer references stored_file(id), said text not null default '{}' check(json_valid(said)),
      note text not null default '', user_id integer not null references user(id), at text not null,
      check(begins is null or ends is null or begins <= ends),
      check(way <> 'file' or file_id is not null)
    ) strict
    """,
    "create index eligibility_check_policy on eligibility_check(policy_id, id)",
    "create index eligibility_check_patient on eligibility_check(patient_id, id)",
    """
    create table eligibility_benefit(
      check_id integer not null references eligibility_check(id), position integer not null,
      kind text not null check(kind in ('covered', 'not_covered', 'copay', 'coinsurance', 'deductible',
        'deductible_left', 'oop', 'oop_left', 'limit', 'limit_left', 'other_payer', 'doctor', 'note')),
      service text not null default '',
      person text not null default 'unknown' check(person in ('individual', 'family', 'unknown')),
      network text not null default 'unknown' check(network in ('in', 'out', 'both', 'unknown')),
      cents integer, percent_bp integer check(percent_bp between 0 and 10000), quantity text not null default '',
      period text not null default '',
      approval text not null default 'unknown' check(approval in ('yes', 'no', 'unknown')),
      name text not null default '', number text not null default '',
      rank integer check(rank between 1 and 3), detail text not null default '',
      primary key(check_id, position)
    ) strict, without rowid
    """,
    """
    create table eligibility_choice(
      check_id integer not null references eligibility_check(id), field text not null check(field <> ''),
      choice text not null check(choice in ('taken', 'kept')),
      user_id integer not null references user(id), at text not null,
      primary key(check_id, field)
    ) strict, without rowid
    """,
    """
    create table provider_network(
      id integer primary key, provider_id integer not null references provider(id),
      payer_id integer not null references payer(id), plan_id integer references plan(id),
      in_network integer not null default 1 check(in_network in (0, 1)),
      effective text not null check(date(effective) is effective), ends text check(date(ends) is ends),
      note text not null default '', active integer not null default 1 check(active in (0, 1)),
      version integer not null default 1, check(ends is null or effective <= ends)
    ) strict
    """,
    "create index provider_network_payer on provider_network(payer_id, effective)",
    *(
        f"create trigger {table}_{when} before {event} on {table} "
        f"begin select raise(abort, '{table} rows are never {done}'); end"
        for table in ("eligibility_request", "eligibility_check", "eligibility_benefit", "eligibility_choice")
        for when, event, done in (("noupd", "update", "edited"), ("nodel", "delete", "deleted"))
    ),
    # What the insurer said is written with its check, and nothing is added to it later.
    "create trigger eligibility_benefit_late before insert on eligibility_benefit "
    "when exists(select 1 from eligibility_check c where c.id > new.check_id) "
    "begin select raise(abort, 'what an insurer said is never added to'); end",
)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Widen plans and policies, and build the tables."""
    for step in STEPS:
        db.execute_sql(step)
