"""Pictures of every screen: `make look` plays a demo shop of three months and saves PNGs into `.look/`.

Each screen at 1366×768 (100 % and 150 % text, and dark) and at 1024×600, as someone would see it. The day
stands still, so that a picture changes only with the program; three of them are the README's.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pkkmart.core import clock
from pkkmart.core.paths import resources_dir
from pkkmart.core.settings import PcFile
from pkkmart.core.shop import opened_shop, pc_file
from pkkmart.demo.play import play
from pkkmart.products.queries import search
from pkkmart.sale_changes.screen import ReceiptsPage
from pkkmart.sales.screen import CounterPage
from pkkmart.shell.window import MainWindow
from pkkmart.stocktake.screen import StocktakePage
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import ScanFilter
from pkkmart.ui.theme import apply_theme, load_fonts
from pkkmart.ui.worker import chores_running, end_chores
from pkkmart.users.queries import active_users, actor_of
from tests.keys import press, type_as_person

OUT = Path(".look")
README_PICTURES = resources_dir() / "pictures"
IN_README = {"kasir": "kasir", "kasir-kue": "kue", "reports-oktober": "laporan"}
NOW = datetime(2026, 11, 24, 4, 12, tzinfo=UTC)
DAYS = (NOW.date() - date(2026, 9, 1)).days + 1
SIZES = (("", 1366, 768, 100, False), ("-150", 1366, 768, 150, False), ("-low", 1024, 600, 100, False))
ROOMS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    ("home", "home", ()),
    ("stock", "stock", (*[("F5", "")] * 4, ("F7", "sesuaikan"))),
    ("receive", "receive", ()),
    ("expiry", "expiry", (("F12", "tarik"),)),
    ("labels", "label", (("F5", "harga"), ("F6", "tanggal"), ("F2", "ukuran"))),
    ("certificates", "sertifikat", (("Ctrl+N", "baru"), ("F7", "makanan"))),
    ("import", "import", ()),
    ("opening", "opening", ()),
    (
        "consignors",
        "consignors",
        (("F12", "hitung"), ("F8", "bayar"), ("F6", "retur"), ("F7", "hilang"), ("F11", "uang-muka")),
    ),
    ("daily", "titip-kue", (("F2", "sore"),)),
    ("delivery", "delivery", ()),
    ("savings", "savings", (("Down", ""), ("Enter", "buku"), ("F12", "setor"), ("F8", "tarik"))),
    ("bon", "bon", (("Down", ""), ("F12", "angsuran"), ("F8", "batas"))),
    ("cash", "cash", (("F12", "biaya"), ("F6", "pindah"), ("F8", "qris"), ("End", ""), ("Del", "batalkan"))),
    ("suppliers", "suppliers", (("F12", "bayar"),)),
    ("journal", "journal", ()),
    ("close", "close", ()),
    ("reports", "reports", (("Left", "oktober"),)),
    ("settings", "settings", ()),
    ("rules", "rules", ()),
    ("welcome", "welcome", ()),
    ("close_shift", "close_shift", ()),
)
"""A page, the name of its picture, and the keys that open its sheets; a key without a name is only pressed."""

DARK = ("-dark", 1366, 768, 100, True)


def main() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    app = QApplication([])
    load_fonts()
    with (
        clock.using(lambda: NOW),
        tempfile.TemporaryDirectory() as folder,
        opened_shop(Path(folder), synchronous="off") as data,
    ):
        play(days=DAYS, seed=7, until=clock.today())
        for suffix, width, height, scale, dark in (*SIZES, DARK):
            apply_theme(app, scale_percent=scale, dark=dark)
            _tour(app, pc_file(data), suffix, width, height)
    README_PICTURES.mkdir(exist_ok=True)
    for name, picture in IN_README.items():
        shutil.copyfile(OUT / f"{name}.png", README_PICTURES / f"{picture}.png")
    print(f"{len(list(OUT.iterdir()))} pictures in {OUT}/")


def _tour(app: QApplication, pc: PcFile, suffix: str, width: int, height: int) -> None:
    window = MainWindow(pc, ScanFilter(app))
    window.resize(width, height)
    window.show()

    def save(name: str) -> None:
        app.processEvents()
        while chores_running():
            app.processEvents()
        for _again in range(4):
            app.processEvents()
        window.grab().save(str(OUT / f"{name}{suffix}.png"))

    save("masuk")
    user = next(user for user in active_users() if user.role == "ADMIN")
    window.unlock(actor_of(user.id))
    window.open(Door("counter"))
    counter = window.page()
    assert isinstance(counter, CounterPage)
    _counter(window, counter, save)
    _receipts(window, save)
    _stocktake(window, save)
    for kind, name, keys in ROOMS:
        window.open(Door(kind))
        save(name)
        for key, sheet in keys:
            press(window, key)
            if sheet:
                save(f"{name}-{sheet}")
            if window.messages.panel() is not None:
                press(window, "Esc")
    window.close_for_good()
    end_chores()
    window.deleteLater()
    app.processEvents()


def _counter(window: MainWindow, counter: CounterPage, save: Callable[[str], None]) -> None:
    if counter.shift is None:
        press(window, "F12")
        press(window, "Enter")
    save("kasir-kosong")
    wanted = ["Keripik Singkong Balado", "Kue Lapis Legit", "Beras Pandan Wangi", "Air Minum Galon", "Batik Tangsel"]
    for place, name in enumerate(wanted):
        for product in search(name)[:1]:
            counter.open_cart.add(product, (place % 3 + 1) * 1_000)
    save("kasir")
    type_as_person(window, "kripik")
    counter.goods_entry.show_results("kripik")
    save("kasir-cari")
    press(window, Qt.Key.Key_Escape)
    counter.scanned("8990000000000")
    save("kasir-tak-dikenal")
    press(window, "Esc")
    press(window, "F2")
    type_as_person(window, "siti")
    save("kasir-anggota")
    press(window, "Enter")
    press(window, "Ctrl+T")
    save("kasir-kue")
    press(window, "F12")
    if window.messages.panel() is not None:
        save("stok-kurang")
        press(window, "Enter")
    type_as_person(window, "750000")
    save("bayar")
    press(window, "Enter")
    press(window, "Ctrl+T")
    save("kembalian")
    press(window, "F1")
    save("bantuan")
    press(window, "F1")
    save("bantuan-panduan")
    press(window, "Esc")
    _sheets(window, counter, save)


SHEETS = (
    ("Ctrl+I", "cek-harga"),
    ("Ctrl+U", "barang-umum"),
    ("Ctrl+K", "kas-masuk-keluar"),
    ("Ctrl+D", "buka-laci"),
    ("F7", "panggil"),
)
"""What lies over the counter, by its key."""

OVER_A_CART = (("F4", "jumlah"), ("F5", "diskon"), ("Ctrl+H", "harga"), ("F6", "tahan"))


def _sheets(window: MainWindow, counter: CounterPage, save: Callable[[str], None]) -> None:
    def close() -> None:
        while window.messages.panel() is not None:
            press(window, "Esc")

    for key, name in SHEETS:
        press(window, key)
        save(f"kasir-{name}")
        close()
    for product in search("Keripik Singkong Balado")[:1]:
        counter.open_cart.add(product)
    for key, name in OVER_A_CART:
        press(window, key)
        save(f"kasir-{name}")
        close()
    counter.open_cart.remove(0)


def _stocktake(window: MainWindow, save: Callable[[str], None]) -> None:
    """The page of a count: what can be counted, then half counted with differences, and what lies over it."""
    window.open(Door("count"))
    page = window.page()
    assert isinstance(page, StocktakePage)
    if page.head is not None:
        press(window, "F6")
    save("hitung-pilih")
    press(window, "F12")
    for row, quantity in zip(page.board.rows[:7], ("12", "3", "0", "25", "8", "40", "6"), strict=False):
        if row.counted_milli is None:
            type_as_person(window, f"{quantity}*{row.name}")
            press(window, "Enter")
    save("hitung")
    for key, name in (("F4", "jumlah"), ("F12", "bukukan"), ("F9", "buang")):
        press(window, key)
        save(f"hitung-{name}")
        press(window, "Esc")
    page.scanned("8990000000000")
    save("hitung-tak-dikenal")
    press(window, "Esc")


AFTER_A_SALE = (
    ("F7", "ibu-lain"),
    ("F6", "cara-bayar"),
    ("F8", "batalkan"),
    ("F9", "tanpa-struk"),
    ("F1", "bantuan"),
)
"""What lies over the page of receipts, by its key."""


def _receipts(window: MainWindow, save: Callable[[str], None]) -> None:
    """The page Struk: as it opens, with goods chosen, by bank, and after money was given back."""

    def keys(*pressed: str) -> None:
        for key in pressed:
            press(window, key)

    window.open(Door("receipts"))
    save("struk")
    keys("Enter", "+")
    save("struk-alasan")
    keys("F12", "Down")
    save("struk-rusak")
    page = window.page()
    assert isinstance(page, ReceiptsPage)
    page.view.goods.setFocus()
    keys("Down", "Down", "+")
    page.view.reason.setFocus()
    keys("Down")
    save("struk-kembali")
    page.view.goods.setFocus()
    keys("Up")
    for key, name in AFTER_A_SALE:
        keys(key)
        save(f"struk-{name}")
        while window.messages.panel() is not None:
            keys("Esc")
    keys("F5")
    save("struk-ganti")
    keys("F5", "F12")
    save("struk-uang-kembali")
    keys("Enter", "Enter", "F3")
    save("struk-sesudah")
    type_as_person(window, "batik")
    page.search.searched.emit("batik")
    save("struk-cari")
    keys("Esc", "Esc")


if __name__ == "__main__":
    main()
