"""The command line, and with no command the window.

Each command imports what it alone needs: a start of the window pays for none of them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

import pkkmart
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM
from pkkmart.core.backup import back_up, make_backup
from pkkmart.core.db import FILE_NAME, close_database, open_to_read
from pkkmart.core.errors import PkkError
from pkkmart.core.i18n import N_, _
from pkkmart.core.paths import default_data_dir
from pkkmart.core.shop import opened_shop, pc_file, use_pc_language
from pkkmart.reports.exports import LedgerFormat, export_ledger, export_note
from pkkmart.start import open_window

_DATA = N_("folder data toko (bawaan: folder data pengguna)")


class _Sentences(click.Group):
    """Turns what people can act on into one sentence and exit status 2."""

    def make_context(self, info_name: str | None, args: list[str], *rest: Any, **more: Any) -> click.Context:
        use_pc_language(pc_file(_folder_named(args)))
        _in_language(self)
        return super().make_context(info_name, args, *rest, **more)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except PkkError as error:
            click.echo(str(error), err=True)
            ctx.exit(2)


def _folder_named(args: Sequence[str]) -> Path:
    """The folder a command line names after `--data`, before the line is read; without one, the user's own."""
    named = [after for word, after in pairwise(args) if word == "--data"]
    named += [word.removeprefix("--data=") for word in args if word.startswith("--data=")]
    return Path(named[0]) if named else default_data_dir()


def _in_language(command: click.Command) -> None:
    """Put the help of a command, of its options and of its own commands into the chosen language."""
    for told in (command, *command.params):
        if isinstance(told, click.Command | click.Option) and told.help:
            told.help = _(told.help)
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        _in_language(inner)


def _data_option(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--data", type=click.Path(path_type=Path, file_okay=False), default=None, help=_DATA)(function)


def _folder(ctx: click.Context, data: Path | None) -> Path:
    outer = ctx.parent.params.get("data") if ctx.parent else None
    return data or outer or default_data_dir()


@click.group(
    cls=_Sentences,
    invoke_without_command=True,
    help=N_("PKK Mart: kasir, titipan UMKM, simpanan dan pembukuan. Tanpa perintah: membuka jendela toko."),
)
@_data_option
@click.version_option(pkkmart.__version__, prog_name="PKK Mart")
@click.pass_context
def main(ctx: click.Context, data: Path | None) -> None:
    if ctx.invoked_subcommand is None:
        ctx.exit(open_window(data or default_data_dir()))


@main.command("verify", help=N_("Periksa semua dokumen terhadap buku besar; keluar 1 bila ada yang tidak cocok."))
@_data_option
@click.pass_context
def verify_command(ctx: click.Context, data: Path | None) -> None:
    from pkkmart.closing.verify import verify as run_checks

    failed = 0
    with _reading(_folder(ctx, data)):
        for check in run_checks():
            failed += not check.ok
            state = _("baik ") if check.ok else _("SALAH")
            click.echo(f"{state}  {check.name}: {check.figure}")
    sys.exit(1 if failed else 0)


@main.command("demo", help=N_("Mainkan toko contoh lewat operasi yang sama dengan layar, lalu buka jendelanya."))
@_data_option
@click.option("--days", type=click.IntRange(1, 400), default=10, show_default=True, help=N_("berapa hari dimainkan"))
@click.option(
    "--months", type=click.IntRange(1, 24), default=None, help=N_("sebagai gantinya: berapa bulan, termasuk yang ini")
)
@click.option(
    "--seed", type=int, default=7, show_default=True, help=N_("angka acak; sama seed dan tanggal, sama tokonya")
)
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), default=None, help=N_("hari terakhir (bawaan: hari ini)"))
@click.option("--no-window", is_flag=True, help=N_("jangan buka jendela sesudahnya"))
@click.pass_context
def demo_command(
    ctx: click.Context,
    data: Path | None,
    days: int,
    months: int | None,
    seed: int,
    until: datetime | None,
    no_window: bool,
) -> None:
    from pkkmart.demo.play import is_demo, play

    folder = _folder(ctx, data)
    last: date = until.date() if until else clock.today()
    with opened_shop(folder, synchronous="off") as opened:
        if is_demo():
            click.echo(_("Toko contoh sudah ada di {path}.").format(path=opened))
        else:
            played = days if months is None else (last - _months_before(last, months - 1)).days + 1
            click.echo(play(days=played, seed=seed, until=last, progress=click.echo))
    if not no_window:
        ctx.exit(open_window(folder))


@main.group("import", help=N_("Masukkan data dari berkas."))
def import_group() -> None:
    """Import commands."""


