"""Claims out as 837P: control numbers that are never reused, bytes that are kept, and the outbox."""

import pytest

from app.domain.errors import InputError, RuleError
from app.domain.form_grid import NO_OFFSET
from app.edi.interchanges import Interchange, Note, TransactionSet, read_parts
from app.models.claims import Claim, ClaimBatch
from app.models.database import select, writing
from app.models.records import StoredFile, TradingPartner
from app.services.claim_batches import confirm_batch, undo_batch
from app.services.claim_files import export_claims, place_in_outbox
from app.services.claims import print_claims, type_claim_boxes
from app.services.office import change_in_list
from tests.partner_samples import a_claim, a_partner, serve
from tests.practice_fixtures import TODAY


@pytest.fixture
def outbox(tmp_path):
    folder = tmp_path / "outbox"
    folder.mkdir()
    return folder


@pytest.fixture
def partner(practice, outbox):
    return a_partner(practice, outbox)


def numbers(partner):
    row = TradingPartner.get_by_id(partner)
    return row.interchange_number, row.group_number


def segments(content):
    return content.decode("ascii").rstrip("~").split("~")


def test_claims_become_one_file_that_says_who_sends_what_to_whom(practice, partner):
    claims = [a_claim(practice, last) for last in ("Rivera", "Chen")]
    made = export_claims(practice.session, partner, claims)
    assert made.claim_ids == tuple(claims)
    assert made.left_out == ()
    assert made.name == "claims-clear-path-000000001.837"
    said = segments(made.content)
    assert said[0].startswith(
        "ISA*00*          *00*          *ZZ*MAPLE01        *ZZ*CLEARPATH      *261123*0900"
    )
    assert said[0].split("*")[13:16] == ["000000001", "0", "T"]
    assert said[1].split("*")[2:4] == ["MAPLE01", "CLEARPATH"]
    assert "NM1*41*2*MAPLE FAMILY PRACTICE*****46*MAPLE01" in said
    assert "PER*IC*MARIA LEE*TE*2175550100" in said
    assert "NM1*40*2*CLEAR PATH CLEARING*****46*CLEARPATH" in said
    charged = [each.split("*")[2] for each in said if each.startswith("CLM*")]
    assert charged == ["165", "165"]
    batch = ClaimBatch.get_by_id(made.batch_id)
    assert (batch.kind, batch.claims, str(batch.charged)) == ("edi", 2, "330.00")
    assert (batch.interchange_number, batch.group_number, batch.set_number) == (1, 1, "0001")
    assert f"BHT*0019*00*{batch.reference}*20261123*0900*CH" in said
    assert [Claim.get_by_id(claim).state for claim in claims] == ["printed", "printed"]


def test_the_kept_bytes_are_the_file_and_each_claim_knows_its_part(practice, partner, outbox):
    claims = [a_claim(practice, last) for last in ("Rivera", "Chen")]
    made = export_claims(practice.session, partner, claims)
    kept = StoredFile.get_by_id(ClaimBatch.get_by_id(made.batch_id).file_id)
    assert bytes(kept.content) == made.content
    assert kept.media_type == "application/edi-x12"
    path = place_in_outbox(practice.session, made.batch_id)
    assert path == outbox / made.name
    assert path.read_bytes() == made.content
    assert sorted(each.name for each in outbox.iterdir()) == [made.name]
    said = segments(made.content)
    start = next(at for at, each in enumerate(said) if each.startswith("ST*"))
    for claim in claims:
        edi, first, last = select(
            "select edi, first_page, last_page from claim_version where claim_id = ?", claim
        )[0]
        number = str(Claim.get_by_id(claim).number)
        assert edi.rstrip("~").split("~") == said[start + first - 1 : start + last]
        assert f"CLM*{number}*165" in edi


def test_a_file_is_read_back_whole(practice, partner):
    made = export_claims(practice.session, partner, [a_claim(practice)])
    parts = list(read_parts(made.content))
    assert not [part for part in parts if isinstance(part, Note)]
    assert sum(isinstance(part, Interchange) for part in parts) == 1
    assert sum(isinstance(part, TransactionSet) for part in parts) == 1


def test_control_numbers_rise_and_are_not_given_out_again_after_an_undo(practice, partner):
    claim = a_claim(practice)
    first = export_claims(practice.session, partner, [claim])
    undo_batch(practice.session, first.batch_id, "the wrong claim")
    second = export_claims(practice.session, partner, [claim])
    taken = select("select interchange_number, group_number, reference from claim_batch order by id")
    assert taken == [(1, 1, "PB0000001"), (2, 2, "PB0000002")]
    assert numbers(partner) == (2, 2)
    assert first.name != second.name
    assert first.content != second.content


def test_a_second_file_does_not_change_the_first(practice, partner):
    first = export_claims(practice.session, partner, [a_claim(practice)])
    export_claims(practice.session, partner, [a_claim(practice, "Chen")])
    kept = StoredFile.get_by_id(ClaimBatch.get_by_id(first.batch_id).file_id)
    assert bytes(kept.content) == first.content


def test_two_partners_count_apart_and_may_share_a_folder(practice, partner, outbox):
    other = a_partner(practice, outbox, name="Far Hub")
    serve(practice, practice.lists.payer, partner)
    serve(practice, practice.lists.medigap, other, "BLUER")
    here = export_claims(practice.session, partner, [a_claim(practice)])
    there = export_claims(practice.session, other, [a_claim(practice, "Chen", practice.lists.medigap)])
    assert numbers(partner) == numbers(other) == (1, 1)
    for made in (here, there):
        place_in_outbox(practice.session, made.batch_id)
    assert {each.name for each in outbox.iterdir()} == {
        "claims-clear-path-000000001.837",
        "claims-far-hub-000000001.837",
    }


