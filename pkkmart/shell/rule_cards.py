"""The cards of the counter's rules: a field for each kind of rule, and below it what follows from the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _
from pkkmart.core.quantity import ONE
from pkkmart.shell.rules import Rule, RuleKind, Value
from pkkmart.ui.cards import Card, SectionTitle
from pkkmart.ui.choices import ChoiceField
from pkkmart.ui.fields import Labeled, MoneyField, QuantityField
from pkkmart.ui.layout import STRETCH

_MILLI: Final = {RuleKind.PERCENT: 10, RuleKind.DAYS: ONE}
"""The unit of a setting in the thousandths a field holds: a basis point of a percent, a day."""


class RuleMissing(UserError):
    template = N_("{rule} belum diisi. Isi angkanya; 0 juga boleh bila memang begitu.")


class NumberUnfit(UserError):
    template = N_("{told} Isi lagi angkanya.")


class PercentTooFine(UserError):
    template = N_("{rule}: paling banyak dua angka di belakang koma, misalnya 12,5.")


class StillChoice(ChoiceField[Value]):
    """A choice that the mouse wheel scrolls past instead of changing; it may be narrower than its words."""

    def __init__(self, name: str, options: Sequence[tuple[Value, str]]) -> None:
        super().__init__(name, options)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class RuleField(Labeled):
    """One rule: its words, what is chosen or typed, the sentence that explains it."""

    changed = Signal()

    def __init__(self, rule: Rule) -> None:
        self.rule, self.input = rule, _input_for(rule)
        self._shown: Value = rule.newest()
        super().__init__(_(rule.words), self.input, hint=_(rule.tells))
        if isinstance(self.input, StillChoice):
            self.input.currentIndexChanged.connect(lambda _place: self._changed())
        else:
            self.input.changed.connect(lambda _value: self._changed())

    def reload(self) -> None:
        """Show what is recorded, also what only begins to hold tomorrow, and say so then."""
        value, today = self.rule.newest(), self.rule.setting.get()
        self._shown = value
        if isinstance(self.input, StillChoice):
            self.input.choose(value)
        elif isinstance(self.input, MoneyField):
            self.input.set_value(int(value))
        else:
            self.input.set_value(int(value) * _MILLI[self.rule.kind])
        self._hint = _(self.rule.tells)
        if value != today:
            begins = _("Mulai besok {new}; hari ini masih {old}.")
            self._hint = begins.format(new=self.rule.said(value), old=self.rule.said(today))
        self.set_error("")

    def typed(self) -> Value:
        """What is filled in, in the setting's unit.

        Raises RuleMissing, NumberUnfit, PercentTooFine and what the rule refuses.
        """
        value = self._value()
        if value is None:
            raise RuleMissing(rule=_(self.rule.words))
        self.rule.check(value)
        return value

    def is_dirty(self) -> bool:
        """Whether something else is filled in than what was recorded when it was shown."""
        try:
            return self._value() != self._shown
        except UserError:
            return True

    def mark(self) -> bool:
        """Say below the field what is wrong with it, if something is."""
        try:
            self.typed()
        except UserError as error:
            self.set_error(str(error))
            return True
        return False

    def _value(self) -> Value | None:
        value: Value | None = self.input.value()
        unfit = self.input.unfit_words() if isinstance(self.input, QuantityField) else ""
        if unfit:
            raise NumberUnfit(told=unfit)
        if value is None or not isinstance(self.input, QuantityField):
            return value
        whole, rest = divmod(int(value), _MILLI[self.rule.kind])
        if rest:
            raise PercentTooFine(rule=_(self.rule.words))
        return whole

    def _changed(self) -> None:
        self.set_error("")
        self.changed.emit()


def _input_for(rule: Rule) -> MoneyField | QuantityField | StillChoice:
    if rule.kind is RuleKind.CHOICE:
        return StillChoice(_(rule.words), [(value, _(words)) for value, words in rule.choices])
    if rule.kind is RuleKind.RUPIAH:
        return MoneyField(_(rule.words))
    return QuantityField(_(rule.words), whole=rule.kind is RuleKind.DAYS)


class RuleCard(Card):
    """Rules that are thought of together."""

    def __init__(self, title: str, rules: Sequence[Rule]) -> None:
        super().__init__(spacing=12)
        self.add(SectionTitle(title))
        self.fields = {rule.setting.key: RuleField(rule) for rule in rules}
        self.add(*self.fields.values(), STRETCH)

    def reload(self, *, keeping_typed: bool = False) -> None:
        """Show what is recorded; what is being filled in stays where that is asked for."""
        for field in self.fields.values():
            if not (keeping_typed and field.is_dirty()):
                field.reload()

    def is_dirty(self) -> bool:
        """Whether something typed is not recorded yet."""
        return any(field.is_dirty() for field in self.fields.values())

    def values(self) -> dict[str, Value]:
        """What was changed, by setting key: a rule changed by somebody else meanwhile stays as it is."""
        return {key: field.typed() for key, field in self.fields.items() if field.is_dirty()}
