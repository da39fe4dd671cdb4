"""The look keeps its promises: contrast, sizes, icons, figures that line up."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pkkmart.ui.buttons import Button, DangerButton, GhostButton, IconButton, PillButton, PrimaryButton, SecondaryButton
from pkkmart.ui.cards import Avatar, BigFigure, Caption, Chip, StatCard, StatusDot
from pkkmart.ui.icons import names, pixmap
from pkkmart.ui.rail import Rail, RailItem
from pkkmart.ui.theme import CONTRAST, DARK, LIGHT, TARGET, Tokens, apply_theme, contrast, current, style_sheet

THEMES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("text", ["ink", "muted", "figure", "attention_text", "danger", "good"])
def test_text_can_be_read_on_every_ground(tokens: Tokens, text: str) -> None:
    for ground in ("card", "ground", "tint"):
        assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5, (text, ground)


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_pairs_that_meet_can_be_read(tokens: Tokens) -> None:
    pairs = [
        ("on_primary", "primary"), ("on_primary", "pressed"), ("on_danger", "danger"), ("rail_text", "rail"),
        ("rail_text", "rail_active"), ("attention_text", "attention_tint"), ("danger", "danger_tint"),
        ("ink", "keycap"), ("ink", "attention_tint"), ("ink", "danger_tint"), ("pressed", "tint"),
    ]  # fmt: skip
    for text, ground in pairs:
        assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5, (text, ground)
    for edge in ("border", "focus"):
        assert contrast(getattr(tokens, edge), tokens.card) >= 3, edge


def test_contrast_is_that_of_wcag() -> None:
    assert round(contrast("#000000", "#FFFFFF"), 1) == 21.0
    assert round(contrast("#777777", "#FFFFFF"), 2) == 4.48


def test_digits_are_equally_wide(qapp: QApplication) -> None:
    for weight in (400, 500, 600, 700):
        metrics = QFontMetricsF(current().font("total", weight))
        assert len({round(metrics.horizontalAdvance(digit), 3) for digit in "0123456789"}) == 1


def test_sizes_follow_the_setting(qapp: QApplication) -> None:
    assert apply_theme(qapp).points("base") == 10
    theme = apply_theme(qapp, scale_percent=150, dark=True)
    assert (theme.points("base"), theme.px(44), theme.tokens) == (15, 66, DARK)
    assert "$" not in style_sheet(theme)


def test_every_icon_draws_something(qapp: QApplication) -> None:
    assert len(names()) > 80
    for name in names():
        image = pixmap(name, 24, "#FF0000").toImage()
        inked = [
            image.pixelColor(x, y)
            for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 200
        ]  # fmt: skip
        assert inked, name
        assert all(color.red() > 200 and color.green() < 40 for color in inked), name


def test_a_missing_icon_is_a_bug(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        pixmap("no-such-icon")


def test_controls_are_big_enough_and_named(qtbot: QtBot, qapp: QApplication) -> None:
    widgets: list[QWidget] = [
        PrimaryButton("Bayar tunai", "F12", big=True),
        PrimaryButton("Simpan"),
        SecondaryButton("QRIS", "F9", icon="qr-code"),
        DangerButton("Hapus"),
        GhostButton("Lainnya"),
        IconButton("x", "Tutup"),
        PillButton("Kue pagi ini"),
    ]
    for widget in widgets:
        qtbot.addWidget(widget)
        widget.show()
        assert widget.height() >= TARGET
        assert widget.width() >= TARGET
        assert widget.accessibleName()
    assert widgets[0].accessibleName() == "Bayar tunai"


@pytest.mark.parametrize("kind", [PrimaryButton, DangerButton, PillButton, SecondaryButton])
def test_the_focus_is_seen_on_every_button(qtbot: QtBot, qapp: QApplication, kind: Callable[..., Button]) -> None:
    """A filled button's border has the colour of the focus anyway."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    button, other = kind("Simpan"), SecondaryButton("Batal")
    for each in (button, other):
        column.addWidget(each)
    if button.isCheckable():
        button.setChecked(True)
    qtbot.addWidget(holder)
    holder.show()
    holder.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    without = button.grab().toImage()
    button.setFocus()
    focused = button.grab().toImage()
    places = [(x, y) for x in range(focused.width()) for y in range(focused.height())]
    changed = [_far(focused.pixelColor(x, y), without.pixelColor(x, y)) for x, y in places]
    assert sum(changed) > focused.width()


def _far(one: QColor, other: QColor) -> bool:
    return contrast(one.name(), other.name()) >= 3


@pytest.mark.parametrize("y", [1, 22, 42])
def test_a_pill_answers_over_its_whole_height(qtbot: QtBot, qapp: QApplication, y: int) -> None:
    pill = PillButton("Kue pagi ini")
    qtbot.addWidget(pill)
    pill.show()
    QTest.mouseClick(pill, Qt.MouseButton.LeftButton, pos=QPoint(pill.width() // 2, y))
    assert pill.isChecked()


def test_a_long_figure_shrinks_rather_than_be_cut(qtbot: QtBot, qapp: QApplication) -> None:
    figure = BigFigure("Rp 345.500", step="total")
    qtbot.addWidget(figure)
    figure.resize(300, 60)
    assert figure.figure_font(300).pointSizeF() == current().points("total")
    figure.setText("Rp 12.345.678.900")
    font = figure.figure_font(300)
    assert QFontMetricsF(font).horizontalAdvance(figure.text()) <= 300


def test_small_widgets_say_what_they_show(qtbot: QtBot, qapp: QApplication) -> None:
    dot, avatar, chip, stat = StatusDot("Printer siap"), Avatar("Siti Wahyuni"), Chip("baru"), StatCard("Total", "Rp 0")
    for widget in (dot, avatar, chip, stat):
        qtbot.addWidget(widget)
    chip.set("")
    stat.set("Rp 5.000", "lunas", note_tone="good")
    assert (dot.accessibleName(), avatar.initials, chip.isHidden()) == ("Printer siap", "SW", True)
    assert (stat.figure.text(), stat.caption.text(), Caption("kas laci").text()) == ("Rp 5.000", "TOTAL", "KAS LACI")


def test_the_rail_shrinks_to_icons_in_a_low_window(qtbot: QtBot, qapp: QApplication) -> None:
    rail = Rail([RailItem("home", "house", "PKK Mart\nBeranda", 0), RailItem("sales", "store", "Kasir", 1)])
    qtbot.addWidget(rail)
    chosen: list[str] = []
    rail.chosen.connect(chosen.append)
    rail.show()
    rail.resize(92, 768)
    wide = rail.width()
    assert not rail.buttons[0].icons_only
    rail.resize(92, 560)
    assert rail.buttons[0].icons_only
    assert rail.width() < wide
    rail.buttons[1].click()
    assert chosen == ["sales"]
    assert rail.buttons[1].accessibleName() == "Kasir"
    assert "Alt+1" in rail.buttons[1].toolTip()
