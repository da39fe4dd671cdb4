"""Tables of who may do what: users with a PIN, and every try at one."""

from __future__ import annotations

from peewee import SQL, AutoField, BooleanField, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import POSITIVE_ID, Row
from pkkmart.core.guards import append_only
from pkkmart.people.models import Person


class User(Row):
    id = AutoField(constraints=POSITIVE_ID)
    name = TextField(unique=True)
    person = ForeignKeyField(Person, null=True)
    person_id: IntegerField[int | None]
    role = TextField(constraints=[SQL("CHECK (role IN ('CASHIER','SUPERVISOR','TREASURER','ADMIN'))")])
    pin_hash = TextField()
    active = BooleanField(default=True)
    created_at = TextField()


class LoginAttempt(Row):
    id = AutoField(constraints=POSITIVE_ID)
    user = ForeignKeyField(User)
    user_id: IntegerField[int]
    recorded_at = TextField()
    succeeded = BooleanField()

    class Meta:
        table_name = "login_attempt"


GUARDS = append_only("login_attempt")
