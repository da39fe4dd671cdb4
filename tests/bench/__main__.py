"""`make bench`: every limit of speed on one table, in milliseconds and as ratios to the same by hand.

It reports and always ends well: a busy machine is no failure.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pkkmart.core.db import FILE_NAME, close_database, open_database
from pkkmart.core.settings import forget_cached
from tests.bench import lookup
from tests.bench.books import run_books, run_demo
from tests.bench.counter import CounterBench
from tests.bench.data import BOOKS, bench_shop
from tests.bench.goods import run_goods
from tests.bench.offers import PROMOTIONS, offered_shop
from tests.bench.sale import SalesBench
from tests.bench.table import Limit, Line, head, laid
from tests.bench.window import run_windows

FOLDER = Path(__file__).parents[2] / ".bench"


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tests.bench", description="Speed of the till.")
    options.add_argument(
        "--no-books", action="store_true", help="without the million postings (their shop takes long to build)"
    )
    options.add_argument("--quick", action="store_true", help="a fifth of the repetitions")
    told = options.parse_args()
    share = 5 if told.quick else 1
    print(_machine())
    try:
        shop = bench_shop(FOLDER)
    except Exception:
        traceback.print_exc(file=sys.stdout)
        return
    with tempfile.TemporaryDirectory(dir=FOLDER, ignore_cleanup_errors=True) as temporary:
        for part in (_sale, _offers, _lookups, _goods, _windows, _demo, *(() if told.no_books else (_books,))):
            try:
                for line in part(shop, Path(temporary), share):
                    print(laid(line), flush=True)
            except Exception:
                traceback.print_exc(file=sys.stdout)
                print("the rest of this part was not measured", flush=True)


def _machine() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{model or platform.processor() or platform.machine()}, {os.cpu_count()} cores{busy};"
        f" Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {sys.platform}"
    )


def _sale(shop: Path, folder: Path, share: int) -> Iterator[Line]:
    bench = SalesBench(shop, folder)
    different = bench.same_rows()
    print(f"by hand, 40 sales wrote {f'OTHER rows than checkout in {different}' if different else 'the same rows'}")
    print(head(), flush=True)
    ours, by_hand = bench.run(600 // share, seed=2027)
    bench.close()
    yield Line("sale of five lines, committed", ours, (Limit("ratio", 2, ""), Limit("p99", 25)), by_hand)
    yield Line("  the same by hand", by_hand)


def _offers(shop: Path, folder: Path, share: int) -> Iterator[Line]:
    offered = folder / "offers.db"
    offers = offered_shop(shop, offered)
    bench = SalesBench(offered, folder, offers)
    different = bench.same_rows()
    ours, by_hand = bench.run(600 // share, seed=2028)
    bench.close()
    yield Line("  of two promotions and a paket among five", ours, (Limit("ratio", 2, ""), Limit("p99", 25)), by_hand)
    yield Line(f"  the same by hand, {f'OTHER rows in {different}' if different else 'the same rows'}", by_hand)
    open_database(offered)
    forget_cached()
    counter = CounterBench(folder)
    painted, saved, first = counter.full_scans(600 // share, offers)
    limits = (Limit("ratio", 1.15, ""), Limit("p99", 16))
    yield Line(f"scan to painted row, 40th line, {PROMOTIONS} promotions", painted, limits, first)
    yield Line("  the 1st line, no promotions", first)
    yield Line("  and its draft kept (fsync)", saved, (Limit("p99", 16),))
    counter.close()
    close_database()
    forget_cached()


def _lookups(shop: Path, folder: Path, share: int) -> Iterator[Line]:
    path = folder / "counter.db"
    shutil.copyfile(shop, path)
    open_database(path)
    forget_cached()
    ours, by_hand, strokes = lookup.run_search(path, max(1, 5 // share))
    yield Line(f"search, each of {strokes} keystrokes", ours, (Limit("p99", 30),), by_hand)
    yield Line("  the same by hand, forgiving nothing", by_hand)
    ours, by_hand = lookup.run_codes(path, 5_000 // share)
    yield Line("product of a barcode", ours, (), by_hand)
    counter = CounterBench(folder)
    painted, saved, idle = counter.scans(600 // share)
    yield Line("scan to painted row", painted, (Limit("p99", 16),))
    yield Line("  and its draft kept (fsync)", saved, (Limit("p99", 16),))
    yield Line("  and the window at rest", idle)
    yield Line("scan of an unknown code, told", counter.misses(300 // share), (Limit("p99", 16),))
    yield Line("search to painted list", counter.searches(lookup.keystrokes()), (Limit("p99", 30),))
    counter.close()
    close_database()
    forget_cached()


def _goods(shop: Path, folder: Path, share: int) -> Iterator[Line]:
    path = folder / "goods.db"
    shutil.copyfile(shop, path)
    open_database(path, synchronous="off")
    forget_cached()
    yield from run_goods(folder, share)
    close_database()
    forget_cached()
    path.unlink()


def _windows(shop: Path, folder: Path, share: int) -> Iterator[Line]:
    shutil.copyfile(shop, folder / FILE_NAME)
    ready, peak, bare = run_windows(folder, FOLDER / "pycache", max(2, 10 // share), sales=50)
    yield Line("start to ready-to-scan, PIN included", ready, (Limit("p99", 1_500),), bare)
    yield Line("  a bare Qt window", bare)
    yield Line("peak of memory after 50 sales", peak, (Limit("p99", 200, "MiB"),), unit="MiB")


def _demo(shop: Path, folder: Path, share: int) -> Iterator[Line]:
    yield from run_demo(folder / "demo", max(1, 5 // share))


def _books(shop: Path, folder: Path, share: int) -> Iterator[Line]:
    path = folder / "books.db"
    shutil.copyfile(bench_shop(FOLDER, BOOKS), path)
    yield from run_books(path, max(2, 50 // share))


if __name__ == "__main__":
    main()