@import_group.command("products", help=N_("Impor daftar barang dari CSV."))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_data_option
@click.option("--dry-run", is_flag=True, help=N_("hanya periksa, tidak menyimpan apa pun"))
@click.option("--all", "show_all", is_flag=True, help=N_("tulis semua baris yang bermasalah"))
@click.pass_context
def import_products_command(ctx: click.Context, file: Path, data: Path | None, dry_run: bool, show_all: bool) -> None:
    from pkkmart.imports.operations import import_list
    from pkkmart.imports.queries import preview_file
    from pkkmart.imports.report import account

    assert ctx.parent is not None
    with opened_shop(_folder(ctx.parent, data)):
        preview = preview_file(file)
        for line in account(preview, show_all=show_all):
            click.echo(line)
        if dry_run:
            click.echo(_("Percobaan saja: tidak ada yang disimpan."))
        elif preview.good:
            count = import_list(SYSTEM, preview.good, preview.table.name)
            click.echo(_("{count} barang masuk ke daftar.").format(count=count))


def _months_before(day: date, count: int) -> date:
    """The first day of the month that lies `count` months before a day's own."""
    whole = day.year * 12 + day.month - 1 - count
    return date(whole // 12, whole % 12 + 1, 1)


@main.group("report", help=N_("Laporan sebagai PDF."))
def report_group() -> None:
    """Report commands."""


@report_group.command("month", help=N_("Semua laporan sebuah bulan, misalnya 2026-10."))
@click.argument("month")
@_data_option
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help=N_("folder tujuan"))
@click.pass_context
def report_month_command(ctx: click.Context, month: str, data: Path | None, out: Path) -> None:
    from pkkmart.reports.documents import month_set

    assert ctx.parent is not None
    with _reading(_folder(ctx.parent, data)):
        for path in month_set(month, out):
            click.echo(str(path))


@main.group("export", help=N_("Keluarkan data ke berkas yang dibaca program lain."))
def export_group() -> None:
    """Export commands."""


@export_group.command("ledger", help=N_("Seluruh buku besar sebagai teks untuk hledger, ledger atau beancount."))
@_data_option
@click.option(
    "--format", "kind", type=click.Choice([str(one) for one in LedgerFormat]), default="hledger", show_default=True
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help=N_("berkas yang ditulis"))
@click.pass_context
def export_ledger_command(ctx: click.Context, data: Path | None, kind: str, out: Path) -> None:
    assert ctx.parent is not None
    with _reading(_folder(ctx.parent, data)):
        click.echo(export_note(out, export_ledger(out, LedgerFormat(kind))))


@main.command("backup", help=N_("Buat cadangan yang diperiksa; toko boleh sedang buka."))
@_data_option
@click.option(
    "--to", type=click.Path(path_type=Path, file_okay=False), default=None, help=N_("folder (bawaan: Pengaturan)")
)
@click.pass_context
def backup_command(ctx: click.Context, data: Path | None, to: Path | None) -> None:
    folder = _folder(ctx, data)
    with _reading(folder, as_it_is=True):
        result = make_backup(to) if to is not None else back_up(pc_file(folder))
    click.echo(
        _("Cadangan {path}: {size} KB, diperiksa, {seconds} detik.").format(
            path=result.path, size=result.bytes // 1024, seconds=f"{result.seconds:.1f}".replace(".", ",")
        )
    )


@main.command("restore", help=N_("Kembali ke sebuah cadangan; data sekarang disimpan dulu di sebelahnya."))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_data_option
@click.option("--yes", is_flag=True, help=N_("pulihkan sungguh-sungguh; tanpa ini hanya diceritakan apa yang berubah"))
@click.pass_context
def restore_command(ctx: click.Context, file: Path, data: Path | None, yes: bool) -> None:
    from pkkmart.closing.operations import note_restore
    from pkkmart.core.restore import restore, restore_plan

    folder = _folder(ctx, data)
    for sentence in restore_plan(file, folder / FILE_NAME).sentences:
        click.echo(sentence)
    if not yes:
        click.echo(_("Belum ada yang diubah. Tambahkan --yes untuk memulihkan."))
        return
    done = restore(file, folder)
    with opened_shop(folder, create=False):
        note_restore(SYSTEM, file.name, done.saved.name if done.saved else "")
    click.echo(_("Dipulihkan ke {path}.").format(path=done.path))
    if done.saved:
        click.echo(_("Data sebelumnya disimpan di {path}.").format(path=done.saved))


@main.command("doctor", help=N_("Keadaan toko dalam satu layar, untuk dibacakan lewat telepon."))
@_data_option
@click.pass_context
def doctor_command(ctx: click.Context, data: Path | None) -> None:
    from pkkmart.closing.doctor import doctor_lines

    for line in doctor_lines(_folder(ctx, data)):
        click.echo(line)


@contextmanager
def _reading(folder: Path, *, as_it_is: bool = False) -> Iterator[None]:
    """The shop's database for a read while a window may be open: no lock is taken, so nothing is migrated or written.

    A shop of an older version is refused, unless it is only to be copied `as_it_is`.
    """
    open_to_read(folder / FILE_NAME, as_it_is=as_it_is)
    try:
        yield
    finally:
        close_database()