def test_the_database_itself_refuses_to_lower_a_control_number(practice, partner):
    export_claims(practice.session, partner, [a_claim(practice)])
    with pytest.raises(Exception, match="never given out twice"), writing():
        TradingPartner.update(interchange_number=0).where(TradingPartner.id == partner).execute()


def test_nothing_is_numbered_where_nothing_goes_out(practice, partner):
    claim = a_claim(practice, zip="")
    made = export_claims(practice.session, partner, [claim])
    assert (made.batch_id, made.content, made.claim_ids) == (None, b"", ())
    assert [left.claim_id for left in made.left_out] == [claim]
    assert numbers(partner) == (0, 0)


def test_a_partner_whose_settings_lack_something_takes_no_number(practice, partner):
    change_in_list(practice.session, "trading_partner", partner, 1, {"contact_name": ""})
    claim = a_claim(practice)
    with pytest.raises(InputError, match="contact person"):
        export_claims(practice.session, partner, [claim])
    assert numbers(partner) == (0, 0)
    assert Claim.get_by_id(claim).state == "ready"


def test_a_claim_of_an_insurer_that_is_not_served_is_left_out_and_named(practice, partner):
    ours, other = a_claim(practice), a_claim(practice, "Chen", practice.lists.medigap)
    made = export_claims(practice.session, partner, [ours, other])
    assert made.claim_ids == (ours,)
    ((left, (finding,)),) = made.left_out
    assert left == other
    assert "goes to Blue Ridge Medigap, which Clear Path does not serve" in finding.text
    assert Claim.get_by_id(other).state == "ready"


def test_a_claim_that_no_837p_can_carry_is_left_out_with_the_reason(practice, partner):
    serve(practice, practice.lists.payer, partner, claim_payer_id="")
    ((_, findings),) = export_claims(practice.session, partner, [a_claim(practice)]).left_out
    assert "payer ID" in " ".join(f"{each.text} {each.fix}" for each in findings)


def test_a_sent_claim_does_not_go_out_again(practice, partner):
    claim = a_claim(practice)
    made = export_claims(practice.session, partner, [claim])
    confirm_batch(practice.session, made.batch_id, TODAY, "Uploaded")
    again = export_claims(practice.session, partner, [claim])
    assert again.batch_id is None
    assert "went out already" in again.left_out[0].findings[0].text


def test_a_claim_answered_before_it_was_ever_sent_is_in_no_file(practice, partner):
    claim = a_claim(practice)
    with writing():
        Claim.update(state="answered").where(Claim.id == claim).execute()
    made = export_claims(practice.session, partner, [claim])
    assert made.batch_id is None
    assert "was answered already" in made.left_out[0].findings[0].text
    assert print_claims(practice.session, [claim], NO_OFFSET).claim_ids == (claim,)


def test_paper_is_checked_as_paper_though_the_insurer_takes_files(practice, partner):
    claim = a_claim(practice)
    too_long = {"i1a": "A" * 40}
    type_claim_boxes(practice.session, claim, Claim.get_by_id(claim).version, too_long)
    paper = print_claims(practice.session, [claim], NO_OFFSET)
    assert paper.claim_ids == ()
    assert [found.field for found in paper.left_out[0].findings if found.rule == "FORM-02"] == ["i1a"]
    assert export_claims(practice.session, partner, [claim]).claim_ids == (claim,)


def test_a_claim_changed_since_is_not_sent_by_the_file(practice, partner):
    claim = a_claim(practice)
    made = export_claims(practice.session, partner, [claim])
    type_claim_boxes(practice.session, claim, Claim.get_by_id(claim).version, {"i19": "SEE NOTE"})
    assert confirm_batch(practice.session, made.batch_id, TODAY, "Uploaded") == ()
    assert Claim.get_by_id(claim).state == "ready"


def test_a_missing_outbox_leaves_the_batch_safe_and_says_where_to_put_it_again(practice, partner, outbox):
    made = export_claims(practice.session, partner, [a_claim(practice)])
    outbox.rmdir()
    with pytest.raises(RuleError, match="kept as batch 1, but its outbox folder is not there"):
        place_in_outbox(practice.session, made.batch_id)
    assert select("select count(*) from claim_batch_event") == [(0,)]
    outbox.mkdir()
    assert place_in_outbox(practice.session, made.batch_id).read_bytes() == made.content
    assert select("select event, note from claim_batch_event") == [("placed", str(outbox))]


def test_a_file_taken_back_and_a_batch_on_paper_do_not_go_into_the_outbox(practice, partner):
    claim = a_claim(practice)
    made = export_claims(practice.session, partner, [claim])
    undo_batch(practice.session, made.batch_id, "the wrong claim")
    with pytest.raises(RuleError, match="Batch 1 was taken back, so its file must not go out"):
        place_in_outbox(practice.session, made.batch_id)
    paper = print_claims(practice.session, [claim], NO_OFFSET)
    with pytest.raises(RuleError, match="Batch 2 was printed on paper"):
        place_in_outbox(practice.session, paper.batch_id)


def test_work_that_is_stopped_takes_no_number_and_leaves_nothing(practice, partner):
    claim = a_claim(practice)

    def stop(_done, _whole, _what):
        raise RuleError("Stopped.")

    with pytest.raises(RuleError, match="Stopped"):
        export_claims(practice.session, partner, [claim], stop)
    assert numbers(partner) == (0, 0)
    assert select("select count(*) from claim_batch") == [(0,)]


def test_too_many_claims_are_refused_before_any_work(practice, partner):
    with pytest.raises(InputError, match="At most 5,000 claims"):
        export_claims(practice.session, partner, range(5001))
