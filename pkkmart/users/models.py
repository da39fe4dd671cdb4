"""Tables of users: their roles and PINs, and every try at a PIN."""

from __future__ import annotations

from peewee import ForeignKeyField, TextField

from pkkmart.core.db import FlagField, Row
from pkkmart.core.guards import append_only, one_of
from pkkmart.people.models import Person
from pkkmart.users.roles import Role


class User(Row):
    """A user of the program, with a role and a PIN."""

    name = TextField(unique=True)
    person = ForeignKeyField(Person, null=True)
    role = TextField()
    pin_hash = TextField()
    active = FlagField(default=True)
    created_at = TextField()

    class Meta:
        # `user` is a reserved word of other engines.
        table_name = "app_user"


class LoginAttempt(Row):
    user = ForeignKeyField(User)
    recorded_at = TextField()
    succeeded = FlagField()

    class Meta:
        table_name = "login_attempt"


class ApprovalAttempt(Row):
    """A PIN typed to approve another's act; without an approver it was of nobody who may."""

    user = ForeignKeyField(User, null=True)
    approver = ForeignKeyField(User, null=True, index=False)
    recorded_at = TextField()

    class Meta:
        table_name = "approval_attempt"


SETS = {"role": tuple(Role)}

GUARDS = {
    **append_only(LoginAttempt, ApprovalAttempt),
    **one_of("app_user", role="role", changes=True),
}
