"""Figures of the reports as tables of words, one function a paper. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from pkkmart.core.i18n import _, figure, rupiah_document
from pkkmart.core.quantity import quantity_text
from pkkmart.printing.paper import Block, Column, Look, Note, Row, Table, amount
from pkkmart.reports.queries import (
    ConsignedStock,
    ConsignmentRecap,
    ConsignorMonth,
    MonthBalance,
    SalesRecap,
    SalesRow,
    TenderRow,
)
from pkkmart.reports.statements import StatementLine, TrialLine, earlier_years, trial_lines, trial_totals


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


def trial_blocks(rows: Sequence[MonthBalance], year: int) -> tuple[Block, ...]:
    """Neraca Saldo, and a word about what it holds that a reader of the month and its year wouldn't expect."""
    told = []
    if any(row.brought_idr for row in rows):
        told.append(_("Saldo awal memuat saldo awal pembukuan yang dibukukan dalam bulan ini."))
    begin, end = earlier_years(rows)
    if end is not None:
        told.append(
            _(
                "Akun kelas 4-8 masih memuat angka tahun buku sebelum {year} (SHU {amount}), karena tahun itu belum "
                "ditutup. SHU tahun {year} saja ada di Perhitungan Hasil Usaha."
            ).format(year=year, amount=rupiah_document(end))
        )
    elif begin is not None:
        told.append(
            _(
                "Saldo awal akun kelas 4-8 masih memuat angka tahun buku sebelum {year} (SHU {amount}); tahun itu "
                "ditutup dalam bulan ini."
            ).format(year=year, amount=rupiah_document(begin))
        )
    table = _trial_table(trial_lines(rows))
    return (table, Note(" ".join(told))) if told else (table,)


def _trial_table(lines: Sequence[TrialLine]) -> Table:
    """Opening, turnover and closing, debit next to credit."""
    sides = (Column(_("Debet"), figures=True), Column(_("Kredit"), figures=True)) * 3
    totals = trial_totals(lines)
    return Table(
        (Column(_("Kode"), share=0), Column(_("Nama akun")), *sides),
        (
            *(Row((str(line.code), _(line.name), *map(amount, line.figures))) for line in lines),
            Row(("", _("JUMLAH"), *map(amount, totals)), Look.TOTAL),
        ),
        groups=(("", 1), ("", 1), (_("Saldo awal"), 2), (_("Mutasi"), 2), (_("Saldo akhir"), 2)),
    )


def sales_blocks(recap: SalesRecap, last: SalesRecap) -> tuple[Block, ...]:
    """Rekap Penjualan four ways next to last month's, and the sentence that ties it to the books."""
    tie = _(
        "Barang milik koperasi {owned} sama dengan akun 4101, 4102, 4111 dan 4112 bulan ini; komisi {commission} "
        "sama dengan akun 4103 dan 4113. Titipan dihitung sebesar yang dibayar pembeli; pendapatan koperasi darinya "
        "hanya komisi."
    )
    return (
        _days_table(recap, last),
        _sales_table(_("Per kategori"), _("Kategori"), recap, last, recap.categories, last.categories, receipts=False),
        _sales_table(_("Per kasir"), _("Kasir"), recap, last, recap.cashiers, last.cashiers),
        _tender_table(recap, last),
        Note(tie.format(owned=rupiah_document(recap.owned_idr), commission=rupiah_document(recap.commission_idr))),
    )


def _whole(label: str, recap: SalesRecap) -> SalesRow:
    """A month as one row."""
    return SalesRow(label, recap.receipts, recap.owned_idr, recap.consigned_idr, recap.commission_idr)


def _days_table(recap: SalesRecap, last: SalesRecap) -> Table:
    """Day by day; last month stands under the sum, as its days are others."""
    titles = (_("Struk"), _("Milik koperasi"), _("Titipan"), _("Jumlah penjualan"), _("Komisi titipan"))
    whole, before = _whole(_("JUMLAH"), recap), _whole(_("Bulan lalu"), last)
    return Table(
        (Column(_("Tanggal")), *(Column(title, figures=True) for title in titles)),
        (
            *(Row(_day_cells(row)) for row in recap.days),
            Row(_day_cells(whole), Look.TOTAL),
            Row(_day_cells(before)),
        ),
        _("Per hari"),
    )


def _day_cells(row: SalesRow) -> tuple[str, ...]:
    figures = (row.owned_idr, row.consigned_idr, row.total_idr, row.commission_idr)
    return (row.label, _count(row.receipts), *map(amount, figures))


def _sales_table(
    title: str,
    label: str,
    recap: SalesRecap,
    last: SalesRecap,
    rows: Sequence[SalesRow],
    last_rows: Sequence[SalesRow],
    *,
    receipts: bool = True,
) -> Table:
    """One way next to last month's sales; without receipts by category, since one may have several."""
    before = {row.key: row.total_idr for row in last_rows}
    known = {row.key for row in rows}
    gone = [SalesRow(row.label, 0, 0, 0, 0, row.key) for row in last_rows if row.key not in known]
    lines = [(row, before.get(row.key, 0), Look.PLAIN) for row in (*rows, *gone)]
    lines.append((_whole(_("JUMLAH"), recap), sum(before.values()), Look.TOTAL))
    titles = (
        *((_("Struk"),) if receipts else ()),
        _("Milik koperasi"),
        _("Titipan"),
        _("Jumlah penjualan"),
        _("Jumlah bulan lalu"),
        _("Komisi titipan"),
    )
    return Table(
        (Column(label), *(Column(name, figures=True) for name in titles)),
        tuple(
            Row(
                (
                    row.label,
                    *((_count(row.receipts),) if receipts else ()),
                    *map(amount, (row.owned_idr, row.consigned_idr, row.total_idr, last_idr, row.commission_idr)),
                ),
                look,
            )
            for row, last_idr, look in lines
        ),
        title,
    )


