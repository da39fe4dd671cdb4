"""The shop saved as lists and brought into an empty shop: the same goods, consignors and members; and a power cut."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path

import pytest

from pkkmart.consignment.operations import agree_terms
from pkkmart.consignment.rules import Bearer, Terms, TermsModel
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import close_database, fetch, open_database
from pkkmart.core.sheet import csv_bytes, xlsx_bytes
from pkkmart.imports.columns import ListKind
from pkkmart.imports.operations import import_list
from pkkmart.imports.queries import list_of_shop, read_list
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.people.queries import CapacityKind
from pkkmart.products.operations import ProductDetails, create_product
from tests import make
from tests.conftest import FrozenClock

KINDS = (ListKind.CONSIGNORS, ListKind.MEMBERS, ListKind.PRODUCTS)


def filled() -> None:
    """A shop with what a spreadsheet likes to mangle."""
    make.consignor("Bu Sari", percent_bp=1_250, bearer=Bearer.CONSIGNOR)
    details = PersonDetails(
        name="Melati", kind="GROUP", trade_name="=Dapur Melati", phone="081234567890", address="Jl. Mawar 1; RT 2"
    )
    melati = register_person(SYSTEM, details, [CapacityKind.CONSIGNOR], since=date(2025, 3, 1))
    agree_terms(SYSTEM, melati, Terms(TermsModel.FIXED, None, 1_500, Bearer.SHARED), valid_from=date(2025, 3, 1))
    make.member("Siti Wahyuni")
    known = PersonDetails(name="Ani", nik="0674015506900001", phone="+6281234567891")
    register_person(SYSTEM, known, [CapacityKind.MEMBER], since=date(2020, 2, 29))
    create_product(
        SYSTEM,
        ProductDetails(
            name="Gula", selling_price_idr=17_500, member_price_idr=17_000, category="Sembako",
            codes=("0899999000003", "12345678901234567890"), min_stock_milli=2_500,
        ),
    )  # fmt: skip
    make.product("-Telur", 28_000, by_weight=True, unit="kg")
    make.product("Lemper", 2_000, owner_id=melati)


def told() -> list[list[tuple[object, ...]]]:
    return [
        fetch("SELECT name, kind, trade_name, phone, nik, address FROM person ORDER BY name"),
        fetch("SELECT kind, number, since FROM capacity ORDER BY number"),
        fetch(
            "SELECT p.name, a.model, a.commission_bp, a.unit_share_idr, a.bearer FROM agreement a"
            " JOIN person p ON p.id = a.consignor_id ORDER BY p.name"
        ),
        fetch(
            "SELECT p.name, p.unit, p.selling_price_idr, p.member_price_idr, p.min_stock_milli, p.sold_by_weight,"
            " p.on_tiles, c.name, o.name FROM product p LEFT JOIN category c ON c.id = p.category_id"
            " LEFT JOIN person o ON o.id = p.owner_id ORDER BY p.name"
        ),
        fetch("SELECT p.name, b.code FROM barcode b JOIN product p ON p.id = b.product_id ORDER BY p.name, b.code"),
    ]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_shop_saved_as_lists_is_the_same_shop_again(tmp_path: Path, frozen: FrozenClock, ending: str) -> None:
    open_database(tmp_path / "old.db", synchronous="off")
    filled()
    before = told()
    for kind in KINDS:
        head, rows = list_of_shop(kind)
        content = csv_bytes(head, rows) if ending == "csv" else xlsx_bytes(kind.label, head, rows)
        (tmp_path / f"{kind.value}.{ending}").write_bytes(content)
    close_database()
    open_database(tmp_path / "new.db", synchronous="off")
    for kind in KINDS:
        read = read_list(tmp_path / f"{kind.value}.{ending}", kind)
        assert read.preview is not None, read.missing
        assert [row.sentence for row in read.preview.rows if row.details is None] == []
        import_list(SYSTEM, read.preview.good, kind.value, kind)
    assert told() == before


def test_a_power_cut_in_the_middle_leaves_nothing_half(tmp_path: Path) -> None:
    path = tmp_path / "pkkmart.db"
    script = f"""
        import os, signal
        from pathlib import Path
        from pkkmart.core.actor import SYSTEM
        from pkkmart.core.db import open_database
        from pkkmart.imports.operations import import_list
        from pkkmart.products.operations import ProductDetails
        open_database(Path({str(path)!r}))
        def cut(done, total):
            if done == 1000:
                os.kill(os.getpid(), signal.SIGKILL)
        rows = [ProductDetails(name=f"Barang {{n}}", selling_price_idr=1000, codes=(str(n),)) for n in range(2000)]
        import_list(SYSTEM, rows, "besar.csv", progress=cut)
    """
    ended = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], env=os.environ, check=False, timeout=120)
    assert ended.returncode == -signal.SIGKILL
    open_database(path, synchronous="off")
    assert [fetch(f"SELECT count(*) FROM {table}") for table in ("product", "barcode", "list_import")] == [[(0,)]] * 3
