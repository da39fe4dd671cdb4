"""A slip on half a sheet: its own name, every word of it, one table a part, and who signs."""

from __future__ import annotations

from pkkmart.printing.paper import Look, Note, Row, Signatures, Table
from pkkmart.printing.slip import Cell, Columns, Feed, Rule, Text
from pkkmart.printing.slip import Row as Cells
from pkkmart.printing.slip_paper import slip_document

HEAD = (Text("PKK Mart", "center", bold=True), Rule(), Text("KUITANSI", "center", bold=True), Columns("KW-1", "21/11"))
PAID = (Rule(), Text("Bu Sari", bold=True), Text("Rp593.120", "center", bold=True), Text("# Lima ratus … #", "center"))
GOODS = (Rule(), Text("Emping"), Columns("laku 6 x 28.000", "168.000"), Columns("Hak", "168.000", bold=True))
SIGNED = (
    Feed(),
    Cells((Cell("Penitip"), Cell("Kasir"))),
    Feed(3),
    Cells((Cell("(Bu Sari)"), Cell("(Bu Endang)"))),
)


def test_a_receipt_of_money_keeps_its_amount_its_words_and_both_signatures(shop: object) -> None:
    document = slip_document("KW-1", (*HEAD, *PAID, *GOODS, *SIGNED))
    assert (document.title, document.period) == ("KUITANSI", "KW-1")
    (head, *paid, goods, signed) = document.blocks
    assert isinstance(head, Table)
    assert head.rows == (Row(("KW-1", "21/11")),)
    assert paid == [Note("Bu Sari", strong=True), Note("Rp593.120", strong=True), Note("# Lima ratus … #")]
    assert isinstance(goods, Table)
    assert goods.rows == (
        Row(("Emping", "")),
        Row(("laku 6 x 28.000", "168.000")),
        Row(("Hak", "168.000"), Look.TOTAL),
    )
    assert signed == Signatures("", "", (("Penitip", "Bu Sari"), ("Kasir", "Bu Endang")))


def test_a_line_to_write_on_has_no_name(shop: object) -> None:
    lines = (Cells((Cell("Penerima"), Cell("Petugas"))), Cells((Cell("......"), Cell("Bu Endang"))))
    (signed,) = slip_document("BP-1", lines).blocks
    assert signed == Signatures("", "", (("Penerima", ""), ("Petugas", "Bu Endang")))


def test_a_slip_without_a_name_is_called_by_its_number(shop: object) -> None:
    assert slip_document("SP-1", [Text("Setor")]).title == "SP-1"
