"""Tables of what the shop sells: products, their codes, categories, pictures and price history."""

from __future__ import annotations

from peewee import SQL, BlobField, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import FlagField, Row
from pkkmart.core.guards import append_only
from pkkmart.people.models import Business, Person


class Category(Row):
    name = TextField(unique=True)
    position = IntegerField(default=0)
    is_food = FlagField(default=True)
    """Whether its goods are food or drink, which need a halal certificate."""


class Attachment(Row):
    """A picture or scan, stored in the database so that a backup is one file."""

    sha256 = TextField(unique=True)
    mime = TextField()
    content = BlobField(constraints=[SQL("CHECK (length(content) <= 204800)")])


class Product(Row):
    """A thing with one owner: the co-op (owner null) or one consignor; the same cake of two is two products."""

    name = TextField()
    category = ForeignKeyField(Category, null=True)
    unit = TextField()
    owner = ForeignKeyField(Person, null=True)
    business = ForeignKeyField(Business, null=True)
    business_id: IntegerField[int | None]
    """The owner's UMKM that makes it; null where it is not known."""
    parent = ForeignKeyField("self", null=True)
    option_name = TextField(default="")
    selling_price_idr = IntegerField(constraints=[SQL("CHECK (selling_price_idr > 0)")])
    member_price_idr = IntegerField(null=True, constraints=[SQL("CHECK (member_price_idr > 0)")])
    reference_price_idr = IntegerField(null=True)
    reference_price_source = TextField(null=True)
    min_stock_milli = IntegerField(default=0)
    shelf = TextField(default="")
    """Where it stands in the shop, as its people call it; "" where nobody said."""
    sold_by_weight = FlagField(default=False)
    on_tiles = FlagField(default=False)
    picture = ForeignKeyField(Attachment, null=True)
    active = FlagField(default=True)
    created_at = TextField()


class Barcode(Row):
    """A code a product answers to; one code may belong to several products, then the counter asks."""

    code = TextField()
    product = ForeignKeyField(Product, backref="barcodes")
    pack_milli = IntegerField(default=1_000, constraints=[SQL("CHECK (pack_milli > 0)")])

    class Meta:
        indexes = ((("code", "product"), True),)


class PriceChange(Row):
    """The prices of a product from a moment on, and the user who set them."""

    product = ForeignKeyField(Product)
    selling_price_idr = IntegerField()
    member_price_idr = IntegerField(null=True)
    reason = TextField()
    recorded_at = TextField()
    user_id = IntegerField(null=True)

    class Meta:
        table_name = "price_change"


GUARDS = append_only(PriceChange)

SEARCH_TABLES = (
    "CREATE VIRTUAL TABLE product_search"
    " USING fts5(words, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3')",
    "CREATE VIRTUAL TABLE product_vocabulary USING fts5vocab('product_search', 'row')",
)
"""The words of each product (rowid = product id) and the list of all words in use."""
