"""The pages behind the doors, each imported when it is first opened, so that the counter waits for no other page."""

from __future__ import annotations

from pkkmart.ui.page import Context, Page


def home(context: Context) -> Page:
    from pkkmart.shell.home import HomePage

    return HomePage(context)


def counter(context: Context) -> Page:
    from pkkmart.sales.screen import CounterPage

    return CounterPage(context)


def receipts(context: Context) -> Page:
    from pkkmart.sale_changes.screen import ReceiptsPage

    return ReceiptsPage(context)


def stock(context: Context) -> Page:
    from pkkmart.stock.screen import StockPage

    return StockPage(context)


def receive(context: Context) -> Page:
    from pkkmart.purchasing.screen import ReceivePage

    return ReceivePage(context)


def expiry(context: Context) -> Page:
    from pkkmart.consignment.screen.expiry import ExpiryPage

    return ExpiryPage(context)


def stocktake(context: Context) -> Page:
    from pkkmart.stocktake.screen import StocktakePage

    return StocktakePage(context)


def labels(context: Context) -> Page:
    from pkkmart.labels.screen import LabelsPage

    return LabelsPage(context)


def certificates(context: Context) -> Page:
    from pkkmart.certificates.screen import CertificatesPage

    return CertificatesPage(context)


def promotions(context: Context) -> Page:
    from pkkmart.pricing.screen import PromotionsPage
    from pkkmart.shell.floors import floors

    return PromotionsPage(context, floors=floors)


def product_import(context: Context) -> Page:
    from pkkmart.imports.screen import ImportPage

    return ImportPage(context)


def opening(context: Context) -> Page:
    from pkkmart.imports.screen import OpeningPage

    return OpeningPage(context)


def consignors(context: Context) -> Page:
    from pkkmart.consignment.screen import ConsignorsPage

    return ConsignorsPage(context)


def daily(context: Context) -> Page:
    from pkkmart.consignment.screen import DailyPage

    return DailyPage(context)


def delivery(context: Context) -> Page:
    from pkkmart.consignment.screen import DeliveryPage

    return DeliveryPage(context)


def savings(context: Context) -> Page:
    from pkkmart.savings.screen import SavingsPage

    return SavingsPage(context)


def bon(context: Context) -> Page:
    from pkkmart.receivables.screen import BonPage

    return BonPage(context)


def cash(context: Context) -> Page:
    from pkkmart.cashbook.screen import CashPage

    return CashPage(context)


def suppliers(context: Context) -> Page:
    from pkkmart.purchasing.screen.suppliers import SuppliersPage

    return SuppliersPage(context)


def journal(context: Context) -> Page:
    from pkkmart.ledger.screen import JournalPage

    return JournalPage(context)


def closing(context: Context) -> Page:
    from pkkmart.closing.screen import ClosePage

    return ClosePage(context)


def reports(context: Context) -> Page:
    from pkkmart.reports.screen import ReportsPage

    return ReportsPage(context)


def settings(context: Context) -> Page:
    from pkkmart.shell.settings_page import SettingsPage

    return SettingsPage(context)


def rules(context: Context) -> Page:
    from pkkmart.shell.rules_page import RulesPage

    return RulesPage(context)


def welcome(context: Context) -> Page:
    from pkkmart.shell.welcome import WelcomePage

    return WelcomePage(context)


def close_shift(context: Context) -> Page:
    from pkkmart.sales.operations.shift_papers import print_x, print_z
    from pkkmart.till.screen import CloseShiftPage, ShiftPapers

    return CloseShiftPage(context, papers=ShiftPapers(print_x, print_z))
