"""Between the cart and the receipt: asking how it is paid, selling once, saying what the printer did."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from pkkmart.core.i18n import _, rupiah
from pkkmart.printing.queries import elements_of
from pkkmart.printing.settings import PrinterKind, read_printer
from pkkmart.printing.slip import Element
from pkkmart.receivables.operations import require_room
from pkkmart.receivables.queries import limit_idr, room_idr
from pkkmart.sales.cart import ACCOUNT_MONEY, Cart, Member
from pkkmart.sales.operations import (
    CheckoutResult,
    PriceChanged,
    ProductGone,
    ask_before_payment,
    checkout,
    expired_words,
    note_paid_dropped,
    permit_expired,
    save_draft,
)
from pkkmart.sales.queries import SaleView
from pkkmart.sales.screen.help import help_sheet
from pkkmart.sales.screen.open_cart import OpenCart
from pkkmart.sales.screen.paid_chip import told
from pkkmart.sales.screen.pay import PayView
from pkkmart.sales.screen.tender_rows import MemberFunds, no_limit_words
from pkkmart.sales.tenders import MemberNeeded, Paid, Tender
from pkkmart.savings.dialogs import consent_sheet
from pkkmart.savings.operations import consent_by_word
from pkkmart.savings.queries import balances
from pkkmart.savings.settings import asks_pin
from pkkmart.till.settings import CASH_ROUNDING_IDR
from pkkmart.ui.pad import read_pad
from pkkmart.ui.page import Context
from pkkmart.ui.run import run, run_confirmed, succeeds, tell
from pkkmart.users.dialogs import run_approved


def funds_of(member: Member, day: date) -> MemberFunds:
    """What a member may pay with besides money."""
    limit = limit_idr(member.person_id, day)
    return MemberFunds(
        member.name,
        balances(member.person_id).voluntary_idr,
        room_idr(member.person_id, day) if limit else None,
    )


class Payment(QObject):
    """Drives the pay view. `sold` comes once per cart, however often Enter is pressed."""

    opened = Signal()
    closed = Signal()
    sold = Signal(object)

    def __init__(self, context: Context, open_cart: OpenCart) -> None:
        super().__init__()
        self.context, self.open_cart = context, open_cart
        self.view = PayView()
        self.view.finished.connect(self._finish)
        self.view.left.connect(self._ask_leave)
        self.view.drop_wished.connect(self._ask_drop)
        self.view.lock_wished.connect(self.context.lock_wished)
        self.view.help_wished.connect(self._help)
        self.view.asked.connect(self._asked)
        self.view.refused.connect(lambda error: tell(context.messages, error))
        self._active = False
        self._confirmed: frozenset[str] = frozenset()
        self._day: date
        self.sale: SaleView
        self.elements: list[Element] = []
        self.printer_note = ""

    def start(self, day: date, tender: Tender = Tender.CASH) -> None:
        """Ask how the cart on the counter is paid; the day is the shift's, as in the books."""
        if not self.open_cart.cart.lines:
            self.context.messages.attention(_("Keranjang masih kosong. Pindai atau pilih barang dulu."))
            return
        member = self.open_cart.cart.member
        if tender.facts.is_members and member is None:
            self.context.messages.attention(str(MemberNeeded(tender=_(tender.label))))
            return
        unit = run(self.context.messages, CASH_ROUNDING_IDR.get, day)
        funds = run(self.context.messages, funds_of, member, day) if member else None
        if unit is None or (member is not None and funds is None):
            return
        if tender is Tender.RECEIVABLE and funds is not None and funds.room_idr is None:
            self.context.messages.attention(no_limit_words(funds.name))
            return
        self._day = day
        opening = partial(self._open, unit, funds, tender)

        def ask(confirmed: frozenset[str]) -> frozenset[str]:
            try:
                ask_before_payment(self.context.actor, self.open_cart.cart, day, confirmed)
            except (PriceChanged, ProductGone):
                self.open_cart.reprice()
                raise
            return confirmed

        def asked(confirmed: frozenset[str]) -> None:
            self._ask_expired(day, partial(opening, confirmed))

        run_confirmed(self.context.messages, ask, asked, yes=_("Tetap jual"), no=_("Kembali"))

    def _ask_expired(self, day: date, then: Callable[[], object]) -> None:
        """Have goods let through that have expired, by a second user where the cashier may not."""
        cart = self.open_cart.cart
        goods = expired_words(cart, day)
        if not goods:
            then()
            return
        run_approved(
            self.context,
            lambda approval, confirmed: permit_expired(
                self.context.actor, cart, day, approval=approval, confirmed=confirmed
            ),
            lambda _done: then(),
            yes=_("Tetap jual"),
            what=_("Menjual {goods} yang sudah lewat tanggal kedaluwarsa").format(goods=goods),
        )

    def _open(self, unit_idr: int, funds: MemberFunds | None, tender: Tender, confirmed: frozenset[str]) -> None:
        """Show the pay view, with the money that came before the cart was left."""
        cart = self.open_cart.cart
        if sum(one.amount_idr for one in cart.paid) > cart.total_idr:
            self._ask_too_much(lambda: self._open(unit_idr, funds, tender, confirmed))
            return
        self._active, self._confirmed = True, confirmed
        self.context.messages.clear()
        self.view.card.show_pad(read_pad(self.context.pc))
        self.view.start(cart.total_idr, unit_idr, funds, tender, cart.id[:8].upper(), cart.paid)
        self.opened.emit()

    def _ask_too_much(self, then: Callable[[], object]) -> None:
        """Goods went out of the cart after they were paid: more came than is due now."""
        cart = self.open_cart.cart

        def dropped() -> None:
            if self._drop(cart.paid):
                then()

        self.context.messages.ask(
            _(
                "{paid} sudah dicatat diterima, padahal belanjanya tinggal {total}. Hapus catatan itu? "
                "Kembalikan dulu uangnya ke pembeli."
            ).format(paid=told(cart.paid), total=rupiah(cart.total_idr)),
            yes=_("Hapus catatan"),
            no=_("Kembali ke keranjang"),
            on_yes=dropped,
            tone="danger",
        )

    def leave(self) -> None:
        """The page comes to the front anew: whatever was being paid stays in the cart."""
        if self._active:
            self._leave_and_tell()

    def leave_to_cart(self) -> None:
        self._active = False
        self.closed.emit()

    def _leave_and_tell(self) -> None:
        """Back to the cart: money that came stays with it, what a member agreed to does not, and both are told."""
        said = []
        if self.open_cart.cart.paid:
            words = _("{paid} tetap tercatat diterima di keranjang ini, dan dihitung lagi waktu dibayar.")
            said.append(words.format(paid=told(self.open_cart.cart.paid)))
        if self._agreed:
            said.append(_("{agreed} harus disetujui lagi.").format(agreed=told(self._agreed)))
        self.leave_to_cart()
        if said:
            self.context.messages.attention(" ".join(said), stays=True)

    @property
    def _agreed(self) -> list[Paid]:
        """What the member agreed to in the pay view that is open: savings and a bon."""
        return [one for one in self.view.bill.others if one.tender not in ACCOUNT_MONEY] if self._active else []

    def _ask_leave(self) -> None:
        """Esc: one reflex must not look as if the money that came had been forgotten, nor lose what was agreed to."""
        paid, agreed = self.open_cart.cart.paid, self._agreed
        if not paid and not agreed:
            self.leave_to_cart()
            return
        asked = _("{paid} sudah dicatat diterima. Tetap kembali ke keranjang?").format(paid=told(paid))
        if agreed:
            asked = _("{agreed} sudah disetujui. Kembali ke keranjang menghapusnya, dan nanti harus disetujui lagi.")
            asked = asked.format(agreed=told(agreed))
        self.context.messages.ask(
            asked,
            yes=_("Kembali ke keranjang"),
            yes_key="Del",
            no=_("Lanjut bayar"),
            on_yes=self._leave_and_tell,
            on_no=self.view.card.focus,
        )

    def _ask_drop(self, tender: Tender) -> None:
        """Del on a tender that paid: money in the shop's account only after a question, and with a mark."""
        paid = Paid(tender, self.view.bill.of(tender))
        if tender not in ACCOUNT_MONEY:
            self.view.take_out(tender)
            return

        def dropped() -> None:
            if self._drop([paid]):
                self.view.take_out(tender)

        self.context.messages.ask(
            _("{paid} sudah dicatat diterima. Hapus catatan itu? Kembalikan uangnya bila memang sudah masuk.").format(
                paid=told([paid])
            ),
            yes=_("Hapus catatan"),
            no=_("Batal"),
            on_yes=dropped,
            tone="danger",
        )

    def _drop(self, paid: Sequence[Paid]) -> bool:
        """Forget money of the cart, with a mark in the log; says whether it went through."""
        cart = self.open_cart.cart
        if not succeeds(self.context.messages, note_paid_dropped, self.context.actor, cart, paid):
            return False
        self._keep(one for one in cart.paid if one.tender not in {gone.tender for gone in paid})
        return True

    def _keep(self, others: Iterable[Paid]) -> None:
        """Lay money that came with the cart, on disk too: a power cut must not forget it."""
        self.open_cart.cart = self.open_cart.cart.with_paid(others)
        succeeds(self.context.messages, save_draft, self.open_cart.cart, till_id=self.context.till_id)

    def _help(self) -> None:
        help_sheet(self.context, self.view.actions_shown, self.view.received.setFocus)

    def _asked(self, tender: Tender, amount_idr: int) -> None:
        """QRIS and transfer count when the cashier says they came, savings when the member agrees, by word or PIN."""
        paid, member = Paid(tender, amount_idr), self.open_cart.cart.member
        if tender in ACCOUNT_MONEY:
            self._came(paid)
            return
        if tender is Tender.RECEIVABLE and member is not None:
            if succeeds(self.context.messages, require_room, member.person_id, amount_idr, self._day):
                self.view.accept(paid)
            return
        if tender is not Tender.SAVINGS or member is None:
            self.view.accept(paid)
            return
        if asks_pin():
            consent_sheet(
                self.context, self.open_cart.cart.id, member.person_id, amount_idr, lambda: self.view.accept(paid)
            )
            return

        def agreed() -> None:
            if succeeds(
                self.context.messages,
                consent_by_word,
                self.context.actor,
                self.open_cart.cart.id,
                member.person_id,
                amount_idr,
            ):
                self.view.accept(paid)

        self.context.messages.ask(
            _("{name} setuju {amount} diambil dari simpanan sukarelanya?").format(
                name=member.name, amount=rupiah(amount_idr)
            ),
            yes=_("Setuju"),
            no=_("Batal"),
            on_yes=agreed,
        )

    def _came(self, paid: Paid) -> None:
        """The cashier says the money came; less of it than said before is asked for once more."""
        before = Paid(paid.tender, self.view.bill.of(paid.tender))

        def keep() -> None:
            self._keep(self.view.bill.with_paid(paid).others)
            self.view.accept(paid)

        def less() -> None:
            if self._drop([before]):
                keep()

        if paid.amount_idr >= before.amount_idr:
            keep()
            return
        self.context.messages.ask(
            _("{paid} sudah dicatat diterima. Ubah menjadi {amount}?").format(
                paid=told([before]), amount=rupiah(paid.amount_idr)
            ),
            yes=_("Ubah"),
            no=_("Batal"),
            on_yes=less,
            tone="danger",
        )

    def _finish(self, received_idr: int) -> None:
        if not self._active:
            return
        cart, bill = self.open_cart.cart, self.view.bill

        def attempt(confirmed: frozenset[str]) -> CheckoutResult:
            try:
                return checkout(
                    self.context.actor,
                    cart,
                    received_idr,
                    others=bill.others,
                    to_savings_idr=bill.to_savings_idr,
                    confirmed=confirmed,
                    till_id=self.context.till_id,
                )
            except (PriceChanged, ProductGone):
                self.open_cart.reprice()
                self.leave_to_cart()
                raise

        run_confirmed(
            self.context.messages,
            attempt,
            self._sold,
            yes=_("Tetap jual"),
            no=_("Kembali"),
            on_no=self._leave_and_tell,
            confirmed=self._confirmed,
        )

    def _sold(self, result: CheckoutResult) -> None:
        self._active = False
        self.sale = result.sale
        self.elements = run(self.context.messages, elements_of, result.job_id) or []
        self.printer_note = self._note()
        self.open_cart.cart = Cart.new()
        self.sold.emit(result)
        if result.below_cost:
            told = _("Terjual di bawah modal: {goods}. Ubah harganya di Stok.")
            self.context.messages.attention(told.format(goods=result.below_cost))

    def _note(self) -> str:
        if read_printer(self.context.pc).kind is PrinterKind.NONE:
            return _("Tanpa printer: tunjukkan struk di layar ini kepada pembeli.")
        return ""
