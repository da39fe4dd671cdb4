"""The cards of the settings: the shop's facts, this PC's printer, this PC's screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pkkmart.core.i18n import _
from pkkmart.core.settings import PcFile, Setting
from pkkmart.printing.letterhead import (
    RECEIPT_FOOTER,
    RECEIPT_POLICY,
    SHOP_ADDRESS,
    SHOP_LEGAL_NAME,
    SHOP_LEGAL_NUMBER,
    SHOP_NAME,
    SHOP_PHONE,
)
from pkkmart.printing.settings import DOTS, HostMissing, PathMissing, PortOutOfRange, PrinterKind, PrinterSettings
from pkkmart.printing.slip import WIDTHS
from pkkmart.reports.settings import CHAIR, PLACE, SECRETARY, TREASURER
from pkkmart.shell.operations import ShopNameMissing
from pkkmart.ui.buttons import PillButton, SecondaryButton
from pkkmart.ui.cards import Card, SectionTitle, Words
from pkkmart.ui.choices import CheckField, ChoiceField
from pkkmart.ui.fields import Labeled, QuantityField, TextField
from pkkmart.ui.flow import FlowLayout

_SCALES: Final = (100, 125, 150)


@dataclass(frozen=True, slots=True)
class Look:
    """How this PC's screen is dressed: text size in percent, and whether it is dark."""

    scale_percent: int = 100
    dark: bool = False


def read_look(pc: PcFile) -> Look:
    """What this PC's file says of its screen."""
    scale = pc.get("ui.scale_percent", 100)
    return Look(scale if scale in _SCALES else 100, pc.get("ui.theme", "light") == "dark")


class FactsCard(Card):
    """Facts of the shop in words, one field each."""

    def __init__(self, title: str, facts: Sequence[tuple[Setting[str], str]]) -> None:
        super().__init__()
        self.fields: dict[Setting[str], TextField] = {}
        self._labels: dict[Setting[str], Labeled] = {}
        self.add(SectionTitle(title))
        for setting, words in facts:
            field = TextField(words, limit=160)
            self.fields[setting] = field
            self._labels[setting] = Labeled(words, field)
            label = self._labels[setting]
            field.textEdited.connect(lambda _text, label=label: label.set_error(""))
            self.add(self._labels[setting])
        self.body.addStretch(1)

    def reload(self) -> None:
        """Show what is recorded."""
        for setting, field in self.fields.items():
            field.setText(setting.get())
            field.setCursorPosition(0)

    def values(self) -> dict[str, str]:
        """What is typed, by setting key."""
        return {setting.key: field.text() for setting, field in self.fields.items()}

    def is_dirty(self) -> bool:
        """Whether something typed is not recorded yet."""
        return any(field.text() != setting.get() for setting, field in self.fields.items())


class ShopCard(FactsCard):
    """What stands on every slip and document."""

    def __init__(self) -> None:
        super().__init__(
            _("Toko"),
            (
                (SHOP_NAME, _("Nama toko")),
                (SHOP_ADDRESS, _("Alamat")),
                (SHOP_PHONE, _("Telepon")),
                (SHOP_LEGAL_NAME, _("Nama badan hukum koperasi")),
                (SHOP_LEGAL_NUMBER, _("Nomor badan hukum (AHU)")),
                (RECEIPT_POLICY, _("Aturan tukar barang di struk")),
                (RECEIPT_FOOTER, _("Kalimat penutup struk")),
            ),
        )

    def wrong_name(self) -> None:
        """Say at the field that a shop needs a name."""
        self._labels[SHOP_NAME].set_error(str(ShopNameMissing()))
        self.fields[SHOP_NAME].setFocus()


class SignersCard(FactsCard):
    """Who signs the month's papers, and where."""

    def __init__(self) -> None:
        super().__init__(
            _("Penanda tangan laporan"),
            (
                (CHAIR, _("Ketua")),
                (SECRETARY, _("Sekretaris")),
                (TREASURER, _("Bendahara")),
                (PLACE, _("Kota di baris tanggal")),
            ),
        )


