"""Reads of what a shop brings with it, one file a noun: its lists, its opening balances."""

from pkkmart.imports.queries.again import list_of_shop
from pkkmart.imports.queries.columns import columns_of
from pkkmart.imports.queries.lists import (
    ListImportRow,
    Reading,
    first_clash,
    judge_list,
    known_to_shop,
    list_import,
    list_imports,
    preview_file,
    read_list,
)
from pkkmart.imports.queries.opening import (
    OpeningDocument,
    find_opening,
    first_traded_on,
    judge_opening,
    judge_sheet,
    known_people,
    latest_opening_day,
    opening_document,
    read_opening,
    standing_opening,
)
