"""How labels are printed."""

from __future__ import annotations

from pkkmart.core.i18n import N_
from pkkmart.core.named import Named


class LabelWay(Named):
    """On sheets or rolls of labels, through a PDF; or on the paper of the receipt printer."""

    SHEET = "SHEET", N_("lembar label")
    STRIP = "STRIP", N_("strip struk")
