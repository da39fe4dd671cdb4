"""The account of an import in lines of text: what was understood, three figures that add up, and every reason."""

from __future__ import annotations

from collections.abc import Sequence

from pkkmart.core.i18n import _, figure
from pkkmart.imports.columns import NOT_IMPORTED, Field, ListKind, Mapping
from pkkmart.imports.outcome import Preview, RowOutcome, Status, grouped

FIRST_OF_EACH = 5


def account(preview: Preview, *, show_all: bool = False) -> list[str]:
    """Lines for the command line; of each reason the first five rows, or all of them."""
    lines = [*understood(preview), "", *_figures(preview)]
    for status in (Status.REJECTED, Status.WARNED):
        groups = grouped(preview.rows, status)
        if groups:
            lines += ["", _("{status}:").format(status=_(status.label))]
        for reason, rows in groups:
            lines.append(f"  {figure(len(rows)):>7}  {_(reason.value)}")
            lines += _examples(rows, show_all=show_all)
    return lines


def understood(preview: Preview) -> list[str]:
    """How the file was read: its name, its writing, and which heading became what."""
    table, mapping = preview.table, preview.mapping
    lines = [
        _("Berkas: {name}").format(name=table.name),
        _("Penulisan: {written}, judul berbahasa {language}").format(
            written=table.written_words, language=mapping.language
        ),
        *table.notes,
        _("Kolom: {columns}").format(columns=", ".join(columns_understood(mapping))),
    ]
    if mapping.unused:
        lines.append(_("Kolom yang tidak dipakai: {headings}").format(headings=", ".join(mapping.unused)))
    note = not_imported_note(mapping)
    return [*lines, note] if note else lines


def columns_understood(mapping: Mapping) -> list[str]:
    """`Kode = Barcode`, for each field found, in the order of the file."""
    return [
        _("{field} = {heading}").format(field=_(field.label), heading=mapping.heading[column])
        for field, column in sorted(mapping.places, key=lambda place: place[1])
    ]


def not_imported_note(mapping: Mapping) -> str:
    """One sentence about stock and cost columns, "" where the file has none."""
    found = [_(field.label) for field in Field if field in NOT_IMPORTED and mapping.column(field) is not None]
    if not found:
        return ""
    if mapping.kind is ListKind.MEMBERS:
        sentence = _("{columns} belum dibukukan di sini: sesudah impor, bawa ke Saldo awal.")
        return sentence.format(columns=_(" dan ").join(filter(None, [", ".join(found[:-1]), found[-1]])))
    if mapping.kind is ListKind.STOCK:
        return ""
    sentence = _("{columns} belum dibukukan di sini: sesudah impor, bawa ke Saldo awal atau catat Terima barang.")
    return sentence.format(columns=_(" dan ").join(found))


def _figures(preview: Preview) -> list[str]:
    counts = preview.counts
    pairs = [
        (_("baris di berkas"), counts.total),
        (_(Status.IMPORTED.label), counts.imported),
        (_(Status.WARNED.label), counts.warned),
        (_(Status.REJECTED.label), counts.rejected),
    ]
    return [f"{figure(count):>9}  {words}" for words, count in pairs]


def _examples(rows: Sequence[RowOutcome], *, show_all: bool) -> list[str]:
    shown = rows if show_all else rows[:FIRST_OF_EACH]
    lines = [
        _("           baris {line}: {name}: {sentence}").format(
            line=row.line, name=row.name or _("(tanpa nama)"), sentence=row.sentence
        )
        for row in shown
    ]
    rest = len(rows) - len(shown)
    return lines if not rest else [*lines, _("           dan {rest} baris lagi").format(rest=figure(rest))]
