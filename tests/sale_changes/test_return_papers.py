"""Papers of goods that came back, as bytes for every width of paper: nothing is wider, nothing is lost."""

from __future__ import annotations

from datetime import date

import pytest

from pkkmart.core.actor import Actor
from pkkmart.core.db import fetch
from pkkmart.printing.escpos import to_bytes
from pkkmart.printing.queries import elements_of, jobs_of
from pkkmart.printing.slip import WIDTHS, Element
from pkkmart.sale_changes.operations import correct_payment
from pkkmart.sale_changes.operations.cancelling import void_sale
from pkkmart.sale_changes.queries.returns import ReturnedLine, ReturnView
from pkkmart.sale_changes.returns import Fault
from pkkmart.sale_changes.slip import return_elements, void_elements
from pkkmart.sales.operations.copies import copy_receipt
from pkkmart.sales.queries import sale_view
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.users.roles import Role
from tests import make

DOTS = {32: 384, 42: 512, 48: 576}
MOULDY = "barangnya berjamur sejak dibuka dan pembeli datang lagi sore hari"
LINES = (
    ReturnedLine(
        "Kue lapis legit spesial pandan wangi",
        "loyang",
        12_000,
        1_234_500,
        "KWT Melati",
        False,
        Fault.CONSIGNOR,
        MOULDY,
    ),
    ReturnedLine("Gula Pasir 1 kg", "pcs", 1_000, 17_500, "", True, None, MOULDY),
    ReturnedLine("Bawang", "kg", 1_250, 45_000, "Bu Sari", False, Fault.SHOP, MOULDY),
)
RETURNED = ReturnView(
    id=1, number="RJ-26-000001", sale_id=9, sale_number="PM-26-000417", shift_id=1, business_date=date(2026, 11, 24),
    recorded_at="2026-11-24T09:15:00.000000Z", cashier="Bu Rina Kusumawardhani", member="Siti Wahyuni Rahmawati Putri",
    buyer="", reason=MOULDY, total_idr=1_297_000, rounding_idr=-30, voided_by="", lines=LINES,
    refunds=(("RECEIVABLE", 500_000), ("SAVINGS", 97_000), ("TRANSFER", 600_030), ("CASH", 100_000)),
    bank_reference="TRF20261124000000012345678901234567890",
)  # fmt: skip
WITHOUT_RECEIPT = ReturnView(
    id=1, number="RT-26-000001", sale_id=None, sale_number="", shift_id=1, business_date=date(2026, 11, 24),
    recorded_at="2026-11-24T09:15:00.000000Z", cashier="Bu Rina Kusumawardhani", member="Siti Wahyuni Rahmawati Putri",
    buyer="Siti Wahyuni Rahmawati Putri", reason=MOULDY, total_idr=1_297_000, rounding_idr=30, voided_by="",
    lines=LINES, refunds=(("CASH", 1_296_970),), bank_reference="",
)  # fmt: skip


def printed(data: bytes) -> list[tuple[str, int]]:
    """The lines a printer puts on paper, each with the columns it takes; a second reading of the bytes, by hand."""
    lines: list[tuple[str, int]] = []
    text, width, times, at = "", 0, 1, 0
    while at < len(data):
        lead, kind = data[at], data[at + 1 : at + 2]
        if lead == 0x1B:
            times = 1 if kind == b"!" else times
            at += {b"@": 2, b"p": 5}.get(kind, 3)
        elif lead == 0x1D and kind == b"k":
            at += 4 + data[at + 3]
        elif lead == 0x1D:
            times = (data[at + 2] >> 4) + 1 if kind == b"!" else times
            at += 3
        elif lead == 0x0A:
            lines.append((text.rstrip(), width))
            text, width, at = "", 0, at + 1
        else:
            text, width, at = text + chr(lead), width + times, at + 1
    assert not text, "every line ends"
    return lines


def on_paper(elements: list[Element], columns: int) -> list[str]:
    """What is read on paper of so many columns, once it is known to fit."""
    lines = printed(to_bytes(elements, columns=columns, dots=DOTS[columns]))
    assert [line for line in lines if line[1] > columns] == []
    return [text for text, _width in lines]


@pytest.mark.parametrize("columns", WIDTHS)
def test_a_nota_retur_with_every_way_back(shop: object, columns: int) -> None:
    lines = on_paper(return_elements(RETURNED), columns)
    said = "\n".join(lines)
    assert "NOTA RETUR" in lines[2].strip()
    for words, amount in (
        ("NILAI RETUR", "1.297.000"), ("Bon anggota kembali", "500.000"), ("Transfer bank kembali", "600.030"),
        ("Tunai kembali", "100.000"), ("Pembulatan tunai", "30"),
    ):  # fmt: skip
        assert any(line.startswith(words) and line.endswith(amount) for line in lines), words
    assert "TRF20261124000000012345678901234567890" in said.replace("\n", "").replace(" ", "")
    assert "1.234.500" in said


