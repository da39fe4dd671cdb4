"""Writes of the shop's own facts: what stands at the head and foot of every slip, and a slip to try the printer."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.errors import NotPermitted, UserError
from pkkmart.core.i18n import N_, _, date_short, figure, time_short
from pkkmart.core.operation import Changed, current_act, operation
from pkkmart.core.settings import Setting, write_setting
from pkkmart.printing.letterhead import (
    LOGO_BYTES,
    RECEIPT_FOOTER,
    RECEIPT_HEADER,
    RECEIPT_LOGO,
    RECEIPT_POLICY,
    SHOP_ADDRESS,
    SHOP_COOP_NUMBER,
    SHOP_LEGAL_NAME,
    SHOP_LEGAL_NUMBER,
    SHOP_LOGO,
    SHOP_NAME,
    SHOP_NIB,
    SHOP_PHONE,
    SHOP_TAX_NUMBER,
)
from pkkmart.printing.operations import queue
from pkkmart.printing.raster import raster
from pkkmart.printing.settings import DOTS
from pkkmart.printing.slip import Cut, Element, Rule, Text
from pkkmart.reports.settings import CHAIR, PLACE, SECRETARY, TREASURER
from pkkmart.sales.qris import QrisMerchant, check_static
from pkkmart.sales.settings import QRIS_ON, QRIS_TEXT
from pkkmart.shell.rules import RULES, Value, check_together
from pkkmart.till.balances import has_second_name
from pkkmart.till.queries import last_business_date
from pkkmart.till.settings import SAFE_TWO_NAMES_IDR
from pkkmart.users.operations import LogoTooBig

SHOP_SETTINGS: tuple[Setting[str], ...] = (
    SHOP_NAME,
    SHOP_ADDRESS,
    SHOP_PHONE,
    SHOP_LEGAL_NAME,
    SHOP_LEGAL_NUMBER,
    SHOP_COOP_NUMBER,
    SHOP_NIB,
    SHOP_TAX_NUMBER,
    RECEIPT_HEADER,
    RECEIPT_POLICY,
    RECEIPT_FOOTER,
    CHAIR,
    SECRETARY,
    TREASURER,
    PLACE,
)
"""What the treasurer may say about the shop, in the order of the form."""


SHOP_SWITCHES: tuple[Setting[bool], ...] = (RECEIPT_LOGO,)
"""What of the shop is on or off."""


class ShopNameMissing(UserError):
    template = N_("Nama toko belum diisi. Nama ini tercetak di setiap struk.")


class LogoUnreadable(UserError):
    template = N_("Berkas itu bukan gambar PNG atau JPEG yang bisa dibaca. Pilih gambar lain.")


class QrisUnread(UserError):
    template = N_("Baca dulu peringatannya, lalu centang “Sudah kami baca dan setujui”.")


@operation(Permission.KEEP_SETTINGS, changes=frozenset({Changed.SETTINGS}))
def save_settings(actor: Actor, values: Mapping[str, str | bool]) -> int:
    """Record the facts of the shop (setting key → text, or on and off) that differ from now; returns how many did.

    Raises ShopNameMissing; KeyError for a key that is none of SHOP_SETTINGS and SHOP_SWITCHES.
    """
    every: tuple[Setting[Any], ...] = (*SHOP_SETTINGS, *SHOP_SWITCHES)
    known = {setting.key: setting for setting in every}
    cleaned = {
        known[key]: " ".join(value.split()) if isinstance(value, str) else value for key, value in values.items()
    }
    if SHOP_NAME in cleaned and not cleaned[SHOP_NAME]:
        raise ShopNameMissing
    changed = {setting: value for setting, value in cleaned.items() if value != setting.get()}
    for setting, value in changed.items():
        write_setting(setting, value)
    current_act().subject = ", ".join(setting.key for setting in changed)
    return len(changed)


class LimitNeedsTwo(NotPermitted):
    template = N_(
        "Batas satu nama di brankas naik dari {old} menjadi {new}. Yang melonggarkan batas ini tidak boleh sendirian: "
        "minta pengurus lain yang boleh membayar dari brankas memasukkan PIN-nya."
    )


@operation(Permission.KEEP_SETTINGS, changes=frozenset({Changed.SETTINGS}))
def save_rules(actor: Actor, values: Mapping[str, Value], *, approval: Approval | None = None) -> int:
    """Record the rules of the counter (setting key → value) that differ from now; returns how many did.

    The log has each old and new value. A dated rule holds from today, or from the day after the last shift's where
    that has begun: one day has one rule. Raises KeyError for a key that is none of RULES, ChoiceUnknown, RuleUnfit,
    FloatAboveMost, and LimitNeedsTwo when one person alone could then take more from the safe.
    """
    wanted = {RULES[key]: value for key, value in values.items()}
    for rule, value in wanted.items():
        rule.check(value)
    check_together({rule.setting: value for rule, value in wanted.items()})
    limit, may_alone = values.get(SAFE_TWO_NAMES_IDR.key), SAFE_TWO_NAMES_IDR.get()
    if limit is not None and int(limit) > may_alone and not has_second_name():
        raise LimitNeedsTwo(old=figure(may_alone), new=figure(int(limit)), needed=Permission.PAY_FROM_SAFE)
    last, today = last_business_date(), clock.today()
    begins = today if last is None or last < today else last + timedelta(days=1)
    changed = {}
    for rule, value in wanted.items():
        old = rule.newest()
        if old != value:
            changed[rule] = {"old": old, "new": value} | ({"from": begins.isoformat()} if rule.dated else {})
    act = current_act()
    for rule, told in changed.items():
        write_setting(rule.setting, wanted[rule], begins if rule.dated else None)
        act.details[rule.setting.key] = told
    act.subject = ", ".join(rule.setting.key for rule in changed)
    return len(changed)


@operation(Permission.KEEP_SETTINGS, changes=frozenset({Changed.SETTINGS}))
def save_logo(actor: Actor, picture: bytes) -> None:
    """Keep a PNG or JPEG as the shop's logo; slips already printed keep theirs. Raises LogoTooBig, LogoUnreadable."""
    if len(picture) > LOGO_BYTES:
        raise LogoTooBig(size=len(picture) // 1024)
    if not raster(picture, DOTS[32]):
        raise LogoUnreadable
    write_setting(SHOP_LOGO, base64.b64encode(picture).decode())
    act = current_act()
    act.subject = SHOP_LOGO.key
    del act.details[SHOP_LOGO.key]  # the log says that there is one, not its every byte


@operation(Permission.KEEP_SETTINGS, changes=frozenset({Changed.SETTINGS}))
def use_qris(actor: Actor, text: str, *, consented: bool) -> QrisMerchant:
    """Fill amounts into this static code from now on; returns whom it pays.

    Raises what `check_static` raises, QrisUnread unless the user agreed to what re-encoding means.
    """
    merchant = check_static(text)
    if not consented:
        raise QrisUnread
    if merchant.text != QRIS_TEXT.get():
        write_setting(QRIS_TEXT, merchant.text)
    if not QRIS_ON.get():
        write_setting(QRIS_ON, True)
    act = current_act()
    act.subject = merchant.nmid
    act.details |= {"name": merchant.name, "city": merchant.city, "consented": consented}
    return merchant


@operation(Permission.KEEP_SETTINGS, changes=frozenset({Changed.SETTINGS}))
def stop_qris(actor: Actor) -> None:
    """Show no more codes with an amount; the text stays on record."""
    write_setting(QRIS_ON, False)


@operation(Permission.KEEP_SETTINGS, changes=frozenset({Changed.PRINT_JOBS}))
def print_test_slip(actor: Actor) -> int:
    """Queue a short slip that shows the width, the signs and the cut of this printer; returns the job's id."""
    now = clock.local(clock.now())
    title = _("Uji coba printer")
    current_act().subject = title
    elements: list[Element] = [
        Text(SHOP_NAME.get(), "center", bold=True, size=2),
        Text(title, "center"),
        Text(f"{date_short(now.date())} {time_short(now)} - {actor.name}", "center"),
        Rule(),
        Text("1234567890" * 4 + "12345678"),
        Text(_("Rp 12.500 - Jika baris ini terbaca rata, lebar kertasnya sudah benar.")),
        Rule(),
        Cut(),
    ]
    return queue("test", title, elements, "test", 1)
