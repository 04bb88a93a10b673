"""The use cases of guidelines with the right each asks for, and a call that succeeds."""

from app.domain.rights import Right
from app.queries.guidelines import CoverageQuestion
from app.services import coverage_papers, guideline_files, guideline_reach, guideline_reviews, guidelines
from tests.practice_fixtures import TODAY

REFERRAL = {"payer": 1, "codes": "99213", "referral": True, "effective": TODAY}


def known(desk):
    """A guideline that a manager added; gives its id."""
    return guidelines.add_guideline(desk.session, REFERRAL)


def doubted(desk):
    return guideline_reviews.open_review(desk.session, known(desk), "A caller said otherwise.")


def written(desk, folder):
    path = folder / "guidelines.csv"
    known(desk)
    guideline_files.export_guidelines(desk.session, path)
    path.write_bytes(path.read_bytes().replace(b"99213", b"99214"))
    return path


def asked(desk):
    """Whether a plan that is sure to be there covers a code."""
    known(desk)
    return coverage_papers.CoverageOrder(CoverageQuestion("99213", TODAY, payer_id=1))


def bulletin(folder):
    path = folder / "bulletin.pdf"
    path.write_bytes(b"%PDF-1.4 bulletin")
    return path


GUIDELINE_USES = {
    guidelines.add_guideline: (
        Right.EDIT_GUIDELINE,
        lambda desk, who, _: guidelines.add_guideline(who, REFERRAL),
    ),
    guidelines.change_guideline: (
        Right.EDIT_GUIDELINE,
        lambda desk, who, _: guidelines.change_guideline(who, known(desk), {"note": "Ask by portal."}),
    ),
    guidelines.withdraw_guideline: (
        Right.EDIT_GUIDELINE,
        lambda desk, who, _: guidelines.withdraw_guideline(who, known(desk), TODAY, "The plan ended."),
    ),
    guidelines.confirm_guideline: (
        Right.EDIT_GUIDELINE,
        lambda desk, who, _: guidelines.confirm_guideline(who, known(desk), "Bea", TODAY),
    ),
    guidelines.attach_guideline_file: (
        Right.EDIT_GUIDELINE,
        lambda desk, who, tmp: guidelines.attach_guideline_file(who, known(desk), bulletin(tmp)),
    ),
    guideline_reviews.open_review: (
        Right.LOG_CALL,
        lambda desk, who, _: guideline_reviews.open_review(who, known(desk), "A caller said otherwise."),
    ),
    guideline_reviews.close_review: (
        Right.EDIT_GUIDELINE,
        lambda desk, who, _: guideline_reviews.close_review(who, doubted(desk), "kept"),
    ),
    guideline_reach.make_reach_to_dos: (
        Right.LOG_CALL,
        lambda desk, who, _: guideline_reach.make_reach_to_dos(who, known(desk)),
    ),
    coverage_papers.print_coverage_answer: (
        Right.LOG_CALL,
        lambda desk, who, _: coverage_papers.print_coverage_answer(who, asked(desk)),
    ),
    guideline_files.import_guidelines: (
        Right.EDIT_GUIDELINE,
        lambda desk, who, tmp: guideline_files.import_guidelines(who, written(desk, tmp)),
    ),
    guideline_files.export_guidelines: (
        Right.SEE_OFFICE,
        lambda desk, who, tmp: guideline_files.export_guidelines(who, tmp / "out.csv"),
    ),
}
