"""Writes of an import: the good rows of a list, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pkkmart.consignment.operations.opening import owe_from_before
from pkkmart.core import clock
from pkkmart.core.actor import Actor, Permission
from pkkmart.core.db import insert_rows, next_id, next_number
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import figure
from pkkmart.core.operation import Changed, current_act, operation
from pkkmart.imports.models import Opening
from pkkmart.imports.opening import OpeningKind, OpeningLine, totals_idr
from pkkmart.imports.queries import first_clash, opening_number
from pkkmart.ledger.chart import CASH_ACCOUNTS, Account, CashFlow
from pkkmart.ledger.operations import post
from pkkmart.ledger.posting import EntryKind, Line, Origin
from pkkmart.products.operations import ProductDetails, add_products
from pkkmart.stock.operations import In, receive
from pkkmart.till.operations import business_day
from pkkmart.till.places import CashPlace


class NothingToImport(UserError):
    template = "Tidak ada barang yang bisa dimasukkan dari {source}. Perbaiki baris yang ditolak dulu."


class ListOutdated(UserError):
    template = "{key} sementara itu sudah dipakai {name}; belum ada yang dimasukkan. Buka berkasnya sekali lagi."


@operation(Permission.IMPORT_DATA, changes=frozenset({Changed.PRODUCTS}))
def import_products(actor: Actor, rows: Sequence[ProductDetails], source: str) -> int:
    """Add the good rows of a preview in one transaction; returns how many. `source` is the file's name.

    Raises NothingToImport, ListOutdated when a code was taken since the preview, PriceUnfit,
    ProductNameMissing; nothing is written then.
    """
    if not rows:
        raise NothingToImport(source=source)
    clash = first_clash(rows)
    if clash is not None:
        raise ListOutdated(key=clash[0], name=clash[1])
    added = add_products(rows)
    act = current_act()
    act.subject = f"products from {source}"
    act.details.update(count=len(added), first_id=added[0], last_id=added[-1])
    return len(added)


class OpeningEmpty(UserError):
    template = "Lembar saldo awal masih kosong. Tambahkan barisnya, atau ambil dari berkas."


class OpeningUnbalanced(UserError):
    template = (
        "Saldo awal belum seimbang: debet {debit}, kredit {credit}, selisih {difference}. Cari baris yang kurang."
    )


class AlreadyOpened(UserError):
    template = "Saldo awal sudah dibukukan dengan {number}. Batalkan dulu dokumen itu bila ada yang salah."


class OpeningInUse(UserError):
    template = "{name} sudah terjual sejak saldo awal; saldo awal tidak bisa dibatalkan. Pakai Sesuaikan stok."


@operation(
    Permission.KEEP_BOOKS, changes=frozenset({Changed.LEDGER, Changed.STOCK, Changed.CONSIGNMENT, Changed.PEOPLE})
)
def record_opening(actor: Actor, lines: Sequence[OpeningLine], day: date) -> str:
    """Book a living shop's opening balances as one document and one entry; returns its number.

    Stock comes with its moves, debts to consignors with their lines, savings and bon with their
    persons; account 3199 ends at zero because the sheet must balance. Raises OpeningEmpty,
    OpeningUnbalanced, AlreadyOpened, DateInFuture, PeriodClosed.
    """
    if not lines:
        raise OpeningEmpty
    standing = opening_number()
    if standing is not None:
        raise AlreadyOpened(number=standing)
    debit_idr, credit_idr = totals_idr(lines)
    if debit_idr != credit_idr:
        raise OpeningUnbalanced(
            debit=figure(debit_idr), credit=figure(credit_idr), difference=figure(debit_idr - credit_idr)
        )
    business_day(CashPlace.SAFE, day)
    opening_id, number = next_id(Opening), next_number(Opening, "SA", day.year)
    head: dict[str, object] = {
        "id": opening_id,
        "number": number,
        "business_date": day.isoformat(),
        "recorded_at": clock.now_text(),
        "user_id": actor.id,
        "note": "",
    }
    insert_rows(Opening, [head])
    origin = Origin("opening", opening_id)
    stock = [line for line in lines if line.product_id is not None]
    difference = receive(
        [In(line.product_id, line.draft.qty_milli, line.draft.amount_idr) for line in stock if line.product_id],
        reason="OPENING",
        origin=origin,
        business_date=day,
    )
    owe_from_before(
        [
            (line.person_id, line.account, line.draft.amount_idr)
            for line in lines
            if line.draft.kind is OpeningKind.OWED and line.person_id
        ],
        origin=origin,
        business_date=day,
    )
    entry = [_posted(line) for line in lines]
    entry += [Line(Account.INVENTORY, -difference), Line(Account.INVENTORY_DIFFERENCE, difference)]
    post(entry, origin=origin, business_date=day, kind=EntryKind.OPENING, memo=number)
    act = current_act()
    act.subject = number
    act.details.update(lines=len(lines), total=debit_idr)
    return number


def _posted(line: OpeningLine) -> Line:
    amount = line.draft.amount_idr if line.is_debit else -line.draft.amount_idr
    flow = CashFlow.OPENING if line.account in CASH_ACCOUNTS else None
    return Line(line.account, amount, line.person_id, flow)
