"""Labels as the shop prints them: codes given, prints remembered, the goods that want a new one, the strip's bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from peewee import IntegrityError

from pkkmart.certificates.kinds import CertificateKind
from pkkmart.certificates.operations import CertificateDetails, record_certificate
from pkkmart.consignment.operations import DeliveryItem, record_delivery
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import db, fetch
from pkkmart.labels.operations import (
    ExpiresBeforeProduced,
    LabelsUnfit,
    LastSize,
    ManyLabels,
    NoLabels,
    prepare_labels,
    print_strip,
    record_print,
    save_size,
)
from pkkmart.labels.queries import (
    LabelLine,
    changed_prices,
    label_sizes,
    labels_of,
    newest_receipts,
    received_lines,
)
from pkkmart.printing.escpos import to_bytes
from pkkmart.printing.label import Label
from pkkmart.printing.label_sizes import USUAL, LabelSize
from pkkmart.printing.queries import elements_of, job
from pkkmart.printing.slip import as_text
from pkkmart.products.operations import add_code, change_price
from pkkmart.products.queries import codes_of, find_by_code
from pkkmart.purchasing.operations import cancel_purchase
from tests import make

ROLL = USUAL[0]


def reprice(product_id: int, price_idr: int) -> None:
    change_price(SYSTEM, product_id, price_idr, None, "Harga beli berubah")


def test_a_product_without_a_code_is_given_one_when_its_labels_are_made(shop: object) -> None:
    sambal, sugar = make.product("Sambal"), make.product("Gula", code="8991001000019")
    lines = [LabelLine(sambal, 2), LabelLine(sugar, 1)]
    shown = [label.code for label, _labels in labels_of(lines, ROLL.width)]
    assert shown == ["2000000000015", "8991001000019"]
    assert codes_of(sambal) == []
    assert prepare_labels(SYSTEM, lines, ROLL) == 1
    assert [label.code for label, _labels in labels_of(lines, ROLL.width)] == shown
    assert (codes_of(sambal), codes_of(sugar)) == (["2000000000015"], ["8991001000019"])
    assert prepare_labels(SYSTEM, lines, ROLL) == 0
    assert [hit.product.id for hit in find_by_code(shown[0])] == [sambal]


def test_a_code_too_long_for_the_label_or_of_a_pack_is_not_printed_on_it(shop: object) -> None:
    noodles = make.product("Mi goreng", code="8991001000011")  # its check digit is wrong
    add_code(SYSTEM, noodles, "8991001000019", pack_milli=40_000)
    prepare_labels(SYSTEM, [LabelLine(noodles, 1)], ROLL)
    assert [label.code for label, _labels in labels_of([LabelLine(noodles, 1)], ROLL.width)] == ["2000000000015"]


def test_a_label_says_who_made_it_until_when_and_by_which_certificates(shop: object) -> None:
    sari = make.consignor("Dapur Bu Sari")
    sambal = make.product("Sambal", 12_500, owner_id=sari, code="8991001000019")
    rice = make.product("Beras", 15_000, by_weight=True, unit="kg")
    for kind, number, of in (
        (CertificateKind.HALAL, "ID36110000123450721", {"owner_id": sari}),
        (CertificateKind.PIRT, "2053674010001-29", {"product_id": sambal}),
        (CertificateKind.NIB, "9120001234567", {"owner_id": sari}),
    ):
        record_certificate(
            SYSTEM,
            CertificateDetails(kind=kind, number=number, valid_from=date(2025, 1, 1), **of),  # type: ignore[arg-type]
        )
    lines = [LabelLine(sambal, 3, date(2026, 11, 20), date(2027, 2, 20)), LabelLine(rice, 1)]
    assert labels_of(lines, ROLL.width) == [
        (
            Label(
                "Sambal",
                "Rp 12.500",
                "8991001000019",
                "Dapur Bu Sari",
                ("Prod 20/11/2026", "Exp 20/02/2027"),
                ("P-IRT 2053674010001-29", "Halal ID36110000123450721"),
            ),
            3,
        ),
        (Label("Beras", "Rp 15.000 / kg", "2000000000022"), 1),
    ]


def test_the_goods_whose_price_is_not_on_their_label(shop: object) -> None:
    sugar, rice, tea = make.product("Gula"), make.product("Beras", 15_000), make.product("Teh", 8_000)
    assert changed_prices() == []
    record_print(SYSTEM, [LabelLine(sugar, 5), LabelLine(tea, 1)], ROLL)
    reprice(sugar, 18_000)
    reprice(rice, 15_500)
    assert [(row.name, row.label_idr, row.selling_price_idr) for row in changed_prices()] == [
        ("Beras", 15_000, 15_500),
        ("Gula", 17_500, 18_000),
    ]
    reprice(sugar, 17_500)
    assert [row.name for row in changed_prices()] == ["Beras"], "back to what the label says"
    reprice(sugar, 19_000)
    record_print(SYSTEM, [LabelLine(sugar, 5)], ROLL)
    print_strip(SYSTEM, [LabelLine(rice, 1)])
    assert changed_prices() == []
    assert fetch("SELECT product_id, labels, selling_price_idr, way FROM label_print ORDER BY id") == [
        (sugar, 5, 17_500, "SHEET"),
        (tea, 1, 8_000, "SHEET"),
        (sugar, 5, 19_000, "SHEET"),
        (rice, 1, 15_500, "STRIP"),
    ]
    with pytest.raises(IntegrityError):
        db.execute_sql("UPDATE label_print SET selling_price_idr = 1")


def test_as_many_labels_as_came_of_what_came_last(shop: object) -> None:
    sari = make.consignor("Bu Sari", percent_bp=1_000)
    sugar, cake = make.product("Gula"), make.product("Lemper", 3_000, owner_id=sari)
    oil = make.product("Minyak", by_weight=True, unit="kg")
    make.bought(sugar, 12, 180_000)
    make.bought(oil, 20, 300_000)
    record_delivery(SYSTEM, sari, [DeliveryItem(cake, 24_000, date(2026, 11, 25))])
    delivery, oil_bought, sugar_bought = newest_receipts()
    assert [(one.kind, one.number, one.source, one.products) for one in (delivery, sugar_bought)] == [
        ("delivery", "NT-26-000001", "Bu Sari", 1),
        ("purchase", "PB-26-000001", "", 1),
    ]
    assert received_lines(delivery) == [LabelLine(cake, 24, expires_on=date(2026, 11, 25))]
    assert received_lines(sugar_bought) == [LabelLine(sugar, 12)]
    assert received_lines(oil_bought) == [LabelLine(oil, 1)], "one for the box that is weighed from"


def read_strip(data: bytes) -> list[str]:
    """The EAN-13 codes a printer is told to draw, and that each fits the paper's dots."""
    codes, at = [], 0
    while (at := data.find(b"\x1dk", at)) >= 0:
        assert data[at + 2] == 67, "function B, EAN-13"
        codes.append(data[at + 4 : at + 4 + data[at + 3]].decode())
        at += 4
    return codes


