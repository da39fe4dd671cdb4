"""How a row of opening balances looks, on the sheet being filled and on the document that stands."""

from __future__ import annotations

from pkkmart.core.i18n import _, figure
from pkkmart.core.quantity import quantity_text
from pkkmart.imports.opening import Judged, OpeningKind, OpeningLine
from pkkmart.ui.table_model import Column


def row_columns() -> list[Column[Judged]]:
    """What it is, and its rupiah on the left or the right."""
    return [
        Column(
            _("Baris"),
            lambda row: row.words,
            second=lambda row: row.reason or _second(row.line),
            second_tone=lambda row: "danger" if row.reason else "muted",
        ),
        Column(_("Debet"), lambda row: _side(row, debit=True), width=130, align="right"),
        Column(_("Kredit"), lambda row: _side(row, debit=False), width=130, align="right"),
    ]


def _side(row: Judged, *, debit: bool) -> str:
    if row.line is None or row.line.is_debit != debit:
        return ""
    return figure(row.line.draft.amount_idr)


def _second(line: OpeningLine | None) -> str:
    if line is None or line.draft.kind is OpeningKind.ACCOUNT:
        return ""  # such a row is named by its account
    words = _("akun {code}").format(code=int(line.account))
    if line.draft.qty_milli:
        words += _(" · {quantity} buah").format(quantity=quantity_text(line.draft.qty_milli))
    return words
