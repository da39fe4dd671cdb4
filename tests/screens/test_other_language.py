"""In another language no page, sheet or paper shows a sentence of this one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtWidgets import QApplication, QWidget

from pkkmart.cli import main
from pkkmart.closing.verify import verify
from pkkmart.core import clock, i18n
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import fetch
from pkkmart.core.errors import PkkError
from pkkmart.core.i18n import _, terbilang, use_language
from pkkmart.core.settings import PcFile
from pkkmart.demo.play import play
from pkkmart.printing.letterhead import RECEIPT_FOOTER, RECEIPT_POLICY
from pkkmart.printing.queries import elements_of
from pkkmart.products.queries import search
from pkkmart.reports.documents import document
from pkkmart.reports.papers import REPORTS
from pkkmart.sales.message import receipt_text
from pkkmart.sales.nota import nota
from pkkmart.sales.operations.shift_papers import print_x, print_z
from pkkmart.sales.queries import sale_view
from pkkmart.sales.screen import CounterPage
from pkkmart.sales.screen.display import CustomerDisplay
from pkkmart.shell.window import MainWindow
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import ScanFilter
from pkkmart.ui.theme import apply_theme
from pkkmart.ui.worker import chores_running
from pkkmart.users.queries import active_users, actor_of
from tests import make
from tests.conftest import FrozenClock
from tests.keys import press
from tests.look import OVER_A_CART, ROOMS, SHEETS
from tests.other_language import LANGUAGE, marked, shown_texts, texts_in, unmarked, words_of, write_catalogue
from tests.widgets import take_down

TYPED = {"name", "trade_name", "unit", "reason", "note", "payee", "received_by", "address"}
"""Columns of the books that hold what somebody typed."""

KEYS = {"Enter", "Ctrl", "Shift", "PgDown", "Space"}
SHEET_WORDS = {"Brankas", "Bank"}
"""A row of the opening sheet is told in the words it was typed in."""

NUMBER_WORDS = {
    form
    for amount in (1_234_567, 8_109_000, 111_111, 15_016)
    for word in terbilang(amount).split()
    for form in (word, word.capitalize())
}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locale")
    write_catalogue(folder)
    return folder


@pytest.fixture
def spoken(catalogue: Path) -> Iterator[None]:
    """The made-up language, for the length of a test."""
    before = i18n._translation
    use_language(LANGUAGE, catalogue)
    yield
    i18n._translation = before


Open = Callable[[], MainWindow]


@pytest.fixture
def opened(spoken: None, shop: FrozenClock, qapp: QApplication, tmp_path: Path) -> Iterator[Open]:
    """Open the whole program over the shop as it is then."""
    apply_theme(qapp)
    scans = ScanFilter(qapp)
    windows: list[QWidget] = []

    def open_() -> MainWindow:
        window = MainWindow(PcFile(tmp_path / "pc.json"), scans)
        windows.append(window)
        window.resize(1_366, 768)
        window.show()
        return window

    yield open_
    qapp.removeEventFilter(scans)
    scans.deleteLater()
    take_down(windows)
    apply_theme(qapp)


def _typed() -> set[str]:
    """What people wrote into the books: names, reasons, the facts of the shop; whole, as it stands there."""
    texts = {RECEIPT_POLICY.get(), RECEIPT_FOOTER.get()}
    texts |= {str(json.loads(row[0])) for row in fetch("SELECT value FROM setting")}
    tables = fetch("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'product_search%'")
    for (table,) in tables:
        for column in {row[1] for row in fetch(f'PRAGMA table_info("{table}")')} & TYPED if table != "account" else ():
            texts |= {str(row[0]) for row in fetch(f'SELECT DISTINCT "{column}" FROM "{table}"')}
    return {text for text in texts if words_of(text) and not marked(text)}


def _longest_first(*texts: set[str]) -> list[str]:
    return sorted(set().union(*texts), key=len, reverse=True)


def test_what_is_not_marked_stands_out() -> None:
    assert unmarked("Simpan", ()) == ["Simpan"]
    assert unmarked("«Sif 1 · {name}» · sejak Rina", ["Rina"]) == ["sejak"]
    assert unmarked("«Masih merah: «Laci» 12.500» · Rp 12.500 · KKM-2611-0001", ()) == []
    assert unmarked("«Jan", ()) == []


def test_the_first_page_of_an_empty_shop_speaks_the_language(opened: Open) -> None:
    texts = [text for text in shown_texts(opened()) if text]
    assert [text for text in texts if unmarked(text, KEYS)] == []
    assert sum(marked(text) for text in texts) > 20


def test_the_buyers_screen_speaks_the_language(spoken: None, shop: FrozenClock, qapp: QApplication) -> None:
    apply_theme(qapp)
    actor = make.cashier()
    make.shift(actor)
    sugar = make.product("Gula Pasir 1 kg", 17_500)
    display = CustomerDisplay()
    display.show()
    texts = [*shown_texts(display)]
    display.show_cart(make.cart((sugar, 2)))
    texts += shown_texts(display)
    display.show_change(make.sell(actor, (sugar, 2), received_idr=50_000).sale)
    texts += shown_texts(display)
    take_down([display])
    known = _longest_first({"PKK Mart"}, _typed())
    assert [text for text in texts if unmarked(text, known)] == []
    assert sum(marked(text) for text in texts) >= 5


def test_every_page_and_sheet_speaks_the_language(opened: Open) -> None:
    play(days=2, seed=7, until=clock.today())
    window = opened()
    known = _longest_first(_typed(), KEYS, SHEET_WORDS)
    seen: set[str] = set()
    told = []

    def read(where: str) -> None:
        QApplication.processEvents()
        while chores_running():
            QApplication.processEvents()
        QApplication.processEvents()
        found = {*shown_texts(window), *(said.text for said in window.messages.history)} - seen
        told.extend((where, text) for text in found if unmarked(text, known))
        seen.update(found)

    def lay(keys: tuple[tuple[str, str], ...], where: str) -> None:
        for key, _name in keys:
            press(window, key)
            read(f"{where} {key}")
            while window.messages.panel() is not None:
                press(window, "Esc")

    read("login")
    window.unlock(actor_of(next(user.id for user in active_users() if user.role == "ADMIN")))
    window.open(Door("counter"))
    counter = window.page()
    assert isinstance(counter, CounterPage)
    read("counter")
    lay((("F1", ""), ("F2", ""), *SHEETS), "counter")
    counter.open_cart.add(search("Keripik Singkong Balado")[0])
    lay(OVER_A_CART, "counter")
    lay((("F12", ""),), "counter")
    for kind, _name, keys in ROOMS:
        window.open(Door(kind))
        read(kind)
        lay(keys, kind)
    assert told == []
    assert sum(map(marked, seen)) > 800, "the pages were looked at"


def test_every_paper_proof_and_report_speaks_the_language(spoken: None, shop: FrozenClock) -> None:
    play(days=9, seed=7, until=clock.today())
    (open_shift,) = fetch("SELECT id FROM shift WHERE id NOT IN (SELECT shift_id FROM shift_close)")[0]
    print_x(SYSTEM, open_shift)
    print_z(SYSTEM, open_shift - 1)
    known = _longest_first(_typed(), NUMBER_WORDS)
    jobs = fetch("SELECT id, kind, title FROM print_job")
    assert {"receipt", "delivery", "payout", "savings", "sale_return", "x_report", "z_report"} <= {
        job[1] for job in jobs
    }
    papers = [(kind, text) for job_id, kind, title in jobs for text in (title, *texts_in(elements_of(job_id)))]
    papers += [(report.key, text) for report in REPORTS for text in texts_in(document(report.key, "2026-11"))]
    for (sale_id,) in fetch("SELECT id FROM sale WHERE id % 10 = 0"):
        sale = sale_view(sale_id)
        papers += [("nota", text) for text in texts_in(nota(sale))] + [("message", receipt_text(sale))]
    papers += [("check", text) for check in verify() for text in (check.name, check.figure)]
    assert {paper for paper in papers if unmarked(paper[1], known)} == set()
    assert sum(marked(text) for _kind, text in papers) > 1_000, "the papers were looked at"


def test_no_text_stays_no_text(spoken: None) -> None:
    assert _("") == "", "gettext gives the head of the catalogue for it"


def test_the_help_of_a_command_speaks_the_language(spoken: None) -> None:
    help_ = CliRunner().invoke(deepcopy(main), ["restore", "--help"]).output
    assert "«Kembali ke sebuah cadangan;" in help_
    assert "«pulihkan sungguh-sungguh;" in help_


def test_every_error_is_in_the_catalogue(spoken: None) -> None:
    kinds = [PkkError]
    for kind in kinds:
        kinds += kind.__subclasses__()
    told = {kind for kind in kinds if kind.template and kind.__module__.startswith("pkkmart.")}
    assert [kind.__name__ for kind in told if not marked(_(kind.template))] == []
    assert len(told) > 200
