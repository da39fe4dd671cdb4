"""Tables of people: one person however many capacities she has, her household, and the area tree."""

from __future__ import annotations

from peewee import SQL, AutoField, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import POSITIVE_ID, DayField, FlagField, Row
from pkkmart.core.guards import one_of


class Area(Row):
    """A node of the official tree; the code is the ministry's (`36.74.07.1001`)."""

    id = AutoField(constraints=POSITIVE_ID)
    code = TextField(unique=True)
    parent = ForeignKeyField("self", null=True, backref="children")
    parent_id: IntegerField[int | None]
    level = TextField()
    name = TextField()


class Household(Row):
    id = AutoField(constraints=POSITIVE_ID)
    name = TextField()
    card_number = TextField(null=True)
    area = ForeignKeyField(Area, null=True)
    area_id: IntegerField[int | None]


class Person(Row):
    """An individual, a group or a company. What PKK reports ask is here from the start, nullable."""

    id = AutoField(constraints=POSITIVE_ID)
    kind = TextField()
    name = TextField()
    trade_name = TextField(default="")
    phone = TextField(default="")
    nik = TextField(null=True)
    address = TextField(default="")
    area = ForeignKeyField(Area, null=True)
    area_id: IntegerField[int | None]
    household = ForeignKeyField(Household, null=True)
    household_id: IntegerField[int | None]
    gender = TextField(null=True, constraints=[SQL("CHECK (gender IN ('F','M'))")])
    birth_date = TextField(null=True)
    has_disability = FlagField(null=True)
    up2k_level = TextField(null=True)
    baseline_income_idr = IntegerField(null=True)
    baseline_income_on = TextField(null=True)
    baseline_income_source = TextField(null=True)
    consent_on = TextField(null=True)
    consent_photo = FlagField(null=True)
    active = FlagField(default=True)
    created_at = TextField()


class GroupMember(Row):
    id = AutoField(constraints=POSITIVE_ID)
    group = ForeignKeyField(Person, backref="members")
    group_id: IntegerField[int]
    person = ForeignKeyField(Person, backref="groups")
    person_id: IntegerField[int]

    class Meta:
        table_name = "group_member"
        indexes = ((("group", "person"), True),)


class Capacity(Row):
    """What a person is to the co-op between two days; ending one never erases it."""

    id = AutoField(constraints=POSITIVE_ID)
    person = ForeignKeyField(Person, backref="capacities")
    person_id: IntegerField[int]
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
    **one_of("person", kind="person_kind", up2k_level="up2k_level", optional=("up2k_level",), changes=True),
    **one_of("capacity", kind="capacity", changes=True),
}
