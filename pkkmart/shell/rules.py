"""The rules of the counter that a shop sets for itself: one line each, with what it means at the counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any, Final, TypeAlias

from pkkmart.cashbook.settings import CLEARING_FEE_ASKED_BP, CLEARING_LATE_DAYS
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _, figure
from pkkmart.core.money import BASIS_POINTS
from pkkmart.core.settings import Setting
from pkkmart.pricing.promotions import percent_text
from pkkmart.sale_changes.settings import DAYS_WITHOUT_RECEIPT, MOST_WITHOUT_RECEIPT_IDR, WITHOUT_RECEIPT
from pkkmart.sales.settings import CASHIER_DISCOUNT_BP
from pkkmart.savings.settings import CASHIER_REGISTERS
from pkkmart.stock.settings import BELOW_STOCK_POLICY, NEAR_EXPIRY_DAYS
from pkkmart.till.settings import (
    CASH_ROUNDING_IDR,
    DIFFERENCE_PIN_IDR,
    DIFFERENCE_TOLERANCE_IDR,
    MOST_FLOAT_IDR,
    OPENING_FLOAT_IDR,
    SAFE_TWO_NAMES_IDR,
    SHORTAGE_TO_CASHIER,
)

Value: TypeAlias = str | int | bool
MOST_IDR: Final = 1_000_000_000
MOST_DAYS: Final = 365


class RuleUnfit(UserError):
    template = N_("{rule}: {value} tidak mungkin. Isi antara {least} dan {most}.")


class ChoiceUnknown(UserError):
    template = N_("{rule}: {value} tidak ada di pilihan. Pilih salah satu: {choices}.")


class FloatAboveMost(UserError):
    template = N_(
        "Modal laci yang disarankan {float} melebihi modal dari brankas paling banyak {most}, jadi membuka sif akan "
        "selalu meminta PIN. Kecilkan yang pertama atau besarkan yang kedua."
    )


class RuleKind(Enum):
    """How a rule is filled in; the value kept is rupiah, basis points, days, or the value of a choice."""

    RUPIAH = auto()
    PERCENT = auto()
    DAYS = auto()
    CHOICE = auto()

    @property
    def most(self) -> int:
        """The largest figure a rule of this kind may have."""
        return {RuleKind.RUPIAH: MOST_IDR, RuleKind.PERCENT: BASIS_POINTS, RuleKind.DAYS: MOST_DAYS}[self]


@dataclass(frozen=True, slots=True)
class Rule:
    """A setting as it is asked for: its words, and the sentence that says what follows from it.

    `dated` is a rule that papers of one day must share: it holds from the first day that has no shift yet.
    """

    setting: Setting[Any]
    kind: RuleKind
    words: str
    tells: str
    choices: tuple[tuple[Value, str], ...] = ()
    least: int = 0
    dated: bool = False

    def check(self, value: Value) -> None:
        """Raise ChoiceUnknown or RuleUnfit unless the rule may have this value."""
        if self.kind is RuleKind.CHOICE:
            if not any(value == known and type(value) is type(known) for known, _words in self.choices):
                choices = ", ".join(_(words) for _known, words in self.choices)
                raise ChoiceUnknown(rule=_(self.words), value=value, choices=choices)
        elif type(value) is not int or not self.least <= value <= self.kind.most:
            raise RuleUnfit(
                rule=_(self.words),
                value=self.said(value),
                least=self.said(self.least),
                most=self.said(self.kind.most),
            )

    def newest(self) -> Value:
        """What was recorded last, though a dated rule may only hold it from tomorrow on."""
        value: Value = self.setting.get(date.max if self.dated else None)
        return value

    def said(self, value: Value) -> str:
        """A value as it is written: `100.000`, `12,5`, `Tolak`."""
        if self.kind is RuleKind.CHOICE:
            return next((_(words) for known, words in self.choices if known == value), str(value))
        if self.kind is RuleKind.PERCENT:
            return percent_text(int(value))
        return figure(int(value))


SELLING: Final = (
    Rule(
        CASH_ROUNDING_IDR,
        RuleKind.CHOICE,
        N_("Pembulatan tunai"),
        N_(
            "Hanya sisa yang dibayar tunai, ke yang terdekat; tepat di tengah turun. Berlaku mulai hari ini bila belum "
            "ada sif, selain itu mulai besok."
        ),
        ((1, N_("Tidak dibulatkan")), (50, N_("Rp 50")), (100, N_("Rp 100")), (500, N_("Rp 500"))),
        dated=True,
    ),
    Rule(
        CASHIER_DISCOUNT_BP,
        RuleKind.PERCENT,
        N_("Diskon kasir tanpa PIN (persen)"),
        N_("Diskon di atas ini perlu PIN kepala toko atau bendahara. 0 berarti setiap diskon perlu PIN."),
    ),
    Rule(
        CASHIER_REGISTERS,
        RuleKind.CHOICE,
        N_("Anggota baru di kasir"),
        N_("Siapa yang boleh mendaftarkan pembeli jadi anggota di tengah penjualan, juga menerima pokoknya."),
        ((False, N_("Dengan PIN kepala toko")), (True, N_("Kasir sendiri, tanpa PIN"))),
    ),
    Rule(
        BELOW_STOCK_POLICY,
        RuleKind.CHOICE,
        N_("Jual melebihi stok tercatat"),
        N_("Dengan Tolak, barang yang stoknya habis di catatan tidak bisa dijual walau ada di rak."),
        (("allow", N_("Jual saja")), ("ask", N_("Tanya kasir dulu")), ("refuse", N_("Tolak"))),
    ),
    Rule(
        NEAR_EXPIRY_DAYS,
        RuleKind.DAYS,
        N_("Ingatkan sebelum kedaluwarsa"),
        N_("Barang yang sisa umurnya sekian hari diingatkan di kasir, di Beranda dan di daftar Kedaluwarsa."),
    ),
    Rule(
        WITHOUT_RECEIPT,
        RuleKind.CHOICE,
        N_("Retur tanpa struk"),
        N_("Bila ditolak, barang hanya kembali dengan struknya."),
        (("approve", N_("Boleh, dengan PIN kepala toko")), ("refuse", N_("Ditolak"))),
    ),
    Rule(
        MOST_WITHOUT_RECEIPT_IDR,
        RuleKind.RUPIAH,
        N_("Retur tanpa struk paling banyak"),
        N_("Sekali retur, dalam rupiah. Yang lebih mahal harus dengan struknya."),
    ),
    Rule(
        DAYS_WITHOUT_RECEIPT,
        RuleKind.DAYS,
        N_("Retur tanpa struk paling lama (hari)"),
        N_("Hanya barang yang memang terjual dalam sekian hari terakhir."),
        least=1,
    ),
)

DRAWER: Final = (
    Rule(
        OPENING_FLOAT_IDR,
        RuleKind.RUPIAH,
        N_("Modal laci yang disarankan"),
        N_("Sudah terisi saat membuka sif dengan laci kosong; saat tutup sif, selebihnya disarankan masuk brankas."),
    ),
    Rule(
        MOST_FLOAT_IDR,
        RuleKind.RUPIAH,
        N_("Modal dari brankas paling banyak"),
        N_("Yang boleh diambil kasir sendiri untuk modal laci. Lebih dari ini perlu PIN bendahara."),
    ),
    Rule(
        DIFFERENCE_TOLERANCE_IDR,
        RuleKind.RUPIAH,
        N_("Selisih laci tanpa sebab tertulis"),
        N_("Lebih atau kurang sampai jumlah ini, sif ditutup tanpa kasir menulis sebabnya."),
    ),
    Rule(
        DIFFERENCE_PIN_IDR,
        RuleKind.RUPIAH,
        N_("Selisih laci tanpa PIN kedua"),
        N_("Selisih di atas ini menahan sif tetap terbuka sampai kepala toko atau bendahara memasukkan PIN."),
    ),
    Rule(
        SHORTAGE_TO_CASHIER,
        RuleKind.CHOICE,
        N_("Kekurangan laci"),
        N_("Yang ditanggung kasir menjadi piutang atas namanya. Berlaku untuk sif yang ditutup sesudah ini."),
        ((False, N_("Ditanggung toko")), (True, N_("Ditanggung kasir"))),
    ),
)

SAFE_AND_BANK: Final = (
    Rule(
        SAFE_TWO_NAMES_IDR,
        RuleKind.RUPIAH,
        N_("Uang brankas yang cukup satu nama"),
        N_("Lebih dari ini perlu PIN pengurus kedua, juga untuk membatalkannya dan untuk menaikkan batas ini."),
    ),
    Rule(
        CLEARING_FEE_ASKED_BP,
        RuleKind.PERCENT,
        N_("Biaya QRIS yang wajar (persen)"),
        N_("Potongan penyedia di atas ini ditanyakan dulu saat uangnya dicocokkan."),
    ),
    Rule(
        CLEARING_LATE_DAYS,
        RuleKind.DAYS,
        N_("QRIS ditagih sesudah (hari)"),
        N_("QRIS yang lebih lama belum masuk bank ditandai terlambat di Kas & bank."),
        least=1,
    ),
)

GROUPS: Final = (
    (N_("Menjual dan retur"), SELLING),
    (N_("Laci dan tutup sif"), DRAWER),
    (N_("Brankas dan bank"), SAFE_AND_BANK),
)
"""The cards of the page; a rule added to a group is on the screen, checked and recorded."""

RULES: Final = {rule.setting.key: rule for _title, group in GROUPS for rule in group}


def check_together(values: dict[Setting[Any], Value]) -> None:
    """Raise FloatAboveMost when two rules contradict each other; a rule that is absent is as it is recorded."""
    usual, most = (int(values.get(one, one.get())) for one in (OPENING_FLOAT_IDR, MOST_FLOAT_IDR))
    if usual > most:
        raise FloatAboveMost(float=figure(usual), most=figure(most))
