"""Checking a new password and its repetition in any form that asks for both."""

from app.domain.findings import Finding, Severity
from app.domain.passwords import check_password
from app.views.common.form import FormPanel


def check_new_password(form: FormPanel, own_words: tuple[str, ...]) -> bool:
    """Check `password` and `again` of a form; mark what is wrong and go there."""
    password, again = form.editor("password").draft(), form.editor("again").draft()
    findings = list(check_password(password, own_words))
    if not findings and password != again:
        findings = [Finding(Severity.ERROR, "again", "The two passwords differ.", "Type the new one again.")]
    form.show_findings(findings)
    return not findings