@pytest.mark.parametrize("columns", WIDTHS)
def test_a_return_without_a_receipt_has_room_for_her_name_under_the_line(shop: object, columns: int) -> None:
    lines = on_paper(return_elements(WITHOUT_RECEIPT, "Bu Ani"), columns)
    assert "RETUR TANPA STRUK" in lines[2].strip()
    assert any(line.startswith("Disetujui") and line.endswith("Bu Ani") for line in lines)
    assert any(line.startswith("Tunai kembali") and line.endswith("1.296.970") for line in lines)
    at = next(place for place, line in enumerate(lines) if line.split() == ["." * 13, "." * 13])
    assert lines[at - 3 : at] == ["", "", ""]
    assert lines[at - 4].split() == ["Pembeli", "Kasir"]
    assert "Siti" in lines[at + 1]
    assert "Bu Rina" in lines[at + 1]


@pytest.fixture
def voided(shop: object) -> tuple[Actor, int, str]:
    """A sale that was paid and then taken back, and the number that did it."""
    rina = make.cashier()
    ani = make.cashier("Bu Ani", "7788", Role.SUPERVISOR)
    goods = make.product("Kue lapis legit spesial pandan wangi", 125_000)
    make.shift(rina, 500_000)
    sale = make.sell(rina, (goods, 3), received_idr=400_000).sale
    return ani, sale.id, void_sale(ani, sale.id, "dobel, pembeli sudah membayar di kasir sebelah", till_id=1)


@pytest.mark.parametrize("columns", WIDTHS)
def test_the_paper_of_a_void(voided: tuple[Actor, int, str], columns: int) -> None:
    _ani, sale_id, number = voided
    lines = on_paper(void_elements(sale_view(sale_id), number, "dobel", "Bu Rina Kusumawardhani"), columns)
    assert "STRUK BATAL" in lines[2].strip()
    assert any(line.startswith("Tunai kembali") and line.endswith("375.000") for line in lines)


@pytest.mark.parametrize("columns", WIDTHS)
def test_a_copy_of_a_cancelled_receipt_says_so_before_anything_else(
    voided: tuple[Actor, int, str], columns: int
) -> None:
    ani, sale_id, number = voided
    job_id = copy_receipt(ani, sale_id)
    lines = on_paper(elements_of(job_id), columns)
    assert [line.strip() for line in lines[:3]] == ["BATAL", f"dibatalkan dengan {number}", "-" * columns]
    assert lines[3].strip() == "PKK Mart"
    assert [job.copy_no for job in jobs_of("sale", sale_id)] == [1, 2]
    copy_receipt(ani, sale_id)
    again = on_paper(elements_of(jobs_of("sale", sale_id)[-1].id), columns)
    assert [line.strip() for line in again].count("BATAL") == 1
    assert fetch("SELECT details FROM audit WHERE act = 'copy_receipt' LIMIT 1")[0][0].count(number) == 1


def test_a_copy_of_a_receipt_that_stands_is_as_it_was(shop: object) -> None:
    rina = make.cashier()
    make.shift(rina, 500_000)
    sale = make.sell(rina, (make.product("Gula", 17_500), 1), received_idr=20_000).sale
    original = jobs_of("sale", sale.id)[0]
    assert elements_of(copy_receipt(rina, sale.id)) == elements_of(original.id)


@pytest.mark.parametrize("columns", WIDTHS)
def test_a_copy_of_a_payment_put_right_says_what_was_really_paid(shop: object, columns: int) -> None:
    rina = make.cashier()
    make.shift(rina, 500_000)
    others = [Paid(Tender.QRIS, 5_000)]
    sugar = make.product("Gula", 12_000)
    sale = make.sell(rina, (sugar, 1), buyer=make.member(), others=others, received_idr=10_000, to_savings_idr=500).sale
    correct_payment(rina, sale.id, 20_000, "", others=others, till_id=1)
    lines = [" ".join(line.split()) for line in on_paper(elements_of(copy_receipt(rina, sale.id)), columns)]
    rule = lines.index("-" * columns)
    assert (" ".join(lines[:rule]), lines[rule + 1]) == ("pembayaran dibetulkan TB-26-000001", "PKK Mart")
    assert lines[lines.index("TOTAL (1 barang) 12.000") :][:6] == [
        "TOTAL (1 barang) 12.000",
        "QRIS 5.000",
        "Tunai 20.000",
        "Kembali 12.500",
        "Kembalian ke simpanan 500",
        "Saldo sukarela 500",
    ]
    assert '"correction": "TB-26-000001"' in fetch("SELECT details FROM audit WHERE act = 'copy_receipt'")[0][0]
