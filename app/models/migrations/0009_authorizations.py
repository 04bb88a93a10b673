"""Authorizations and referrals, what payers ask of a service since when, and the payers' windows."""

from typing import Any

STEPS = (
    "alter table payer add column corrected_days integer",
    "alter table payer add column appeal_days integer",
    "alter table payer add column answer_days integer",
    "alter table payer add column takes_replacement integer not null default 1 "
    "check(takes_replacement in (0, 1))",
    # Medicare Part B takes no replacement: it is asked to reopen the claim.
    "update payer set takes_replacement = 0 where line_of_business = 'medicare'",
    """
    create table authorization(
      id integer primary key, patient_id integer not null references patient(id),
      policy_id integer not null references policy(id),
      kind text not null check(kind in ('authorization', 'referral')),
      status text not null check(status in ('needed', 'requested', 'pended', 'approved', 'partly', 'denied',
        'expired', 'not_required')),
      number text not null default '', codes text not null default '', diagnosis text not null default '',
      provider_id integer references provider(id), place_id integer references place(id),
      count_by text not null default 'visits' check(count_by in ('visits', 'units')),
      approved integer check(approved >= 0), used_before integer not null default 0 check(used_before >= 0),
      starts text check(date(starts) is starts), ends text check(date(ends) is ends),
      requested_on text check(date(requested_on) is requested_on),
      decided_on text check(date(decided_on) is decided_on), denial_reason text not null default '',
      call_reference text not null default '', referred_by text not null default '',
      referred_by_npi text not null default '', note text not null default '',
      active integer not null default 1 check(active in (0, 1)), version integer not null default 1,
      check(starts is null or ends is null or starts <= ends)
    ) strict
    """,
    "create index authorization_patient on authorization(patient_id, id)",
    "create index authorization_policy on authorization(policy_id)",
    """
    create table coverage_rule(
      id integer primary key, chain_id integer not null, version integer not null,
      payer_id integer not null references payer(id), plan_id integer references plan(id),
      codes text not null default '', category text not null default '',
      ask text not null check(ask in ('authorization', 'after', 'referral', 'not_covered', 'frequency')),
      most integer check(most >= 0),
      count_by text not null default 'visits' check(count_by in ('visits', 'units')),
      period text not null default 'year' check(period in ('day', 'month', 'year', 'lifetime')),
      effective text not null check(date(effective) is effective), ends text check(date(ends) is ends),
      note text not null default '', source_title text not null default '',
      source_page text not null default '', source_link text not null default '',
      call_reference text not null default '', confirmed_by text not null default '',
      confirmed_on text check(date(confirmed_on) is confirmed_on),
      review_on text check(date(review_on) is review_on),
      withdrawn integer not null default 0 check(withdrawn in (0, 1)),
      user_id integer not null references user(id), at text not null
    ) strict
    """,
    "create unique index coverage_rule_version on coverage_rule(chain_id, version)",
    "create index coverage_rule_payer on coverage_rule(payer_id, effective)",
    "create trigger coverage_rule_noupd before update on coverage_rule "
    "begin select raise(abort, 'coverage_rule rows are never edited'); end",
    "create trigger coverage_rule_nodel before delete on coverage_rule "
    "begin select raise(abort, 'coverage_rule rows are never deleted'); end",
)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Widen the payers and build the tables."""
    for step in STEPS:
        db.execute_sql(step)
