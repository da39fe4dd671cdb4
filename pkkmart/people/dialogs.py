"""The sheet of a new person, for any page, and the field that finds a kelurahan by typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent

from pkkmart.core import clock
from pkkmart.core.i18n import _
from pkkmart.people.operations import PersonDetails, grant_capacity, register_person
from pkkmart.people.queries import (
    CapacityKind,
    Lookalike,
    VillageRow,
    areas,
    find_people,
    find_villages,
    has_capacity,
    lookalike,
)
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Wrapped
from pkkmart.ui.choices import ChoiceField
from pkkmart.ui.fields import Labeled, TextField
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import aligned, boxed, column, form_grid
from pkkmart.ui.messages import Messages
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Form, Question, Sheet
from pkkmart.ui.run import run

_OTHER_KEY = "F4"
"""The key that registers another person, on every page."""


def ask_who(
    messages: Messages,
    sentence: str,
    told: str,
    *,
    yes: str,
    on_yes: Callable[[], object],
    on_other: Callable[[], object],
) -> Question:
    """Ask whether a person on record is the one being registered: Enter for yes, F4 for another person, Esc goes back.

    `told` says under the sentence what Enter will do.
    """
    other = SecondaryButton(_("Orang lain, daftarkan baru"), _OTHER_KEY, icon="user-plus")
    holder = boxed(column(Wrapped(told, tone="muted"), aligned(other, Qt.AlignmentFlag.AlignLeft), spacing=12))
    question = messages.ask(sentence, yes=yes, on_yes=on_yes, no=_("Kembali"), content=holder)

    def another() -> None:
        question.close_panel()
        on_other()

    other.clicked.connect(another)
    question.keys.append(KeyAction(_OTHER_KEY, other.accessibleName(), another))
    return question


def person_sheet(
    context: Context, capacities: Sequence[CapacityKind], on_done: Callable[[int], object], *, name: str = ""
) -> Sheet:
    """Show the form of a new person; `on_done(person_id)` comes after the registration."""
    form = PersonForm(context, capacities, name)
    form.sheet = context.messages.form(_title(capacities), form, on_done, yes=_("Simpan"))
    return form.sheet


def _title(capacities: Sequence[CapacityKind]) -> str:
    words = {
        CapacityKind.MEMBER: _("Anggota baru"),
        CapacityKind.CONSIGNOR: _("Penitip baru"),
        CapacityKind.SUPPLIER: _("Pemasok baru"),
    }
    return words[capacities[0]] if capacities else _("Orang baru")


class PersonForm(Form[int]):
    """The form of a new person; only the name is required."""

    def __init__(self, context: Context, capacities: Sequence[CapacityKind], name: str) -> None:
        super().__init__()
        self._context, self._capacities = context, tuple(capacities)
        self.sheet: Sheet | None = None
        self._given, self._warned = name, ""
        self.name = TextField(_("Nama"), limit=80)
        self.name.setText(name)
        self.trade_name = TextField(_("Nama usaha"), limit=80)
        self.phone = TextField(_("Telepon"), limit=20)
        kinds = [("INDIVIDUAL", _("Perorangan")), ("GROUP", _("Kelompok")), ("COMPANY", _("Perusahaan"))]
        self.kind = ChoiceField(_("Jenis"), kinds)
        self.area = ChoiceField(_("Kelurahan"), _villages())
        self._named = Labeled(_("Nama"), self.name)
        grid = form_grid(self)
        grid.addWidget(self._named, 0, 0, 1, 2)
        trade = Labeled(_("Nama usaha, yang tertulis di struk (boleh kosong)"), self.trade_name)
        grid.addWidget(trade, 1, 0, 1, 2)
        grid.addWidget(Labeled(_("Telepon (boleh kosong)"), self.phone), 2, 0)
        grid.addWidget(Labeled(_("Jenis"), self.kind), 2, 1)
        grid.addWidget(Labeled(_("Kelurahan"), self.area), 3, 0, 1, 2)

    def is_dirty(self) -> bool:
        return self.name.text() != self._given or bool(self.trade_name.text() or self.phone.text())

    def save(self) -> bool:
        """Register the person; False keeps the sheet open and says why."""
        name = " ".join(self.name.text().split())
        if not name:
            return self._wrong(_("Nama belum diisi."))
        if self.kind.value() == "INDIVIDUAL":
            known = run(self._context.messages, lookalike, name, self.phone.text(), self.area.value() or None)
            if known is not None:
                self._ask_who(known)
                return False
        namesake = self._namesake(name)
        if namesake and self._warned != name:
            self._warned = name
            return self._wrong(
                _("Sudah ada {namesake}. Tekan Enter sekali lagi bila ini memang orang lain.").format(namesake=namesake)
            )
        return self._register()

    def _register(self) -> bool:
        details = PersonDetails(
            name=self.name.text(),
            kind=self.kind.value() or "INDIVIDUAL",
            trade_name=self.trade_name.text(),
            phone=self.phone.text(),
            area_code=self.area.value() or None,
        )
        self.saved = run(self._context.messages, register_person, self._context.actor, details, self._capacities)
        return self.saved is not None

    def _ask_who(self, known: Lookalike) -> None:
        """Ask about a person on record, who then gets the missing capacities, or is chosen as is."""
        today = clock.today()
        lacking = [kind for kind in self._capacities if not has_capacity(known.person_id, kind, today)]
        words = {
            CapacityKind.MEMBER: _("Ya, dia orangnya: jadikan anggota"),
            CapacityKind.CONSIGNOR: _("Ya, dia orangnya: jadikan penitip"),
            CapacityKind.SUPPLIER: _("Ya, dia orangnya: jadikan pemasok"),
        }
        ask_who(
            self._context.messages,
            known.sentence + " " + _("Apakah dia orangnya?"),
            _("Dicatat pada nama itu juga, jadi satu orang tetap satu.")
            if lacking
            else _("Ia sudah tercatat: tidak ada yang dicatat lagi."),
            yes=words[lacking[0]] if lacking else _("Ya, dia orangnya: pilih dia"),
            on_yes=lambda: self._close(self._granted(known, lacking)),
            on_other=lambda: self._close(self._register()),
        )

    def _granted(self, known: Lookalike, lacking: Sequence[CapacityKind]) -> bool:
        for kind in lacking:
            if run(self._context.messages, grant_capacity, self._context.actor, known.person_id, kind) is None:
                return False
        self.saved = known.person_id
        return True

    def _close(self, done: bool) -> None:
        if done and self.sheet is not None:
            self.sheet.close_panel()

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


class VillageBox(Labeled):
    """A field for a kelurahan by a part of its name: the match is shown under it, the arrows go to the next."""

    def __init__(self, label: str) -> None:
        self.text = _VillageLine(self)
        self._found: list[VillageRow] = []
        self._place = 0
        super().__init__(label, self.text, hint=_waiting())
        self.text.textEdited.connect(self._find)

    def chosen(self) -> VillageRow | None:
        """The kelurahan meant; None without a match."""
        return self._found[self._place] if self._found else None

    def is_wrong(self) -> bool:
        """Whether something was typed that is no kelurahan; it is said under the field."""
        wrong = bool(self.text.text().strip()) and not self._found
        self.set_error(_("Tidak ada kelurahan “{text}”.").format(text=self.text.text().strip()) if wrong else "")
        return wrong

    def step(self, by: int) -> None:
        """Go to the next match, or the one before."""
        if self._found:
            self._place = (self._place + by) % len(self._found)
            self._show_match()

    def settle(self) -> None:
        """Write the whole name of the chosen kelurahan."""
        village = self.chosen()
        if village is not None:
            self.text.setText(village.name)

    def _find(self, text: str) -> None:
        self._found, self._place = find_villages(text), 0
        self._show_match()

    def _show_match(self) -> None:
        village = self.chosen()
        words = _waiting() if village is None else _village_words(village)
        if len(self._found) > 1:
            words = _("{village} · {place} dari {count} (↓)").format(
                village=words, place=self._place + 1, count=len(self._found)
            )
        self._hint = words
        self.set_error("")


class _VillageLine(TextField):
    """The line of a VillageBox: arrows choose, leaving it writes the whole name."""

    def __init__(self, box: VillageBox) -> None:
        super().__init__(_("Kelurahan"), limit=40)
        self._box = box

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._box.step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._box.settle()


def _village_words(village: VillageRow) -> str:
    if not village.district:
        return village.name
    return _("{village}, kec. {district}").format(village=village.name, district=village.district)


def _waiting() -> str:
    return _("Ketik sebagian namanya.")
