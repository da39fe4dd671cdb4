"""Writes of products: adding many at once, changing a price, giving a code or a picture."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Permission
from pkkmart.core.db import db, fetch, fetch_one, insert_rows, next_id
from pkkmart.core.errors import NeedsConfirmation, UserError
from pkkmart.core.i18n import N_, _, figure
from pkkmart.core.operation import Changed, current_act, operation, part, write_rows
from pkkmart.core.settings import write_setting
from pkkmart.products.food import sounds_like_food
from pkkmart.products.models import Attachment, Barcode, Category, PriceChange, Product
from pkkmart.products.own_codes import PrefixOnGoods, require_free_of_own, require_own_prefix
from pkkmart.products.pictures import PICTURE_BYTES
from pkkmart.products.queries import forget_vocabulary, goods_with_own_code, next_own_code
from pkkmart.products.scale import prefixes, require_prefixes
from pkkmart.products.search import words_of
from pkkmart.products.settings import OWN_PREFIX, SCALE_PRICE_PREFIX, SCALE_WEIGHT_PREFIX, UNLISTED_ID

UNLISTED_NAME = N_("Barang umum")
_PRODUCTS = frozenset({Changed.PRODUCTS})


class ProductNameMissing(UserError):
    template = N_("Nama barang belum diisi.")


class PriceUnfit(UserError):
    template = N_("Harga {name} harus lebih dari 0, sekarang {price}.")


class PriceBelowCost(NeedsConfirmation):
    key = "price_below_cost"
    template = N_("Harga {price} untuk {name} di bawah modalnya, {cost}. Tetap pakai harga ini?")


class CodeMissing(UserError):
    template = N_("Kode belum diisi. Pindai barcode-nya, atau ketik.")


class CodeExists(UserError):
    template = N_("Kode {code} sudah dipakai barang ini.")


class PictureTooBig(UserError):
    template = N_("Gambar {size} KB terlalu besar; paling besar 200 KB. Kecilkan dulu.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductDetails:
    """A product to add. Prices in rupiah per base unit; `codes` may be empty (then it is a tile)."""

    name: str
    selling_price_idr: int
    category: str = ""
    unit: str = "pcs"
    owner_id: int | None = None
    member_price_idr: int | None = None
    codes: tuple[str, ...] = ()
    own_code: bool = False
    """Whether the shop makes it a barcode of its own too."""
    min_stock_milli: int = 0
    shelf: str = ""
    sold_by_weight: bool = False
    on_tiles: bool = False
    option_name: str = ""
    parent_id: int | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class NewPrice:
    """What a product shall cost from now on, rupiah per base unit."""

    product_id: int
    selling_price_idr: int
    member_price_idr: int | None


@part
def add_products(many: Sequence[ProductDetails]) -> list[int]:
    """Add products with their codes, first price and search words; returns their ids in order."""
    for details in many:
        _require_fit(details.name, details.selling_price_idr, details.member_price_idr)
    categories = _category_ids({details.category.strip() for details in many} - {""})
    first, now = next_id(Product), clock.now_text()
    numbered = list(enumerate(many, first))
    insert_rows(
        Product,
        [
            {
                "id": product_id,
                "name": " ".join(details.name.split()),
                "category_id": categories.get(details.category.strip()),
                "unit": details.unit.strip() or "pcs",
                "owner_id": details.owner_id,
                "business_id": None,
                "parent_id": details.parent_id,
                "option_name": details.option_name,
                "selling_price_idr": details.selling_price_idr,
                "member_price_idr": details.member_price_idr,
                "reference_price_idr": None,
                "reference_price_source": None,
                "min_stock_milli": details.min_stock_milli,
                "shelf": " ".join(details.shelf.split()),
                "sold_by_weight": details.sold_by_weight,
                "on_tiles": details.on_tiles,
                "picture_id": None,
                "active": details.active,
                "created_at": now,
            }
            for product_id, details in numbered
        ],
    )
    write_rows(
        Barcode,
        [
            {"code": code, "product_id": product_id, "pack_milli": 1_000}
            for product_id, details in numbered
            for code in dict.fromkeys(code.strip() for code in details.codes)
            if code
        ],
    )
    write_rows(
        PriceChange,
        [
            _price_row(product_id, details.selling_price_idr, details.member_price_idr, "")
            for product_id, details in numbered
        ],
    )
    index_words([product_id for product_id, _details in numbered])
    return [product_id for product_id, _details in numbered]


@part
def unlisted_product() -> int:
    """The co-op's own product behind everything sold as "barang umum"; made the first time it is asked for.

    It is not active, so no list, tile, search, import or count ever shows it, and it never has stock.
    """
    known = UNLISTED_ID.get()
    if not known:
        (known,) = add_products([ProductDetails(name=_(UNLISTED_NAME), selling_price_idr=1, active=False)])
        write_setting(UNLISTED_ID, known)
    return known


@operation(Permission.KEEP_PRODUCTS, changes=_PRODUCTS)
def create_product(actor: Actor, details: ProductDetails) -> int:
    """Add one product; returns its id. Raises ProductNameMissing, PriceUnfit, PrefixOfScale."""
    (product_id,) = add_products([details])
    current_act().subject = f"product {product_id} {details.name}"
    if details.own_code:
        add_own_code(product_id)
    return product_id


@operation(Permission.KEEP_PRODUCTS, changes=_PRODUCTS)
def change_price(
    actor: Actor, product_id: int, selling_price_idr: int, member_price_idr: int | None, reason: str,
    *, cost_idr: int | None = None, confirmed: frozenset[str] = frozenset(),
) -> None:  # fmt: skip
    """Set new prices from now on; the old ones stay on record. Raises PriceUnfit.

    `cost_idr` is what a unit costs, from who knows the stock: a price below it raises PriceBelowCost (confirm
    `price_below_cost`).
    """
    product = Product.get_by_id(product_id)
    _require_fit(product.name, selling_price_idr, member_price_idr)
    lowest = min(selling_price_idr, member_price_idr or selling_price_idr)
    if cost_idr is not None and lowest < cost_idr and PriceBelowCost.key not in confirmed:
        raise PriceBelowCost(name=product.name, price=figure(lowest), cost=figure(cost_idr))
    act = current_act()
    act.subject = f"product {product_id} {product.name}"
    act.details.update(old=product.selling_price_idr, new=selling_price_idr)
    set_prices([NewPrice(product_id, selling_price_idr, member_price_idr)], reason)


@part
def set_prices(many: Sequence[NewPrice], reason: str) -> None:
    """Set prices that were found fit, and put them on record."""
    db.cursor().executemany(
        "UPDATE product SET selling_price_idr = ?, member_price_idr = ? WHERE id = ?",
        [(new.selling_price_idr, new.member_price_idr, new.product_id) for new in many],
    )
    rows = [_price_row(new.product_id, new.selling_price_idr, new.member_price_idr, reason) for new in many]
    write_rows(PriceChange, rows)


@part
def retire_products(first_id: int, last_id: int) -> None:
    """Take products that nothing uses out of every list; their prices stay on record."""
    Product.update(active=False).where(Product.id.between(first_id, last_id)).execute()


@operation(Permission.KEEP_PRODUCTS, changes=_PRODUCTS)
def set_shelf(actor: Actor, product_id: int, shelf: str) -> None:
    """Say on which shelf a product stands; "" for none."""
    product = Product.get_by_id(product_id)
    act = current_act()
    act.subject = f"product {product_id} {product.name}"
    act.details.update(old=product.shelf, new=" ".join(shelf.split()))
    Product.update(shelf=" ".join(shelf.split())).where(Product.id == product_id).execute()


@operation(Permission.KEEP_PRODUCTS, changes=_PRODUCTS)
def add_code(actor: Actor, product_id: int, code: str, pack_milli: int = 1_000) -> None:
    """Give a product one more code. Raises CodeMissing, CodeExists."""
    code = code.strip()
    if not code:
        raise CodeMissing
    if fetch_one("SELECT 1 FROM barcode WHERE code = ? AND product_id = ?", (code, product_id)):
        raise CodeExists(code=code)
    Barcode.create(product=product_id, code=code, pack_milli=pack_milli)
    current_act().subject = f"product {product_id} code {code}"


@part
def add_own_code(product_id: int) -> str:
    """Give a product a barcode of the shop's own that no product has yet; returns it. Raises PrefixOfScale."""
    require_own_prefix(OWN_PREFIX.get(), SCALE_WEIGHT_PREFIX.get(), SCALE_PRICE_PREFIX.get())
    code = next_own_code(product_id)
    Barcode.create(product=product_id, code=code, pack_milli=1_000)
    current_act().details.setdefault("own_codes", []).append(code)  # type: ignore[attr-defined]
    return code


