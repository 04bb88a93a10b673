"""A record that a colleague saved while it was being typed: both values are shown, neither is lost."""

from collections.abc import Mapping
from typing import Any

from app.views.common.columns import plain_text
from app.views.common.form import FormPanel


def merge_record(
    form: FormPanel, texts: dict[str, str], before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[str, ...]:
    """Bring a newer record into a form that was loaded with `before` and then read as `texts`.

    A field that was not typed in takes the new value; one that was keeps the typed text and says the other.
    Gives the names of the fields that both changed; `texts` is brought up to date.
    """
    both = []
    for name, typed in form.drafts().items():
        if after[name] == before[name]:
            continue
        was_typed = typed != texts[name]
        form.set_values({name: after[name]})
        texts[name] = form.drafts()[name]
        if was_typed and typed != texts[name]:
            form.set_drafts({name: typed})
            theirs = _written(after[name], texts[name])
            form.editor(name).set_problem(f"A colleague saved {theirs} here. Yours is kept.")
            both.append(name)
    return tuple(both)


def _written(value: Any, text: str) -> str:
    if isinstance(value, bool):
        return "“yes”" if value else "“no”"
    shown = text or plain_text(value)
    return f"“{shown}”" if shown else "an empty field"
