"""Approval of one act by a supervisor's PIN: the sheet, its keys, both names in the log."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.audit import Audit
from pkkmart.core.errors import NeedsConfirmation
from pkkmart.core.operation import current_act, operation, require
from pkkmart.ui.fields import PinField, TextField
from pkkmart.ui.page import Page
from pkkmart.ui.panels import Sheet
from pkkmart.users.dialogs import run_approved
from pkkmart.users.roles import Role
from tests import make
from tests.keys import press, scan, type_as_person
from tests.screens.conftest import Show, Shown


class TooMuch(NeedsConfirmation):
    key = "too_much"
    template = "Itu banyak sekali. Yakin?"


@operation(Permission.OPEN_DRAWER)
def spring(
    actor: Actor, *, also: Sequence[Permission] = (), ask: bool = False, confirmed: frozenset[str] = frozenset(),
    approval: Approval | None = None,
) -> str:  # fmt: skip
    for permission in also:
        require(actor, permission, approval)
    if ask and TooMuch.key not in confirmed:
        raise TooMuch
    current_act().subject = "laci"
    return "terbuka"


class Try:
    """A page on which an act is tried."""

    def __init__(self, shown: Shown[Page]) -> None:
        self.shown, self.went, self.gave_up = shown, [], []  # type: ignore[var-annotated]

    def __call__(
        self,
        function: Callable[[Approval | None, frozenset[str]], str],
        reasons: Sequence[str] = (),
        what: str = "",
    ) -> None:
        run_approved(
            self.shown.page.context,
            function,
            self.went.append,
            reasons=reasons,
            what=what,
            on_no=lambda: self.gave_up.append("no"),
        )
        QApplication.processEvents()

    def spring(
        self, *, also: Sequence[Permission] = (), ask: bool = False, reasons: Sequence[str] = (), what: str = ""
    ) -> None:
        actor = self.shown.page.context.actor
        self(
            lambda approval, known: spring(actor, also=also, ask=ask, approval=approval, confirmed=known),
            reasons,
            what,
        )

    @property
    def sheet(self) -> Sheet | None:
        panel = self.shown.messages.panel()
        return panel if isinstance(panel, Sheet) else None

    def words(self) -> str:
        assert self.sheet is not None
        return " / ".join(label.text() for label in self.sheet.findChildren(QLabel) if label.isVisible())

    def pin(self) -> PinField:
        assert self.sheet is not None
        return self.sheet.findChild(PinField)  # type: ignore[return-value]


@pytest.fixture
def trying(show: Show[Page]) -> Try:
    make.cashier("Bu Endang", "4321", Role.SUPERVISOR)
    make.cashier("Bu Ketua", "2468", Role.TREASURER)
    return Try(show(Page, make.cashier()))


def _logged() -> list[tuple[str, str, str]]:
    return [(row.actor, row.approver, row.reason) for row in Audit.select().where(Audit.act == "spring")]


def test_who_may_never_sees_the_sheet(show: Show[Page]) -> None:
    trying = Try(show(Page, make.cashier("Bu Endang", "4321", Role.SUPERVISOR)))
    trying.spring()
    assert (trying.went, trying.sheet, _logged()) == (["terbuka"], None, [("Bu Endang", "", "")])


def test_a_pin_and_a_reason_by_keyboard_and_both_names_stay(trying: Try) -> None:
    trying.spring()
    assert "Bu Rina belum berwenang: membuka laci tanpa penjualan." in trying.words()
    assert "PIN Bu Endang atau Bu Ketua" in trying.words()
    type_as_person(trying.shown.page, "4321")
    assert trying.pin().displayText() == "●●●●"
    press(trying.shown.page, "Enter")
    assert (trying.went, "Tulis alasannya dulu." in trying.words()) == ([], True)
    type_as_person(trying.shown.page, "tukar uang")
    press(trying.shown.page, "Enter")
    assert (trying.went, trying.sheet) == (["terbuka"], None)
    assert _logged() == [("Bu Rina", "Bu Endang", "tukar uang")]


def test_a_reason_is_picked_from_the_short_ones(trying: Try) -> None:
    trying.spring(reasons=("Tukar uang", "Cek laci"))
    type_as_person(trying.shown.page, "2468")
    for _step in range(3):
        press(trying.shown.page, "Tab")
    press(trying.shown.page, "Space")
    assert trying.sheet is not None
    press(trying.shown.page, "Enter")
    assert _logged() == [("Bu Rina", "Bu Ketua", "Cek laci")]


def test_a_wrong_pin_says_nothing_of_anybody_and_pauses_after_five(trying: Try) -> None:
    trying.spring()
    assert trying.sheet is not None
    trying.sheet.findChildren(TextField)[-1].setText("tukar uang")
    for _again in range(4):
        type_as_person(trying.shown.page, "1234")
        press(trying.shown.page, "Enter")
        assert "PIN salah, atau bukan PIN yang berwenang. Coba lagi." in trying.words()
        assert trying.pin().text() == ""
    type_as_person(trying.shown.page, "1234")
    press(trying.shown.page, "Enter")
    assert "Terlalu sering salah. Tunggu 30 detik." in trying.words()
    type_as_person(trying.shown.page, "4321")
    press(trying.shown.page, "Enter")
    assert (trying.went, _logged()) == ([], [])
    refused = [json.loads(row.details).get("refused") for row in Audit.select().where(Audit.act == "find_approver")]
    assert refused == ["wrong PIN"] * 5 + ["pause"]


def test_esc_gives_it_up(trying: Try) -> None:
    trying.spring()
    press(trying.shown.page, "Esc")
    assert (trying.sheet, trying.went, trying.gave_up) == (None, [], ["no"])


def test_a_scan_approves_nothing(trying: Try) -> None:
    trying.spring()
    type_as_person(trying.shown.page, "43")
    scan(trying.shown.page, "8999990000018")
    assert trying.pin().text() == "43"
    assert "PIN diketik, tidak dipindai." in trying.words()
    assert (trying.went, trying.sheet is not None) == ([], True)


def test_a_question_before_the_pin_is_not_asked_twice(trying: Try) -> None:
    asked: list[frozenset[str]] = []

    def first_asks(approval: Approval | None, known: frozenset[str]) -> str:
        asked.append(known)
        if TooMuch.key not in known:
            raise TooMuch
        return spring(trying.shown.page.context.actor, approval=approval)

    trying(first_asks)
    assert trying.shown.said() == "Itu banyak sekali. Yakin?"
    press(trying.shown.page, "Enter")
    _approve(trying, "4321")
    assert (trying.went, asked) == (["terbuka"], [frozenset(), frozenset({"too_much"}), frozenset({"too_much"})])


def test_a_question_after_the_pin_keeps_the_pin(trying: Try) -> None:
    trying.spring(ask=True)
    _approve(trying, "4321")
    assert (trying.sheet, trying.shown.said(), trying.went) == (None, "Itu banyak sekali. Yakin?", [])
    press(trying.shown.page, "Enter")
    assert (trying.went, _logged()) == (["terbuka"], [("Bu Rina", "Bu Endang", "tukar uang")])


def test_an_act_that_needs_more_asks_who_may_it_all(trying: Try) -> None:
    trying.spring(also=(Permission.GRANT_CREDIT,))
    _approve(trying, "4321")
    assert "Bu Rina belum berwenang: memberi batas bon." in trying.words()
    assert "PIN Bu Ketua" in trying.words()
    _approve(trying, "2468")
    assert (trying.went, _logged()) == (["terbuka"], [("Bu Rina", "Bu Ketua", "tukar uang")])


def test_what_is_approved_is_shown_over_the_pin(trying: Try) -> None:
    trying.spring(also=(Permission.GRANT_CREDIT,), what="Buka laci untuk menukar 100.000")
    assert "Buka laci untuk menukar 100.000 / Diminta Bu Rina, yang belum boleh melakukannya" in trying.words()
    assert "membuka laci tanpa penjualan" not in trying.words()
    _approve(trying, "4321")
    told = "Buka laci untuk menukar 100.000 / Bu Rina belum berwenang: memberi batas bon."
    assert told in trying.words(), "asked once more, the sheet says why"


def test_where_nobody_else_may_the_sentence_alone_is_told(show: Show[Page]) -> None:
    trying = Try(show(Page, make.cashier()))
    trying.spring()
    assert (trying.sheet, trying.went) == (None, [])
    assert trying.shown.said().startswith("Bu Rina belum berwenang: membuka laci tanpa penjualan.")


def test_a_finger_types_the_pin_too(trying: Try) -> None:
    trying.spring(reasons=("Tukar uang",))
    assert trying.sheet is not None
    buttons = {button.text().strip(): button for button in trying.sheet.findChildren(type(trying.sheet.secondary))}
    for digit in "4321":
        buttons[digit].click()
    assert trying.pin().text() == "4321"


def _approve(trying: Try, pin: str) -> None:
    type_as_person(trying.shown.page, pin)
    press(trying.shown.page, "Tab")
    type_as_person(trying.shown.page, "tukar uang")
    press(trying.shown.page, "Enter")
