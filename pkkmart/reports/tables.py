"""Figures of the reports as tables of words, one function a paper. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from pkkmart.core.i18n import _, figure, rupiah_document
from pkkmart.core.quantity import quantity_text
from pkkmart.printing.paper import Block, Column, Look, Note, Row, Table, amount
from pkkmart.reports.queries import ConsignedStock, ConsignmentRecap, SalesRecap, SalesRow
from pkkmart.reports.statements import StatementLine, TrialLine, trial_totals


def statement_table(lines: Sequence[StatementLine], heads: Sequence[str]) -> Table:
    """A statement in as many columns as it has heads."""
    return Table(
        (Column(_("Uraian")), *(Column(head, figures=True) for head in heads)),
        tuple(_statement_row(line, len(heads)) for line in lines),
    )


def _statement_row(line: StatementLine, columns: int) -> Row:
    if not line.figures_idr:
        return Row((line.label, *[""] * columns), Look.HEAD)
    cells = (line.label, *map(amount, line.figures_idr[:columns]))
    if line.is_total:
        return Row(cells, Look.TOTAL if line.level == 0 else Look.SUBTOTAL, line.level)
    return Row(cells, Look.DETAIL if line.level == 2 else Look.PLAIN, line.level)


def trial_blocks(lines: Sequence[TrialLine], *, brought: bool) -> tuple[Block, ...]:
    """Neraca Saldo, and a word about opening balances when some were booked in the month."""
    table = _trial_table(lines)
    if not brought:
        return (table,)
    return table, Note(_("Saldo awal memuat saldo awal pembukuan yang dibukukan dalam bulan ini."))


def _trial_table(lines: Sequence[TrialLine]) -> Table:
    """Opening, turnover and closing, debit beside credit."""
    sides = (Column(_("Debet"), figures=True), Column(_("Kredit"), figures=True)) * 3
    totals = trial_totals(lines)
    return Table(
        (Column(_("Kode"), share=0), Column(_("Nama akun")), *sides),
        (
            *(Row((str(line.code), line.name, *map(amount, line.figures))) for line in lines),
            Row(("", _("JUMLAH"), *map(amount, totals)), Look.TOTAL),
        ),
        groups=(("", 1), ("", 1), (_("Saldo awal"), 2), (_("Mutasi"), 2), (_("Saldo akhir"), 2)),
    )


def sales_blocks(recap: SalesRecap) -> tuple[Block, ...]:
    """Rekap Penjualan four ways, and the sentence that ties it to the books."""
    tie = _(
        "Barang milik koperasi {owned} sama dengan akun 4101, 4102, 4111 dan 4112 bulan ini; komisi {commission} "
        "sama dengan akun 4103 dan 4113. Titipan dihitung sebesar yang dibayar pembeli; pendapatan koperasi darinya "
        "hanya komisi."
    )
    return (
        _sales_table(_("Per hari"), _("Tanggal"), recap.days, recap),
        _sales_table(_("Per kategori"), _("Kategori"), recap.categories, recap, receipts=False),
        _sales_table(_("Per kasir"), _("Kasir"), recap.cashiers, recap),
        _tender_table(recap),
        Note(tie.format(owned=rupiah_document(recap.owned_idr), commission=rupiah_document(recap.commission_idr))),
    )


def _sales_table(
    title: str, label: str, rows: Sequence[SalesRow], recap: SalesRecap, *, receipts: bool = True
) -> Table:
    """One way; a receipt may hold several categories, so these aren't counted by receipts."""
    count = (Column(_("Struk"), figures=True),) if receipts else ()
    all_rows = [
        *((row, Look.PLAIN) for row in rows),
        (SalesRow(_("JUMLAH"), recap.receipts, recap.owned_idr, recap.consigned_idr, recap.commission_idr), Look.TOTAL),
    ]
    return Table(
        (
            Column(label),
            *count,
            Column(_("Milik koperasi"), figures=True),
            Column(_("Titipan"), figures=True),
            Column(_("Jumlah penjualan"), figures=True),
            Column(_("Komisi titipan"), figures=True),
        ),
        tuple(
            Row(
                (
                    row.label,
                    *((_count(row.receipts),) if receipts else ()),
                    amount(row.owned_idr),
                    amount(row.consigned_idr),
                    amount(row.total_idr),
                    amount(row.commission_idr),
                ),
                look,
            )
            for row, look in all_rows
        ),
        title,
    )


def _tender_table(recap: SalesRecap) -> Table:
    paid = sum(row.amount_idr for row in recap.tenders)
    return Table(
        (Column(_("Cara bayar")), Column(_("Pembayaran"), figures=True), Column(_("Jumlah"), figures=True)),
        (
            *(Row((row.label, _count(row.payments), amount(row.amount_idr))) for row in recap.tenders),
            Row((_("Diterima"), _count(sum(row.payments for row in recap.tenders)), amount(paid)), Look.SUBTOTAL),
            Row((_("Dikurangi pembulatan tunai"), "", amount(-recap.rounding_idr))),
            Row((_("JUMLAH PENJUALAN"), "", amount(paid - recap.rounding_idr)), Look.TOTAL),
        ),
        _("Per cara bayar"),
    )


def _count(number: int) -> str:
    return figure(number) if number else "-"


def consignment_blocks(recap: ConsignmentRecap) -> tuple[Block, ...]:
    """Rekap Titipan per penitip: what was owed, what her goods brought, what she was paid."""
    columns = (
        _("Utang awal"),
        _("Laku"),
        _("Penjualan"),
        _("Komisi"),
        _("Hak penitip"),
        _("Lainnya"),
        _("Dibayar"),
        _("Utang akhir"),
    )
    rows = [
        (
            row.name,
            row.opening_idr,
            row.qty_milli,
            row.gross_idr,
            row.commission_idr,
            row.share_idr,
            row.other_idr,
            row.paid_idr,
            row.closing_idr,
        )
        for row in recap.rows
    ]
    totals = tuple(sum(row[place] for row in rows) for place in range(1, 9))  # type: ignore[misc]
    return (
        Table(
            (Column(_("Penitip")), *(Column(title, figures=True) for title in columns)),
            (
                *(Row((row[0], *_figures(row[1:]))) for row in rows),
                Row((_("JUMLAH"), *_figures(totals)), Look.TOTAL),
            ),
        ),
        Note(
            _(
                "Utang awal + hak penitip + lainnya - dibayar = utang akhir. Lainnya: barang hilang atau rusak yang "
                "diganti toko, koreksi, dan saldo awal. Utang akhir {closing} sama dengan akun 2102 + 2103 - 1133."
            ).format(closing=rupiah_document(recap.closing_idr))
        ),
    )


def _figures(values: Sequence[int]) -> tuple[str, ...]:
    """The eight figures; the second is pieces."""
    return tuple(
        (quantity_text(value) if value else "-") if place == 1 else amount(value) for place, value in enumerate(values)
    )


def consigned_note(held: ConsignedStock) -> Note:
    """The footnote of decision 28: goods of others on our shelf, outside the statement."""
    return Note(
        _(
            "Barang titipan milik {consignors} penitip sebanyak {pieces} satuan senilai {value} menurut harga jual "
            "ada di toko dan tidak termasuk persediaan."
        ).format(
            consignors=held.consignors, pieces=quantity_text(held.qty_milli), value=rupiah_document(held.value_idr)
        )
    )
