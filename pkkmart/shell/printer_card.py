"""How this PC reaches its receipt printer: one kind at a time, with the fields that kind needs."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _
from pkkmart.core.quantity import ONE
from pkkmart.printing.printers import LIBRARIES, VisiblePrinter, visible_printers
from pkkmart.printing.settings import (
    BAUDS,
    DOTS,
    HostMissing,
    PathMissing,
    PortOutOfRange,
    PrinterKind,
    PrinterSettings,
    QueueMissing,
    SerialMissing,
    UsbUnknown,
)
from pkkmart.printing.slip import WIDTHS
from pkkmart.printing.transport import TransportFault
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Card, SectionTitle, Wrapped
from pkkmart.ui.choices import CheckField, ChoiceField
from pkkmart.ui.fields import Labeled, QuantityField, TextField
from pkkmart.ui.layout import STRETCH

_KINDS: Final = {
    PrinterKind.NONE: N_("Tanpa printer"),
    PrinterKind.NETWORK: N_("Jaringan (LAN, Wi-Fi)"),
    PrinterKind.USB: N_("USB langsung"),
    PrinterKind.WINDOWS: N_("Printer Windows"),
    PrinterKind.CUPS: N_("Antrean CUPS"),
    PrinterKind.SERIAL: N_("Serial atau Bluetooth (COM)"),
    PrinterKind.FILE: N_("Perangkat atau berkas"),
}
_PAPERS: Final = {32: N_("58 mm"), 42: N_("80 mm"), 48: N_("80 mm, huruf rapat")}
_USB: Final = re.compile(r"\s*([0-9a-f]{1,4})\s*[:\s]\s*([0-9a-f]{1,4})\s*", re.IGNORECASE)


def offered_kinds(platform: str = sys.platform) -> list[PrinterKind]:
    """The kinds this system can have: Windows has its own spooler, the others have CUPS."""
    foreign = PrinterKind.CUPS if platform == "win32" else PrinterKind.WINDOWS
    return [kind for kind in _KINDS if kind is not foreign]


class PrinterCard(Card):
    """The printer of this PC, and how wide its paper is."""

    def __init__(self, platform: str = sys.platform) -> None:
        super().__init__()
        self._make_fields(platform)
        self.add(SectionTitle(_("Printer struk")), Labeled(_("Jenis"), self.kind))
        for group in (self._network, *self._ways.values(), self.search, self.found, *self._paper):
            self.add(group)
        self.add(self.test, self.result, STRETCH)
        self.kind.activated.connect(lambda _index: self._fit())
        self.found.chosen.connect(self._take)

    def _make_fields(self, platform: str) -> None:
        self.kind = ChoiceField(_("Jenis printer"), [(kind, _(_KINDS[kind])) for kind in offered_kinds(platform)])
        self.host = TextField(_("Alamat IP"), placeholder="192.168.1.50", limit=80)
        self.port = QuantityField(_("Port"), whole=True)
        self.usb = TextField(_("Nomor USB"), placeholder="04b8:0e15", limit=16)
        self.serial = TextField(_("Port serial"), placeholder="COM3, /dev/ttyUSB0", limit=80)
        self.baud = ChoiceField(_("Kecepatan"), [(baud, str(baud)) for baud in BAUDS])
        self.queue = TextField(_("Nama printer"), limit=120)
        self.path = TextField(_("Perangkat atau berkas"), placeholder="/dev/usb/lp0, LPT1", limit=200)
        self.search = SecondaryButton(_("Cari printer"), icon="search", on_click=self.look)
        self.found: ChoiceField[VisiblePrinter] = ChoiceField(_("Printer yang terlihat"))
        widths = [(width, _("{width} kolom").format(width=width) + " · " + _(_PAPERS[width])) for width in WIDTHS]
        self.columns = ChoiceField(_("Lebar kertas"), widths)
        self.cuts = CheckField(_("Printer memotong kertas"))
        self.kicks_drawer = CheckField(_("Laci dibuka lewat printer"))
        self.test = SecondaryButton(_("Cetak uji coba"), "F9", icon="printer")
        self.result = Wrapped("", "small", tone="muted")
        self._host_named, self._port_named = Labeled(_("Alamat IP"), self.host), Labeled(_("Port"), self.port)
        self._usb_named = Labeled(_("Nomor USB (pembuat:produk)"), self.usb)
        self._serial_named = Labeled(_("Port serial"), self.serial)
        self._queue_named = Labeled(_("Nama printer, persis seperti di daftar sistem"), self.queue)
        self._path_named = Labeled(_("Perangkat atau berkas"), self.path)
        self._network = _side_by_side(self._host_named, self._port_named)
        self._ways = {
            PrinterKind.USB: self._usb_named,
            PrinterKind.SERIAL: _side_by_side(self._serial_named, Labeled(_("Kecepatan"), self.baud)),
            PrinterKind.WINDOWS: self._queue_named,
            PrinterKind.FILE: self._path_named,
        }
        self._paper = (Labeled(_("Lebar kertas"), self.columns), self.cuts, self.kicks_drawer)

    def show_printer(self, printer: PrinterSettings) -> None:
        """Show what this PC's file says."""
        self._saved = printer
        self.kind.choose(printer.kind)
        self.host.setText(printer.host)
        self.port.setText(str(printer.port))
        self.usb.setText(f"{printer.usb_vendor:04x}:{printer.usb_product:04x}" if printer.usb_vendor else "")
        self.serial.setText(printer.serial)
        self.baud.choose(printer.baud)
        self.queue.setText(printer.queue)
        self.path.setText(printer.path)
        self.columns.choose(printer.columns)
        self.cuts.setChecked(printer.cuts)
        self.kicks_drawer.setChecked(printer.kicks_drawer)
        self._fit()

    def printer(self) -> PrinterSettings:
        """The printer as it is filled in, unchecked."""
        columns = self.columns.value() or 32
        same_paper = columns == self._saved.columns
        numbers = _USB.fullmatch(self.usb.text())
        vendor, product = (int(number, 16) for number in numbers.groups()) if numbers else (0, 0)
        return replace(
            self._saved,
            kind=self.kind.value() or PrinterKind.NONE,
            host=self.host.text().strip(),
            port=(self.port.value() or 0) // ONE,
            path=self.path.text().strip(),
            columns=columns,
            dots=self._saved.dots if same_paper else DOTS[columns],
            cuts=self.cuts.isChecked(),
            kicks_drawer=self.kicks_drawer.isChecked(),
            usb_vendor=vendor,
            usb_product=product,
            serial=self.serial.text().strip(),
            baud=self.baud.value() or self._saved.baud,
            queue=self.queue.text().strip(),
        )

    def is_dirty(self) -> bool:
        """Whether something is not in this PC's file yet."""
        return self.printer() != self._saved

    def mark(self) -> bool:
        """Say at the field what is wrong; True when something is."""
        fields: dict[type[UserError], Labeled] = {
            HostMissing: self._host_named,
            PortOutOfRange: self._port_named,
            UsbUnknown: self._usb_named,
            SerialMissing: self._serial_named,
            QueueMissing: self._queue_named,
            PathMissing: self._path_named,
        }
        for label in fields.values():
            label.set_error("")
        try:
            self.printer().check()
        except UserError as error:
            wrong = fields.get(type(error))
            if wrong is None:
                self.say(str(error), "danger")
            else:
                wrong.set_error(str(error))
                wrong.field.setFocus()
            return True
        return False

    def look(self) -> None:
        """Look for printers of the chosen kind: one is taken at once, several are offered, none is told."""
        kind = self.kind.value() or PrinterKind.NONE
        try:
            found = visible_printers(kind)
        except TransportFault as error:
            self._offer([])
            self.say(str(error), "attention")
            return
        self._offer(found)
        if not found:
            self.say(_("Tidak ada printer yang terlihat. Nyalakan, periksa kabelnya, lalu cari lagi."), "attention")
            return
        self._take(found[0])
        if len(found) > 1:
            self.say(_("Terlihat {count}. Pilih printernya di daftar, lalu cetak uji coba.").format(count=len(found)))

    def _offer(self, found: list[VisiblePrinter]) -> None:
        self.found.set_options([(each, each.words) for each in found])
        self.found.setVisible(len(found) > 1)

    def _take(self, found: VisiblePrinter) -> None:
        if found.usb_vendor:
            self.usb.setText(f"{found.usb_vendor:04x}:{found.usb_product:04x}")
        elif self.kind.value() is PrinterKind.SERIAL:
            self.serial.setText(found.name)
        else:
            self.queue.setText(found.name)
        self.say(_("Terlihat: {name}. Cetak uji coba untuk memastikan.").format(name=found.words))

    def say(self, sentence: str, tone: str = "muted") -> None:
        """Say below the button what became of the test or the search."""
        self.result.setText(sentence)
        self.result.set_tone(tone)
        self.result.setVisible(bool(sentence))

    def _fit(self) -> None:
        kind = self.kind.value()
        self._network.setVisible(kind is PrinterKind.NETWORK)
        way = PrinterKind.WINDOWS if kind is PrinterKind.CUPS else kind
        for each, group in self._ways.items():
            group.setVisible(each is way)
        self.search.setVisible(kind in LIBRARIES)
        self._offer([])
        for widget in self._paper:
            widget.setVisible(kind is not PrinterKind.NONE)
        self.say(_("Struk hanya ditampilkan di layar.") if kind is PrinterKind.NONE else "")


def _side_by_side(wide: QWidget, narrow: QWidget) -> QWidget:
    group = QWidget()
    row = QGridLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(wide, 0, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(narrow, 0, 1, Qt.AlignmentFlag.AlignTop)
    row.setColumnStretch(0, 3)
    row.setColumnStretch(1, 2)
    return group