@pytest.mark.parametrize(("columns", "dots"), [(32, 384), (48, 576)])
def test_the_strip_is_decoded_to_the_codes_names_and_prices_of_its_goods(shop: object, columns: int, dots: int) -> None:
    sambal = make.product("Sambal bawang Dapur Bu Sari ekstra pedas 150 g", 12_500)
    sugar = make.product("Gula", code="8991001000019")
    job_id = print_strip(SYSTEM, [LabelLine(sambal, 2, expires_on=date(2027, 2, 20)), LabelLine(sugar, 1)])
    assert (job(job_id).title, job(job_id).origin_kind) == ("label barang", "label_print")
    elements = elements_of(job_id)
    data = to_bytes(elements, columns=columns, dots=dots)
    assert read_strip(data) == ["2000000000015", "2000000000015", "8991001000019"]
    module = data[data.index(b"\x1dw") + 2]
    assert (module, 113 * module <= dots) == (3, True)
    assert data[data.index(b"\x1dH") + 2] == 2, "digits below the bars"
    text = " ".join(as_text(elements, columns).split())
    assert text.count("Sambal bawang Dapur Bu Sari ekstra pedas 150 g") == 2
    assert text.count("Rp 12.500") == 2
    assert text.count("Exp 20/02/2027") == 2
    assert text.count("Rp 17.500") == 1
    assert codes_of(sambal) == ["2000000000015"]


