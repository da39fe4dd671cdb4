"""How a row of opening balances looks, on the sheet being filled and on the document that stands."""

from __future__ import annotations

from pkkmart.core.i18n import _, figure
from pkkmart.core.quantity import quantity_text
from pkkmart.imports.opening import Judged, OpeningKind, account_title
from pkkmart.ui.table_model import Column


def row_columns() -> list[Column[Judged]]:
    """What it is, and its rupiah on the left or the right."""
    return [
        Column(
            _("Baris"),
            lambda row: row.words,
            second=_second,
            second_tone=_second_tone,
        ),
        Column(_("Debet"), lambda row: _side(row, debit=True), width=130, align="right"),
        Column(_("Kredit"), lambda row: _side(row, debit=False), width=130, align="right"),
    ]


def _side(row: Judged, *, debit: bool) -> str:
    if row.line is None or row.line.is_debit != debit:
        return ""
    return figure(row.line.draft.amount_idr)


def _second(row: Judged) -> str:
    """What is wrong with it or remarkable about its person, then the account it stands on."""
    if row.line is None:
        return row.reason
    told = [_("mirip {name}").format(name=row.alike)] if row.alike else []
    told += [row.note] if row.note else []
    told += [_("sama dengan baris lain")] if row.twice else []
    if row.line.draft.kind is not OpeningKind.ACCOUNT:  # such a row is named by its account
        told.append(account_title(row.line.account))
    if row.line.draft.qty_milli:
        told.append(_("{quantity} buah").format(quantity=quantity_text(row.line.draft.qty_milli)))
    return " · ".join(told)


def _second_tone(row: Judged) -> str:
    if row.reason:
        return "danger"
    if row.alike or row.twice:
        return "attention"
    return "primary" if row.line is not None and row.line.becomes else "muted"
