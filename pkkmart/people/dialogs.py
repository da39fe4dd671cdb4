"""Registering somebody in half a minute, from whichever screen she is missing on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from pkkmart.core.i18n import _
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.people.queries import CapacityKind, areas, find_people
from pkkmart.ui.choices import ChoiceField
from pkkmart.ui.fields import Labeled, TextField
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet
from pkkmart.ui.run import run


def person_sheet(
    context: Context, capacities: Sequence[CapacityKind], on_done: Callable[[int], object], *, name: str = ""
) -> Sheet:
    """Lay the short form over the page; `on_done(person_id)` comes after she is registered."""
    form = PersonForm(context, capacities, name)
    sheet = context.messages.sheet(
        _title(capacities), form, yes=_("Simpan"), on_yes=form.save, is_dirty=form.is_dirty, width=600
    )
    sheet.closed.connect(lambda: None if form.saved is None else on_done(form.saved))
    return sheet


def _title(capacities: Sequence[CapacityKind]) -> str:
    words = {
        CapacityKind.MEMBER: _("Anggota baru"),
        CapacityKind.CONSIGNOR: _("Penitip baru"),
        CapacityKind.SUPPLIER: _("Pemasok baru"),
    }
    return words[capacities[0]] if capacities else _("Orang baru")


class PersonForm(QWidget):
    """Name first: everything else may come later."""

    def __init__(self, context: Context, capacities: Sequence[CapacityKind], name: str) -> None:
        super().__init__()
        self._context, self._capacities = context, tuple(capacities)
        self.saved: int | None = None
        self._given, self._warned = name, ""
        self.name = TextField(_("Nama"), limit=80)
        self.name.setText(name)
        self.trade_name = TextField(_("Nama usaha"), limit=80)
        self.phone = TextField(_("Telepon"), limit=20)
        kinds = [("INDIVIDUAL", _("Perorangan")), ("GROUP", _("Kelompok")), ("COMPANY", _("Perusahaan"))]
        self.kind = ChoiceField(_("Jenis"), kinds)
        self.area = ChoiceField(_("Kelurahan"), _villages())
        self._named = Labeled(_("Nama"), self.name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(12)
        grid.addWidget(self._named, 0, 0, 1, 2)
        trade = Labeled(_("Nama usaha, yang tertulis di struk (boleh kosong)"), self.trade_name)
        grid.addWidget(trade, 1, 0, 1, 2)
        grid.addWidget(Labeled(_("Telepon (boleh kosong)"), self.phone), 2, 0)
        grid.addWidget(Labeled(_("Jenis"), self.kind), 2, 1)
        grid.addWidget(Labeled(_("Kelurahan"), self.area), 3, 0, 1, 2)

    def is_dirty(self) -> bool:
        """Whether something was typed that a careless Esc would lose."""
        return self.name.text() != self._given or bool(self.trade_name.text() or self.phone.text())

    def save(self) -> bool:
        """Register her; False keeps the sheet open and says why."""
        name = " ".join(self.name.text().split())
        if not name:
            return self._wrong(_("Nama belum diisi."))
        namesake = self._namesake(name)
        if namesake and self._warned != name:
            self._warned = name
            return self._wrong(
                _("Sudah ada {namesake}. Tekan Enter sekali lagi bila ini memang orang lain.").format(namesake=namesake)
            )
        details = PersonDetails(
            name=name,
            kind=self.kind.value() or "INDIVIDUAL",
            trade_name=self.trade_name.text(),
            phone=self.phone.text(),
            area_code=self.area.value() or None,
        )
        self.saved = run(self._context.messages, register_person, self._context.actor, details, self._capacities)
        return self.saved is not None

    def _wrong(self, sentence: str) -> bool:
        self._named.set_error(sentence)
        self.name.setFocus()
        return False

    def _namesake(self, name: str) -> str:
        for kind in self._capacities:
            for person in find_people(kind, name):
                if person.name.casefold() == name.casefold():
                    return f"{person.display_name} ({person.number})"
        return ""


def _villages() -> list[tuple[str, str]]:
    districts = {area.id: area.name for area in areas("DISTRICT")}
    named = [
        (area.code, f"{area.name} · {districts.get(area.parent_id or 0, '')}".rstrip(" ·")) for area in areas("VILLAGE")
    ]
    return [("", _("belum dicatat")), *sorted(named, key=lambda pair: pair[1])]