@operation(Permission.KEEP_PRODUCTS, changes=_PRODUCTS)
def make_code(actor: Actor, product_id: int) -> str:
    """Make one more barcode of the shop's own for a product; returns it. Raises PrefixOfScale."""
    current_act().subject = f"product {product_id}"
    return add_own_code(product_id)


@operation(Permission.KEEP_SETTINGS, changes=frozenset({Changed.SETTINGS}))
def use_own_prefix(actor: Actor, prefix: str) -> None:
    """Set the prefix of the barcodes the shop makes from now on. Raises OwnPrefixUnfit, PrefixOfScale."""
    prefix = prefix.strip()
    require_own_prefix(prefix, SCALE_WEIGHT_PREFIX.get(), SCALE_PRICE_PREFIX.get())
    if prefix != OWN_PREFIX.get():
        write_setting(OWN_PREFIX, prefix)


@operation(Permission.KEEP_SETTINGS, changes=frozenset({Changed.SETTINGS}))
def use_scale(actor: Actor, weight: str, price: str) -> None:
    """Set the prefixes of the labels of the shop's scale; empty texts for none.

    Several prefixes stand with a space between them. Raises PrefixUnfit, PrefixTwice, PrefixOfOwnCodes, PrefixOnGoods.
    """
    require_prefixes(weight, price)
    require_free_of_own(weight, price, OWN_PREFIX.get())
    for prefix in prefixes(f"{weight} {price}"):
        if goods := goods_with_own_code(prefix):
            raise PrefixOnGoods(prefix=prefix, name=goods[0], code=goods[1])
    for setting, text in ((SCALE_WEIGHT_PREFIX, weight), (SCALE_PRICE_PREFIX, price)):
        value = " ".join(prefixes(text))
        if value != setting.get():
            write_setting(setting, value)


