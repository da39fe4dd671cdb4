"""Tables of people: persons (one row for any number of capacities), households, groups, and the area tree."""

from __future__ import annotations

from peewee import SQL, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import DayField, FlagField, Row
from pkkmart.core.guards import append_only, one_of


class Area(Row):
    """A node of the official tree; the code is the ministry's (`36.74.07.1001`)."""

    code = TextField(unique=True)
    parent = ForeignKeyField("self", null=True, backref="children")
    level = TextField()
    name = TextField()


class Household(Row):
    name = TextField()
    card_number = TextField(null=True)
    area = ForeignKeyField(Area, null=True)


class Person(Row):
    """An individual, a group or a company. What PKK reports ask for is nullable."""

    kind = TextField()
    name = TextField()
    trade_name = TextField(default="")
    phone = TextField(default="")
    nik = TextField(null=True)
    address = TextField(default="")
    area = ForeignKeyField(Area, null=True)
    area_id: IntegerField[int | None]
    household = ForeignKeyField(Household, null=True)
    gender = TextField(null=True, constraints=[SQL("CHECK (gender IN ('F','M'))")])
    birth_date = DayField(null=True)
    has_disability = FlagField(null=True)
    consent_on = DayField(null=True)
    consent_photo = FlagField(null=True)
    active = FlagField(default=True)
    created_at = TextField()


class Business(Row):
    """An UMKM: what a person, a group or a company makes and sells. One owner may have several."""

    owner = ForeignKeyField(Person, backref="businesses")
    name = TextField()
    active = FlagField(default=True)
    created_at = TextField()


class BusinessLevel(Row):
    """The UP2K level a business was declared to be at from a day on, and the paper that says so; the newest holds."""

    business = ForeignKeyField(Business)
    level = TextField()
    since = DayField()
    paper = TextField(default="")
    recorded_at = TextField()
    user_id = IntegerField(null=True)

    class Meta:
        table_name = "business_level"


class BusinessBaseline(Row):
    """What a business earned in a month before PKK Mart, as told on a day and by whom; the newest row holds."""

    business = ForeignKeyField(Business)
    monthly_income_idr = IntegerField(constraints=[SQL("CHECK (monthly_income_idr > 0)")])
    told_on = DayField()
    source = TextField(default="")
    recorded_at = TextField()
    user_id = IntegerField(null=True)

    class Meta:
        table_name = "business_baseline"


class GroupMember(Row):
    """A person's time in a group, and the person's part of its income where one is recorded (basis points).

    The shares of a group's members on one day are never more than 10.000 together.
    """

    group = ForeignKeyField(Person, backref="members")
    person = ForeignKeyField(Person, backref="groups")

    since = DayField()
    until = DayField(null=True)
    share_bp = IntegerField(null=True, constraints=[SQL("CHECK (share_bp BETWEEN 0 AND 10000)")])

    class Meta:
        table_name = "group_member"
        indexes = ((("group", "person", "since"), True),)


class Capacity(Row):
    """A capacity of a person between two days; its end never deletes the row."""

    person = ForeignKeyField(Person, backref="capacities")
    kind = TextField()
    number = TextField()
    since = DayField()
    until = DayField(null=True)

    class Meta:
        indexes = ((("kind", "number"), True), (("person", "kind", "since"), True))


SETS = {
    "area_level": ("PROVINCE", "CITY", "DISTRICT", "VILLAGE", "RW", "RT", "DASAWISMA"),
    "person_kind": ("INDIVIDUAL", "GROUP", "COMPANY"),
    "up2k_level": ("PEMULA", "MADYA", "UTAMA", "MANDIRI"),
    "capacity": ("MEMBER", "CONSIGNOR", "SUPPLIER"),
}

GUARDS = {
    **one_of("area", level="area_level", changes=True),
    **one_of("person", kind="person_kind", changes=True),
    **append_only(BusinessLevel, BusinessBaseline),
    **one_of("business_level", level="up2k_level"),
    **one_of("capacity", kind="capacity", changes=True),
}