@pytest.mark.parametrize(
    ("lines", "error", "sentence"),
    [
        ([], NoLabels, "Belum ada label untuk dicetak."),
        ([LabelLine(1, 0)], LabelsUnfit, "Jumlah label Gula 0 tidak mungkin. Isi 1 sampai 999"),
        ([LabelLine(1, 1_000)], LabelsUnfit, "Jumlah label Gula 1.000 tidak mungkin"),
        (
            [LabelLine(1, 1, date(2026, 11, 24), date(2026, 11, 23))],
            ExpiresBeforeProduced,
            "Gula tidak mungkin kedaluwarsa 23/11/2026, sebelum dibuat 24/11/2026.",
        ),
        ([LabelLine(1, 999)], ManyLabels, "999 label sekali cetak, 333 baris gulungan."),
    ],
)
def test_what_should_not_be_printed_is_said_before_anything_is_written(
    shop: object, lines: list[LabelLine], error: type[Exception], sentence: str
) -> None:
    make.product("Gula")
    with pytest.raises(error) as refused:
        prepare_labels(SYSTEM, lines, ROLL)
    assert str(refused.value).startswith(sentence)
    with pytest.raises(error):
        print_strip(SYSTEM, lines)
    assert (codes_of(1), fetch("SELECT 1 FROM label_print"), fetch("SELECT 1 FROM print_job")) == ([], [], [])


def test_many_labels_are_printed_after_a_yes(shop: object) -> None:
    sugar = make.product("Gula")
    with pytest.raises(ManyLabels, match="31 label sekali cetak, kertas struk kira-kira 2 meter"):
        print_strip(SYSTEM, [LabelLine(sugar, 31)])
    print_strip(SYSTEM, [LabelLine(sugar, 31)], confirmed=frozenset({"many_labels"}))
    prepare_labels(SYSTEM, [LabelLine(sugar, 999)], ROLL, confirmed=frozenset({"many_labels"}))


def test_a_size_is_added_changed_and_put_away(shop: object) -> None:
    usual = [size.name for size in label_sizes()]
    own = LabelSize(name="Tom & Jerry 121", paper_width=1_000, paper_height=0, width=380, height=180, columns=2)
    save_size(SYSTEM, own)
    assert [size.name for size in label_sizes()] == [*usual, "Tom & Jerry 121"]
    save_size(SYSTEM, replace(own, gap_x=30))
    assert label_sizes()[-1].gap_x == 30
    save_size(SYSTEM, replace(label_sizes()[0], margin_x=15))
    assert (label_sizes()[0].name, label_sizes()[0].margin_x) == (usual[0], 15)
    for size in label_sizes()[:-1]:
        save_size(SYSTEM, size, used=False)
    assert [size.name for size in label_sizes()] == ["Tom & Jerry 121"]
    with pytest.raises(LastSize, match="Tom & Jerry 121 ukuran terakhir yang dipakai"):
        save_size(SYSTEM, own, used=False)


def test_what_was_cancelled_never_came(shop: object) -> None:
    make.bought(make.product("Gula"), 12, 180_000)
    cancel_purchase(SYSTEM, newest_receipts()[0].id, "salah nota")
    assert newest_receipts() == []
