"""The cards of the settings in words and pills: the shop's facts, who signs, this PC's screen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal

from pkkmart.core.i18n import _
from pkkmart.core.settings import PcFile, Setting
from pkkmart.printing.letterhead import (
    SHOP_ADDRESS,
    SHOP_COOP_NUMBER,
    SHOP_LEGAL_NAME,
    SHOP_LEGAL_NUMBER,
    SHOP_NAME,
    SHOP_NIB,
    SHOP_PHONE,
    SHOP_TAX_NUMBER,
)
from pkkmart.reports.settings import CHAIR, PLACE, SECRETARY, TREASURER
from pkkmart.shell.operations import ShopNameMissing
from pkkmart.till.queries import tills
from pkkmart.ui.buttons import PillButton
from pkkmart.ui.cards import Card, SectionTitle, Words
from pkkmart.ui.fields import Labeled, TextField
from pkkmart.ui.flow import flowing
from pkkmart.ui.layout import STRETCH
from pkkmart.ui.pad import read_pad, write_pad

_SCALES: Final = (100, 125, 150)


@dataclass(frozen=True, slots=True)
class Look:
    """How this PC's screen is dressed: text size in percent, whether it is dark, and whether it shows number pads."""

    scale_percent: int = 100
    dark: bool = False
    pad: bool = True


def read_look(pc: PcFile) -> Look:
    """What this PC's file says of its screen."""
    scale = pc.get("ui.scale_percent", 100)
    return Look(scale if scale in _SCALES else 100, pc.get("ui.theme", "light") == "dark", read_pad(pc))


def write_look(pc: PcFile, look: Look) -> None:
    """Dress this PC's screen so from now on."""
    pc.set("ui.scale_percent", look.scale_percent)
    pc.set("ui.theme", "dark" if look.dark else "light")
    write_pad(pc, look.pad)


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
                (SHOP_COOP_NUMBER, _("NIK koperasi")),
                (SHOP_NIB, _("NIB")),
                (SHOP_TAX_NUMBER, _("NPWP")),
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


class TillCard(Card):
    """Which till of several this PC stands at: its drawer is the one that sales here go into."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.pills = {till.id: PillButton(till.name, on_click=partial(self.chosen.emit, till.id)) for till in tills()}
        self.add(SectionTitle(_("Kasir PC ini")), flowing(self.pills.values()))
        self.add(Words(_("Uang di PC ini masuk ke laci kasir yang dipilih. Langsung berlaku."), "caption", wrap=True))
        self.body.addStretch(1)

    def show_till(self, till_id: int | None) -> None:
        """Mark the till in force, none where none is chosen yet."""
        for one, pill in self.pills.items():
            pill.setChecked(one == till_id)


class LookCard(Card):
    """How big the text is, how bright the screen, and whether number pads are shown on it."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.sizes = {
            scale: PillButton(f"{scale} %", on_click=partial(self._choose, scale_percent=scale)) for scale in _SCALES
        }
        self.themes = {
            False: PillButton(_("Terang"), on_click=partial(self._choose, dark=False)),
            True: PillButton(_("Gelap"), on_click=partial(self._choose, dark=True)),
        }
        self.pads = {
            True: PillButton(_("Tampil"), on_click=partial(self._choose, pad=True)),
            False: PillButton(_("Tidak"), on_click=partial(self._choose, pad=False)),
        }
        self.add(SectionTitle(_("Tampilan komputer ini")))
        groups: tuple[tuple[str, Collection[PillButton]], ...] = (
            (_("Ukuran huruf"), self.sizes.values()),
            (_("Warna layar"), self.themes.values()),
            (_("Tombol angka di layar, untuk layar sentuh"), self.pads.values()),
        )
        for words, pills in groups:
            self.add(Words(words, "caption"), flowing(pills))
        self.add(Words(_("Langsung berlaku, tidak perlu disimpan."), "caption", wrap=True), STRETCH)

    def show_look(self, look: Look) -> None:
        """Mark what is in force."""
        self._look = look
        for scale, pill in self.sizes.items():
            pill.setChecked(scale == look.scale_percent)
        for dark, pill in self.themes.items():
            pill.setChecked(dark == look.dark)
        for pad, pill in self.pads.items():
            pill.setChecked(pad == look.pad)

    def _choose(self, **chosen: Any) -> None:
        self.show_look(replace(self._look, **chosen))
        self.chosen.emit(self._look)
