"""The look in one place: colours, sizes and fonts by name, so that a screen never writes a number of its own."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from string import Template
from typing import Final

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from pkkmart.core.paths import resources_dir

FAMILY: Final = "Plus Jakarta Sans"
MONO: Final = "JetBrains Mono"
TARGET: Final = 44
"""Least height and width in pixels of what a finger must hit."""

GAP: Final = 12
"""Pixels between cards; the steps are 4, 8, 12, 16, 24."""

_POINTS: Final = {
    "small": 8.25,
    "caption": 9.25,
    "base": 10.0,
    "medium": 11.5,
    "button": 15.0,
    "large": 17.5,
    "figure": 20.0,
    "money": 28.0,
    "total": 34.0,
}


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours by what they are for. Text colours keep 4.5:1 on card, ground and tint."""

    ink: str
    muted: str
    line: str
    border: str
    ground: str
    card: str
    primary: str
    pressed: str
    on_primary: str
    tint: str
    figure: str
    focus: str
    rail: str
    rail_active: str
    rail_text: str
    attention: str
    attention_text: str
    attention_tint: str
    danger: str
    on_danger: str
    danger_tint: str
    good: str
    keycap: str
    disabled: str
    bar: str


LIGHT: Final = Tokens(
    ink="#0F2A2E", muted="#547074", line="#DDE7E6", border="#7F9997", ground="#F4F8F7", card="#FFFFFF",
    primary="#0B7A75", pressed="#075E5A", on_primary="#FFFFFF", tint="#E3F3F1", figure="#075E5A", focus="#0B7A75",
    rail="#083F3D", rail_active="#0F5C58", rail_text="#D9EAE8",
    attention="#F2A900", attention_text="#855600", attention_tint="#FDF3DA",
    danger="#BA3B35", on_danger="#FFFFFF", danger_tint="#FCEBEA", good="#167A50",
    keycap="#EDF3F2", disabled="#DDE7E6", bar="#9FD0CC",
)  # fmt: skip

DARK: Final = Tokens(
    ink="#E8F2F1", muted="#A3BAB8", line="#27413F", border="#5F7F7C", ground="#0C1F1E", card="#132B2A",
    primary="#3DB8AF", pressed="#6FD3CB", on_primary="#04211F", tint="#173D3A", figure="#7ADBD3", focus="#6FD3CB",
    rail="#061716", rail_active="#14403D", rail_text="#D9EAE8",
    attention="#F2A900", attention_text="#F4C04A", attention_tint="#3A2E10",
    danger="#F58C86", on_danger="#2B0806", danger_tint="#43201E", good="#6AD3A2",
    keycap="#1C3836", disabled="#27413F", bar="#2B6A66",
)  # fmt: skip

CONTRAST: Final = Tokens(
    ink="#000000", muted="#26383A", line="#5A6B6A", border="#000000", ground="#FFFFFF", card="#FFFFFF",
    primary="#004E4A", pressed="#002E2C", on_primary="#FFFFFF", tint="#D2F0EC", figure="#00322F", focus="#B00060",
    rail="#001A19", rail_active="#00605B", rail_text="#FFFFFF",
    attention="#F2A900", attention_text="#5C3A00", attention_tint="#FDF3DA",
    danger="#8E1510", on_danger="#FFFFFF", danger_tint="#FCEBEA", good="#004D2B",
    keycap="#FFFFFF", disabled="#C9D4D3", bar="#5FA19C",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Theme:
    """The chosen colours and the chosen text size, for widgets that paint themselves."""

    tokens: Tokens = LIGHT
    scale_percent: int = 100

    def points(self, step: str) -> float:
        """Size of a text step (`small` … `total`) in points, at the chosen text size."""
        return round(_POINTS[step] * self.scale_percent / 100, 2)

    def px(self, pixels: int) -> int:
        """A length that must grow with the text, in pixels."""
        return round(pixels * self.scale_percent / 100)

    def color(self, name: str) -> QColor:
        """A token as Qt's colour."""
        return QColor(getattr(self.tokens, name))

    def font(self, step: str = "base", weight: int = 400) -> QFont:
        """A font of the kit; weight is 400, 500, 600 or 700."""
        font = QFont(FAMILY)
        font.setPointSizeF(self.points(step))
        font.setWeight(QFont.Weight(weight))
        return font


TONES: Final = {
    "plain": "ink", "muted": "muted", "primary": "figure", "good": "good",
    "attention": "attention_text", "danger": "danger", "card": "ink",
}  # fmt: skip
"""How a text can be toned, and the token each tone takes."""

_current = Theme()


def current() -> Theme:
    """The theme in force."""
    return _current


def tone_color(tone: str) -> QColor:
    """The text colour of a tone in the theme in force."""
    return _current.color(TONES[tone])


def side_width(page_width: int) -> int:
    """Pixels for the column at the right of a page: 340 at 100 %, at most a third of the page."""
    return min(current().px(340), max(300, page_width // 3))


def load_fonts() -> None:
    """Register the shipped fonts with Qt; a missing file leaves the system's font in its place."""
    for path in sorted((resources_dir() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def style_sheet(theme: Theme) -> str:
    """The QSS of a theme: the shipped template with every token filled in."""
    values: dict[str, object] = dict(asdict(theme.tokens))
    values |= {f"pt_{step}": theme.points(step) for step in _POINTS}
    template = (resources_dir() / "theme.qss").read_text(encoding="utf-8")
    return Template(template).substitute(values)


def apply_theme(
    app: QApplication, *, scale_percent: int = 100, dark: bool = False, high_contrast: bool = False
) -> Theme:
    """Dress the whole program; may be called again while it runs, and open screens follow."""
    global _current
    if FAMILY not in QFontDatabase.families():
        load_fonts()
    tokens = CONTRAST if high_contrast else DARK if dark else LIGHT
    _current = Theme(tokens, scale_percent)
    if not app.property("fusion"):  # under a style sheet the style has no name to ask for, and setting it costs 0.2 s
        app.setStyle("Fusion")
        app.setProperty("fusion", True)
    sheet = style_sheet(_current)
    if app.styleSheet() != sheet:  # dressing what is dressed so already polishes every widget for nothing
        app.setPalette(_palette(_current))
        app.setFont(_current.font())
        app.setStyleSheet(sheet)
    return _current


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: "ground", QPalette.ColorRole.WindowText: "ink", QPalette.ColorRole.Base: "card",
        QPalette.ColorRole.AlternateBase: "ground", QPalette.ColorRole.Text: "ink", QPalette.ColorRole.Button: "card",
        QPalette.ColorRole.ButtonText: "ink", QPalette.ColorRole.Highlight: "primary",
        QPalette.ColorRole.HighlightedText: "on_primary", QPalette.ColorRole.PlaceholderText: "muted",
        QPalette.ColorRole.ToolTipBase: "ink", QPalette.ColorRole.ToolTipText: "card",
        QPalette.ColorRole.Link: "primary",
    }  # fmt: skip
    for role, name in roles.items():
        palette.setColor(role, theme.color(name))
    return palette


def contrast(first: str, second: str) -> float:
    """WCAG 2 contrast ratio of two colours `#RRGGBB`."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    parts = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def tint_of(tone: str) -> QColor:
    """The fill that goes under a tone's text (`card` for a white one)."""
    return _current.color({"attention": "attention_tint", "danger": "danger_tint", "card": "card"}.get(tone, "tint"))