@part
def attach_picture(product_id: int, content: bytes, mime: str) -> None:
    """Give a product its picture, at most 200 KB. Raises PictureTooBig."""
    Product.update(picture=keep_picture(content, mime)).where(Product.id == product_id).execute()


@part
def keep_picture(content: bytes, mime: str) -> int:
    """Keep a picture of at most 200 KB, the same one once; returns its id. Raises PictureTooBig."""
    if len(content) > PICTURE_BYTES:
        raise PictureTooBig(size=-(-len(content) // 1024))
    digest = hashlib.sha256(content).hexdigest()
    kept = Attachment.get_or_none(Attachment.sha256 == digest) or Attachment.create(
        sha256=digest, mime=mime, content=content
    )
    return int(kept.id)


@operation(Permission.KEEP_PRODUCTS, changes=_PRODUCTS)
def choose_food(actor: Actor, category_ids: Collection[int]) -> int:
    """Call these categories, and no other, food and drink; returns how many changed."""
    changed = 0
    for category in list(Category.select()):
        if category.is_food != (category.id in category_ids):
            category.is_food = not category.is_food
            category.save()
            current_act().details[category.name] = category.is_food
            changed += 1
    return changed


@operation(Permission.KEEP_PRODUCTS, changes=_PRODUCTS)
def set_picture(actor: Actor, product_id: int, content: bytes, mime: str) -> None:
    """Show a product with a picture on the tiles. Raises PictureTooBig."""
    attach_picture(product_id, content, mime)
    current_act().subject = f"product {product_id}"


@part
def index_words(product_ids: Sequence[int]) -> None:
    """Write the search words of products anew: name, option, category, owner."""
    for start in range(0, len(product_ids), 500):
        chunk = list(product_ids[start : start + 500])
        marks = ",".join("?" * len(chunk))
        rows = fetch(
            "SELECT p.id, p.name || ' ' || p.option_name || ' ' || coalesce(c.name, '') || ' ' ||"
            " coalesce(o.trade_name || ' ' || o.name, '') FROM product p LEFT JOIN category c ON c.id = p.category_id"
            f" LEFT JOIN person o ON o.id = p.owner_id WHERE p.id IN ({marks})",
            chunk,
        )
        db.execute_sql(f"DELETE FROM product_search WHERE rowid IN ({marks})", chunk)
        db.cursor().executemany(
            "INSERT INTO product_search(rowid, words) VALUES (?, ?)",
            [(row[0], " ".join(words_of(row[1]))) for row in rows],
        )
    forget_vocabulary()


def _category_ids(names: set[str]) -> dict[str, int]:
    known = {row[1]: row[0] for row in fetch("SELECT id, name FROM category")}
    for name in sorted(names - known.keys()):
        known[name] = Category.create(name=name, position=len(known) + 1, is_food=sounds_like_food(name)).id
    return known


def _require_fit(name: str, selling_price_idr: int, member_price_idr: int | None) -> None:
    if not name.strip():
        raise ProductNameMissing
    for price in (selling_price_idr, member_price_idr):
        if price is not None and price <= 0:
            raise PriceUnfit(name=name.strip(), price=figure(price))


def _price_row(product_id: int, selling_price_idr: int, member_price_idr: int | None, reason: str) -> dict[str, object]:
    return {
        "product_id": product_id,
        "selling_price_idr": selling_price_idr,
        "member_price_idr": member_price_idr,
        "reason": reason,
    }
