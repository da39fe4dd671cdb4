"""Tables of users: their roles and PINs, and every try at a PIN."""

from __future__ import annotations

from peewee import AutoField, ForeignKeyField, IntegerField, TextField

from pkkmart.core.db import POSITIVE_ID, FlagField, Row
from pkkmart.core.guards import append_only, one_of
from pkkmart.people.models import Person
from pkkmart.users.roles import Role


class User(Row):
    """A user of the program, with a role and a PIN."""

    id = AutoField(constraints=POSITIVE_ID)
    name = TextField(unique=True)
    person = ForeignKeyField(Person, null=True)
    person_id: IntegerField[int | None]
    role = TextField()
    pin_hash = TextField()
    active = FlagField(default=True)
    created_at = TextField()

    class Meta:
        # `user` is a reserved word of other engines.
        table_name = "app_user"


class LoginAttempt(Row):
    id = AutoField(constraints=POSITIVE_ID)
    user = ForeignKeyField(User)
    user_id: IntegerField[int]
    recorded_at = TextField()
    succeeded = FlagField()

    class Meta:
        table_name = "login_attempt"


class ApprovalAttempt(Row):
    """A PIN typed to approve another's act; without an approver it was of nobody who may."""

    id = AutoField(constraints=POSITIVE_ID)
    user = ForeignKeyField(User, null=True)
    user_id: IntegerField[int | None]
    approver = ForeignKeyField(User, null=True, index=False)
    approver_id: IntegerField[int | None]
    recorded_at = TextField()

    class Meta:
        table_name = "approval_attempt"


SETS = {"role": tuple(Role)}

GUARDS = {
    **append_only("login_attempt"),
    **append_only("approval_attempt"),
    **one_of("app_user", role="role", changes=True),
}