class PrinterCard(Card):
    """How this PC reaches its receipt printer."""

    def __init__(self) -> None:
        super().__init__()
        kinds = [
            (PrinterKind.NONE, _("Tanpa printer")),
            (PrinterKind.NETWORK, _("Lewat jaringan (LAN, Wi-Fi)")),
            (PrinterKind.FILE, _("Lewat kabel (perangkat atau berkas)")),
        ]
        self.kind = ChoiceField(_("Jenis printer"), kinds)
        self.host = TextField(_("Alamat IP"), placeholder="192.168.1.50", limit=80)
        self.port = QuantityField(_("Port"), whole=True)
        self.path = TextField(_("Perangkat atau berkas"), placeholder="/dev/usb/lp0, LPT1", limit=200)
        papers = {32: _("58 mm"), 42: _("80 mm"), 48: _("80 mm, huruf rapat")}
        self.columns = ChoiceField(
            _("Lebar kertas"),
            [(width, _("{width} kolom · {paper}").format(width=width, paper=papers[width])) for width in WIDTHS],
        )
        self.cuts = CheckField(_("Printer memotong kertas"))
        self.kicks_drawer = CheckField(_("Laci dibuka lewat printer"))
        self.test = SecondaryButton(_("Cetak uji coba"), "F9", icon="printer")
        self.result = Words("", "small", tone="muted", wrap=True)
        self._host_named = Labeled(_("Alamat IP"), self.host)
        self._port_named = Labeled(_("Port"), self.port)
        self._path_named = Labeled(_("Perangkat atau berkas"), self.path)
        self._network = QWidget()
        row = QGridLayout(self._network)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._host_named, 0, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._port_named, 0, 1, Qt.AlignmentFlag.AlignTop)
        row.setColumnStretch(0, 3)
        row.setColumnStretch(1, 2)
        self._paper = QWidget()
        paper = QVBoxLayout(self._paper)
        paper.setContentsMargins(0, 0, 0, 0)
        paper.setSpacing(4)
        for widget in (Labeled(_("Lebar kertas"), self.columns), self.cuts, self.kicks_drawer):
            paper.addWidget(widget)
        self.add(SectionTitle(_("Printer struk")), Labeled(_("Jenis"), self.kind))
        self.add(self._network, self._path_named, self._paper, self.test, self.result)
        self.body.addStretch(1)
        self.kind.activated.connect(lambda _index: self._fit())

    def show_printer(self, printer: PrinterSettings) -> None:
        """Show what this PC's file says."""
        self._kept = printer
        self.kind.choose(printer.kind)
        self.host.setText(printer.host)
        self.port.setText(str(printer.port))
        self.path.setText(printer.path)
        self.columns.choose(printer.columns)
        self.cuts.setChecked(printer.cuts)
        self.kicks_drawer.setChecked(printer.kicks_drawer)
        self._fit()

    def printer(self) -> PrinterSettings:
        """What is filled in; unchecked."""
        columns = self.columns.value() or 32
        same_paper = columns == self._kept.columns
        return replace(
            self._kept,
            kind=self.kind.value() or PrinterKind.NONE,
            host=self.host.text().strip(),
            port=int(self.port.text() or 0),
            path=self.path.text().strip(),
            columns=columns,
            dots=self._kept.dots if same_paper else DOTS[columns],
            cuts=self.cuts.isChecked(),
            kicks_drawer=self.kicks_drawer.isChecked(),
        )

    def is_dirty(self) -> bool:
        """Whether something is not in this PC's file yet."""
        return self.printer() != self._kept

    def mark(self) -> bool:
        """Say at the field what is wrong; True when something is."""
        wrong: Labeled | None = None
        for label in (self._host_named, self._port_named, self._path_named):
            label.set_error("")
        try:
            self.printer().check()
        except HostMissing as error:
            wrong, sentence = self._host_named, str(error)
        except PortOutOfRange as error:
            wrong, sentence = self._port_named, str(error)
        except PathMissing as error:
            wrong, sentence = self._path_named, str(error)
        if wrong is not None:
            wrong.set_error(sentence)
            wrong.field.setFocus()
        return wrong is not None

    def say(self, sentence: str, tone: str = "muted") -> None:
        """Say below the button what became of the test."""
        self.result.setText(sentence)
        self.result.set_tone(tone)

    def _fit(self) -> None:
        kind = self.kind.value()
        self._network.setVisible(kind is PrinterKind.NETWORK)
        self._path_named.setVisible(kind is PrinterKind.FILE)
        self._paper.setVisible(kind is not PrinterKind.NONE)
        self.say(_("Struk hanya ditampilkan di layar.") if kind is PrinterKind.NONE else "")


class LookCard(Card):
    """How big the text is and how bright the screen."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.sizes = {scale: PillButton(f"{scale} %", on_click=partial(self._choose, scale)) for scale in _SCALES}
        self.themes = {
            False: PillButton(_("Terang"), on_click=partial(self._choose, None, dark=False)),
            True: PillButton(_("Gelap"), on_click=partial(self._choose, None, dark=True)),
        }
        self.add(SectionTitle(_("Tampilan komputer ini")))
        for words, pills in ((_("Ukuran huruf"), self.sizes.values()), (_("Warna layar"), self.themes.values())):
            group = QWidget()
            flow = FlowLayout(group, spacing=6)
            for pill in pills:
                flow.addWidget(pill)
            self.add(Words(words, "caption"), group)
        self.add(Words(_("Langsung berlaku, tidak perlu disimpan."), "caption", wrap=True))
        self.body.addStretch(1)

    def show_look(self, look: Look) -> None:
        """Mark what is in force."""
        self._look = look
        for scale, pill in self.sizes.items():
            pill.setChecked(scale == look.scale_percent)
        for dark, pill in self.themes.items():
            pill.setChecked(dark == look.dark)

    def _choose(self, scale_percent: int | None, *, dark: bool | None = None) -> None:
        look = Look(
            self._look.scale_percent if scale_percent is None else scale_percent,
            self._look.dark if dark is None else dark,
        )
        self.show_look(look)
        self.chosen.emit(look)
