"""The headless door, and with no command the window."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

import pkkmart
from pkkmart.closing.verify import verify as run_checks
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import FILE_NAME, close_database, open_database
from pkkmart.core.errors import PkkError
from pkkmart.core.paths import default_data_dir
from pkkmart.core.shop import opened_shop

_DATA = "folder data toko (bawaan: folder data pengguna)"


class _Sentences(click.Group):
    """Turns what people can act on into one sentence and exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except PkkError as error:
            click.echo(str(error), err=True)
            ctx.exit(2)


def _data_option(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--data", type=click.Path(path_type=Path, file_okay=False), default=None, help=_DATA)(function)


def _folder(ctx: click.Context, data: Path | None) -> Path:
    outer = ctx.parent.params.get("data") if ctx.parent else None
    return data or outer or default_data_dir()


@click.group(cls=_Sentences, invoke_without_command=True)
@_data_option
@click.version_option(pkkmart.__version__, prog_name="PKK Mart")
@click.pass_context
def main(ctx: click.Context, data: Path | None) -> None:
    """PKK Mart: kasir, titipan UMKM, simpanan dan pembukuan. Tanpa perintah: membuka jendela toko."""
    if ctx.invoked_subcommand is None:
        ctx.exit(_open_window(data or default_data_dir()))


def _open_window(folder: Path) -> int:
    # The window's libraries are not loaded for the headless commands.
    from pkkmart.app import run_window

    return run_window(folder)


@main.command("verify")
@_data_option
@click.pass_context
def verify_command(ctx: click.Context, data: Path | None) -> None:
    """Periksa semua dokumen terhadap buku besar; keluar 1 bila ada yang tidak cocok."""
    folder = _folder(ctx, data)
    open_database(folder / FILE_NAME, create=False)
    failed = 0
    try:
        for check in run_checks():
            failed += not check.ok
            click.echo(f"{'baik ' if check.ok else 'SALAH'}  {check.name}: {check.figure}")
    finally:
        close_database()
    sys.exit(1 if failed else 0)


@main.command("demo")
@_data_option
@click.option("--days", type=click.IntRange(1, 400), default=10, show_default=True, help="berapa hari dimainkan")
@click.option("--seed", type=int, default=7, show_default=True, help="angka acak; sama seed dan tanggal, sama tokonya")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), default=None, help="hari terakhir (bawaan: hari ini)")
@click.option("--no-window", is_flag=True, help="jangan buka jendela sesudahnya")
@click.pass_context
def demo_command(
    ctx: click.Context, data: Path | None, days: int, seed: int, until: datetime | None, no_window: bool
) -> None:
    """Mainkan toko contoh lewat operasi yang sama dengan layar, lalu buka jendelanya."""
    from pkkmart.demo.play import is_demo, play

    folder = _folder(ctx, data)
    last: date = until.date() if until else clock.today()
    with opened_shop(folder, synchronous="off") as opened:
        if is_demo():
            click.echo(f"Toko contoh sudah ada di {opened}.")
        else:
            click.echo(play(days=days, seed=seed, until=last, progress=click.echo))
    if not no_window:
        ctx.exit(_open_window(folder))


@main.group("import")
def import_group() -> None:
    """Masukkan data dari berkas."""


@import_group.command("products")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_data_option
@click.option("--dry-run", is_flag=True, help="hanya periksa, tidak menyimpan apa pun")
@click.option("--all", "show_all", is_flag=True, help="tulis semua baris yang bermasalah")
@click.pass_context
def import_products_command(ctx: click.Context, file: Path, data: Path | None, dry_run: bool, show_all: bool) -> None:
    """Impor daftar barang dari CSV."""
    from pkkmart.imports.operations import import_products
    from pkkmart.imports.queries import preview_file
    from pkkmart.imports.report import account

    assert ctx.parent is not None
    with opened_shop(_folder(ctx.parent, data)):
        preview = preview_file(file)
        for line in account(preview, show_all=show_all):
            click.echo(line)
        if dry_run:
            click.echo("Percobaan saja: tidak ada yang disimpan.")
        elif preview.good:
            count = import_products(SYSTEM, preview.good, preview.table.name)
            click.echo(f"{count} barang masuk ke daftar.")
