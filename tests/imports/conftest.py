"""A shop that lived before it got the program."""

from __future__ import annotations

import pytest

from tests import make


@pytest.fixture
def living(shop: object) -> None:
    make.member("Siti Wahyuni")
    make.consignor("Bu Sari", percent_bp=1_500, is_member=True)
    make.product("Gula Pasir 1 kg", 17_500, code="8999990000032")
