"""The rules of the counter: what the shop rounds, forgives, lends and refuses."""

from __future__ import annotations

from pkkmart.core.actor import Approval
from pkkmart.core.i18n import N_, _, figure
from pkkmart.core.operation import Changed
from pkkmart.shell.card_columns import CardColumns
from pkkmart.shell.operations import save_rules
from pkkmart.shell.own_code_card import OwnCodeCard
from pkkmart.shell.rule_cards import RuleCard, RuleField
from pkkmart.shell.rules import GROUPS
from pkkmart.shell.savings_card import SavingsCard
from pkkmart.shell.scale_card import ScaleCard
from pkkmart.ui.buttons import PrimaryButton
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import STRETCH, column, row, wide
from pkkmart.ui.page import Context, Page
from pkkmart.ui.theme import GAP
from pkkmart.users.dialogs import run_approved


class RulesPage(Page):
    """Each rule with its consequence; one key records what was changed."""

    title = N_("Aturan kasir")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.cards = tuple(RuleCard(_(title), rules) for title, rules in GROUPS)
        self.fields: dict[str, RuleField] = {key: field for card in self.cards for key, field in card.fields.items()}
        self.savings, self.scale, self.own_codes = SavingsCard(context), ScaleCard(context), OwnCodeCard(context)
        self.apart = (self.savings, self.scale, self.own_codes)
        """The cards that record what is in them by a button of their own."""
        self.every: tuple[RuleCard | SavingsCard | ScaleCard | OwnCodeCard, ...] = (*self.cards, *self.apart)
        self.save_button = PrimaryButton(_("Simpan"), "F12", on_click=self.save)
        places = {2: (0, 1, 1, 0, 1, 1), 3: (0, 1, 2, 2, 1, 2)}
        self.columns = CardColumns(self.every, places)
        foot = row(STRETCH, self.save_button)
        column(wide(self.columns), foot, spacing=GAP, on=self)
        self.set_actions(
            [KeyAction("F12", _("Simpan"), self.save), KeyAction("Esc", _("Kembalikan"), self._revert_asked)]
        )
        for field in self.fields.values():
            field.changed.connect(self._look)
        self._reload()

    def enter(self) -> None:
        if not self.is_dirty():
            self._reload()
        self._first().field.setFocus()

    def refresh(self, changes: frozenset[Changed]) -> None:
        if Changed.SETTINGS in changes:
            for rules in self.cards:
                rules.reload(keeping_typed=True)
            for card in self.apart:
                if not card.is_dirty():
                    card.reload()
            self._look()

    def is_dirty(self) -> bool:
        """Whether something filled in is not recorded yet."""
        return any(card.is_dirty() for card in self.every)

    def unfinished(self) -> str:
        return _("Buang isian yang belum disimpan?") if self.is_dirty() else ""

    def save(self) -> bool:
        """Record the rules that were changed; what is wrong is said at its field. False when nothing was recorded."""
        wrong = [field for field in self.fields.values() if field.mark()]
        if wrong:
            wrong[0].field.setFocus()
            self.columns.ensureWidgetVisible(wrong[0])
            return False
        values = {key: value for card in self.cards for key, value in card.values().items()}
        done: list[int] = []

        def recorded(changed: int) -> None:
            done.append(changed)
            for card in self.cards:
                card.reload()
            self._look()
            self.context.messages.good(_said(changed))

        def act(approval: Approval | None, _confirmed: frozenset[str]) -> int:
            return save_rules(self.context.actor, values, approval=approval)

        run_approved(self.context, act, recorded)
        return bool(done)

    def _first(self) -> RuleField:
        return next(iter(self.fields.values()))

    def _look(self) -> None:
        self.save_button.setEnabled(any(card.is_dirty() for card in self.cards))

    def _reload(self) -> None:
        for card in self.every:
            card.reload()
        self._look()

    def _revert_asked(self) -> None:
        told = self.unfinished()
        if told:
            self.context.messages.ask_to_discard(told, self._reload)


def _said(changed: int) -> str:
    if not changed:
        return _("Tidak ada aturan yang berubah.")
    return _("{count} aturan tersimpan.").format(count=figure(changed))
