"""Files of an inbox are told apart by what stands in them, whatever they are called."""

from app.services.inbox_files import remittances_in, replies_in
from tests.edi.answer_makers import make_999, make_ta1
from tests.edi.remittance_makers import full_advice, make_835

REMITTANCE = make_835(full_advice())


def test_remittances_and_replies_are_told_apart(tmp_path):
    files = {
        "a.txt": REMITTANCE,
        "b.txt": REMITTANCE.replace("*", "|").replace("~", "~\r\n"),
        "c.835": make_999(835, 835, ()),
        "d.835": make_ta1(835),
        "e.txt": "Dear practice",
        ".f.835": REMITTANCE,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "folder").mkdir()
    assert [path.name for path in remittances_in(tmp_path)] == ["a.txt", "b.txt"]
    assert [path.name for path in replies_in(tmp_path)] == ["c.835", "d.835", "e.txt"]


def test_a_file_that_can_not_be_opened_is_left_to_who_reads_it(tmp_path, monkeypatch):
    (tmp_path / "a.835").write_text(REMITTANCE)

    def refuse(*_args, **_more):
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.open", refuse)
    assert remittances_in(tmp_path) == []
    assert [path.name for path in replies_in(tmp_path)] == ["a.835"]