def _tender_table(recap: SalesRecap, last: SalesRecap) -> Table:
    before = {row.label: row.amount_idr for row in last.tenders}
    paid, last_paid = sum(row.amount_idr for row in recap.tenders), sum(before.values())
    gone = [TenderRow(name, 0, 0) for name in before if name not in {row.label for row in recap.tenders}]
    rows = [
        Row((row.label, _count(row.payments), amount(row.amount_idr), amount(before.get(row.label, 0))))
        for row in (*recap.tenders, *gone)
    ]
    payments = sum(row.payments for row in recap.tenders)
    titles = (_("Pembayaran"), _("Jumlah"), _("Jumlah bulan lalu"))
    return Table(
        (Column(_("Cara bayar")), *(Column(title, figures=True) for title in titles)),
        (
            *rows,
            Row((_("Diterima"), _count(payments), amount(paid), amount(last_paid)), Look.SUBTOTAL),
            Row((_("Dikurangi pembulatan tunai"), "", amount(-recap.rounding_idr), amount(-last.rounding_idr))),
            Row(
                (_("JUMLAH PENJUALAN"), "", amount(paid - recap.rounding_idr), amount(last_paid - last.rounding_idr)),
                Look.TOTAL,
            ),
        ),
        _("Per cara bayar"),
    )


def _count(number: int) -> str:
    return figure(number) if number else "-"


def consignment_blocks(recap: ConsignmentRecap, last: ConsignmentRecap) -> tuple[Block, ...]:
    """Rekap Titipan per penitip: what was owed, what the goods brought this month and last, what was paid."""
    titles = (
        _("Utang awal"),
        _("Laku"),
        _("Penjualan"),
        _("Penjualan bulan lalu"),
        _("Komisi"),
        _("Hak penitip"),
        _("Lainnya"),
        _("Dibayar"),
        _("Utang akhir"),
    )
    sold = {row.person_id: row.gross_idr for row in last.rows}
    rows = [
        Row((row.name, *_consignor_cells(_consignor_figures(row), amount(sold.get(row.person_id, 0)))))
        for row in _with_last_month(recap, last)
    ]
    whole, before = _sum_of(recap), _sum_of(last)
    return (
        Table(
            (Column(_("Penitip")), *(Column(title, figures=True) for title in titles)),
            (
                *rows,
                Row((_("JUMLAH"), *_consignor_cells(whole, amount(sum(sold.values())))), Look.TOTAL),
                Row((_("Bulan lalu"), *_consignor_cells(before, ""))),
            ),
        ),
        Note(
            _(
                "Utang awal + hak penitip + lainnya - dibayar = utang akhir. Laku, penjualan dan komisi sudah "
                "dikurangi yang dibatalkan, dikembalikan pembeli, atau ternyata barang lain; penjualan {gross} sama "
                "dengan titipan di Rekap Penjualan, komisi {commission} dengan akun 4103 + 4113. Lainnya: barang "
                "hilang atau rusak yang diganti toko, koreksi, dan saldo awal. Utang akhir {closing} sama dengan akun "
                "2102 + 2103 - 1133."
            ).format(
                gross=rupiah_document(recap.gross_idr),
                commission=rupiah_document(recap.commission_idr),
                closing=rupiah_document(recap.closing_idr),
            )
        ),
    )


def _with_last_month(recap: ConsignmentRecap, last: ConsignmentRecap) -> list[ConsignorMonth]:
    """This month's consignors and those who only sold last month, by name."""
    known = {row.person_id for row in recap.rows}
    gone = [
        ConsignorMonth(row.person_id, row.name, 0, 0, 0, 0, 0, 0, 0, 0)
        for row in last.rows
        if row.gross_idr and row.person_id not in known
    ]
    return sorted((*recap.rows, *gone), key=lambda row: (row.name, row.person_id))


def _consignor_figures(row: ConsignorMonth) -> tuple[int, ...]:
    return (
        row.opening_idr,
        row.qty_milli,
        row.gross_idr,
        row.commission_idr,
        row.share_idr,
        row.other_idr,
        row.paid_idr,
        row.closing_idr,
    )


def _sum_of(recap: ConsignmentRecap) -> tuple[int, ...]:
    return tuple(map(sum, zip(*map(_consignor_figures, recap.rows), strict=True))) or (0,) * 8


def _consignor_cells(figures: tuple[int, ...], last_sold: str) -> tuple[str, ...]:
    """A consignor's figures as words, this month's sales followed by last month's; the second figure is a quantity."""
    opening, qty_milli, gross, *others = figures
    quantity = quantity_text(qty_milli) if qty_milli else "-"
    return (amount(opening), quantity, amount(gross), last_sold, *map(amount, others))


def consigned_note(stock: ConsignedStock) -> Note:
    """The footnote about goods of others on our shelf, which are computed from stock and stand in no account."""
    return Note(
        _(
            "Barang titipan milik {consignors} penitip sebanyak {pieces} satuan senilai {value} menurut harga jual "
            "ada di toko dan tidak termasuk persediaan."
        ).format(
            consignors=stock.consignors, pieces=quantity_text(stock.qty_milli), value=rupiah_document(stock.value_idr)
        )
    )
