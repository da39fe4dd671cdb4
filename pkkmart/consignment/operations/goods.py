"""Rules common to deliveries, returns and losses: the consignor's own goods, and no more than the shelf holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pkkmart.consignment.models import ConsignmentLine
from pkkmart.consignment.operations.agreements import NoAgreement
from pkkmart.consignment.queries import terms_for
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _
from pkkmart.core.operation import part, write_rows
from pkkmart.core.quantity import quantity_text
from pkkmart.ledger.cancelled import stands
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import Origin
from pkkmart.people.queries import person_name
from pkkmart.products.queries import ProductRow, by_ids
from pkkmart.stock.operations import require_countable, require_there_since
from pkkmart.stock.queries import levels


class NotOfConsignor(UserError):
    template = N_("{name} bukan titipan {consignor}, tetapi {owner}. Periksa nama penitipnya.")


class MoreThanShelf(UserError):
    template = N_("Di rak tercatat {stock} {name}, diminta {wanted}. Hitung lagi; paling banyak {stock}.")


class OfCount(UserError):
    template = N_("{number} bagian dari hitungan sore {count}. Batalkan {count}, lalu hitung lagi.")


def require_owned_by(
    consignor_id: int, items: Sequence[tuple[int, int]], nothing: type[UserError], unfit: type[UserError]
) -> dict[int, ProductRow]:
    """The products of (product, thousandths) items. Raises NotOfConsignor for goods of another owner, `nothing` for no
    items, `unfit` for a quantity of 0 or less, QuantityTooLarge."""
    if not items:
        raise nothing
    products = by_ids(product_id for product_id, _qty in items)
    for product_id, qty_milli in items:
        product = products[product_id]
        if product.owner_id != consignor_id:
            owner = _("titipan {name}").format(name=product.owner_name) if product.owner_id else _("milik toko")
            raise NotOfConsignor(name=product.name, consignor=person_name(consignor_id), owner=owner)
        if qty_milli <= 0:
            raise unfit(name=product.name)
        require_countable(product.name, qty_milli)
    return products


def require_terms(products: Mapping[int, ProductRow], day: date) -> None:
    """Raise NoAgreement for the first product nothing was agreed on by that day."""
    known = terms_for(products, day)
    for product_id, product in products.items():
        if product_id not in known:
            raise NoAgreement(name=product.name, owner=product.owner_name)


def require_on_shelf(items: Iterable[tuple[int, int]], products: Mapping[int, ProductRow], day: date) -> None:
    """Raise MoreThanShelf when (product, thousandths) items ask for more than is recorded, NotThereThen for more than
    was on some day since the one they leave on.
    """
    wanted: dict[int, int] = {}
    for product_id, qty_milli in items:
        wanted[product_id] = wanted.get(product_id, 0) + qty_milli
    known = levels(wanted)
    for product_id, qty_milli in wanted.items():
        stock = known[product_id].qty_milli if product_id in known else 0
        if qty_milli > stock:
            raise MoreThanShelf(
                name=products[product_id].name, stock=quantity_text(stock), wanted=quantity_text(qty_milli)
            )
    require_there_since(wanted, day)


def require_no_count(kind: str, document_id: int) -> None:
    """Raise OfCount while a nota retur or a replacement belongs to an evening count that stands."""
    row = fetch_one(
        f"SELECT d.number, h.number FROM evening_count h JOIN {kind} d ON d.id = h.{kind}_id"
        f" WHERE h.{kind}_id = ? AND {stands('evening_count', 'h')}",
        (document_id,),
    )
    if row is not None:
        raise OfCount(number=row[0], count=row[1])


def payable_account(owner_is_member: bool) -> Account:
    """The account a share is owed on (2102 or 2103), by whether the consignor was a member on the day of the sale."""
    return Account.MEMBER_CONSIGNOR_PAYABLE if owner_is_member else Account.OTHER_CONSIGNOR_PAYABLE


def owed_row(
    kind: str,
    person_id: int,
    account: int,
    amount_idr: int,
    goods: tuple[int | None, int],
    origin: Origin,
    line_id: int | None,
    day: date,
) -> dict[str, object]:
    """A row of consignment_line; `goods` is the product and its thousandths of a unit."""
    return {
        "kind": kind,
        "person_id": person_id,
        "account_id": int(account),
        "amount_idr": amount_idr,
        "product_id": goods[0],
        "qty_milli": goods[1],
        "origin_kind": origin.kind,
        "origin_id": origin.id,
        "origin_line_id": line_id,
        "business_date": day.isoformat(),
    }


@part
def negate_lines(origin: Origin, void: Origin, day: date) -> None:
    """Answer each line of a cancelled document with its negation, dated as the cancellation's entry.

    The caller has made sure that none of them is in a settlement that stands (`settled_in`).
    """
    rows = fetch(
        "SELECT id, person_id, account_id, amount_idr, product_id, qty_milli FROM consignment_line"
        " WHERE origin_kind = ? AND origin_id = ? ORDER BY id",
        (origin.kind, origin.id),
    )
    write_rows(
        ConsignmentLine,
        [
            owed_row("ADJUSTED", person, account, -amount, (product, -qty), void, line_id, day)
            for line_id, person, account, amount, product, qty in rows
        ],
    )
