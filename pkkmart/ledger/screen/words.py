"""What a document is called in plain Indonesian, for every list that leads from a figure to its paper."""

from __future__ import annotations

from pkkmart.core.i18n import N_, _, inside
from pkkmart.ledger.chart import CashFlow

_KINDS = {
    "sale": N_("Penjualan"),
    "sale_change": N_("Perubahan struk"),
    "purchase": N_("Pembelian"),
    "supplier_payment": N_("Bayar pemasok"),
    "purchase_return": N_("Retur ke pemasok"),
    "expense": N_("Biaya"),
    "transfer": N_("Pindah kas"),
    "clearing": N_("Pencairan QRIS"),
    "cash_slip": N_("Kas laci"),
    "adjustment": N_("Penyesuaian stok"),
    "stocktake": N_("Hitung stok"),
    "delivery": N_("Titipan masuk"),
    "return_note": N_("Retur titipan"),
    "loss": N_("Titipan hilang/rusak"),
    "settlement": N_("Hitungan titipan"),
    "payout": N_("Bayar penitip"),
    "advance": N_("Uang muka penitip"),
    "evening_count": N_("Hitung sore titipan"),
    "savings_slip": N_("Simpanan"),
    "repayment": N_("Angsuran bon"),
    "shift": N_("Sif kasir"),
    "opening": N_("Saldo awal"),
    "period_event": N_("Tutup buku"),
}

_SERIES = {
    "RJ": N_("Retur pembeli"),
    "RT": N_("Retur tanpa struk"),
    "TB": N_("Tukar cara bayar"),
    "SI": N_("Koreksi penitip"),
}
"""Changes of a sale are one kind of document; the series of the number says what was changed."""

_OF_SERIES = {
    "PM": N_("Struk"),
    **_SERIES,
    "PB": _KINDS["purchase"],
    "BP": _KINDS["supplier_payment"],
    "RB": _KINDS["purchase_return"],
    "BK": _KINDS["expense"],
    "PK": _KINDS["transfer"],
    "CQ": _KINDS["clearing"],
    "KL": _KINDS["cash_slip"],
    "PS": _KINDS["adjustment"],
    "HS": _KINDS["stocktake"],
    "NT": _KINDS["delivery"],
    "NR": _KINDS["return_note"],
    "RG": _KINDS["loss"],
    "PT": _KINDS["settlement"],
    "KW": _KINDS["payout"],
    "UM": _KINDS["advance"],
    "HK": _KINDS["evening_count"],
    "SP": _KINDS["savings_slip"],
    "AB": _KINDS["repayment"],
    "SA": _KINDS["opening"],
}


_PAPERS = {
    "PM": N_("Nota"),
    "RJ": N_("Nota retur"),
    "NT": N_("Nota titip"),
    "NR": N_("Nota retur titipan"),
    "PT": N_("Perhitungan titipan"),
    "KW": N_("Kuitansi"),
}
"""What stands at the head of a paper that has a name of its own; any other is a slip."""


def flow_words(flow: str | None) -> str:
    """What a line of cash counts as in Arus Kas; "" where it counts as nothing."""
    return _(CashFlow(flow).label) if flow else ""


def kind_words(kind: str, number: str = "") -> str:
    """The word for a kind of document, by its number where the series tells more; an unknown one is its own name."""
    if kind == "sale_change" and number[:2] in _SERIES:
        return _(_SERIES[number[:2]])
    return _(_KINDS[kind]) if kind in _KINDS else kind.replace("_", " ").capitalize()


def paper_words(number: str) -> str:
    """What the paper of a document is called: `Kuitansi KW-26-000012`, `Nota PM-26-000417`, `Slip SP-26-000001`."""
    series = number[:2]
    paper = _(_PAPERS[series]) if series in _PAPERS else _("Slip")
    return f"{paper} {number}"


def cancel_words(number: str, called: str = "") -> str:
    """What the button says that cancels a document: `Batalkan struk PM-26-000417`.

    `called` is a word for the document where its series tells too little: `kas keluar`.
    """
    words = called or _(_OF_SERIES.get(number[:2], ""))
    return " ".join(_("Batalkan {kind} {number}").format(kind=words[:1].lower() + words[1:], number=number).split())


def document_words(kind: str, document_id: int, number: str, *, undoes: bool = False, original: str = "") -> str:
    """`Penjualan PM-26-000417`, `Batal penjualan BT-26-000003`, `Sif kasir 12`.

    `original` is the number of the document itself, where `number` is its cancellation's or is not told.
    """
    named = number or (str(document_id) if kind == "shift" else "")
    words = kind_words(kind, original or number)
    if undoes:
        words = _("Batal {kind}").format(kind=inside(words))
    return f"{words} {named}".strip()
