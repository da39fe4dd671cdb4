"""QRIS as text: vectors recomputed by hand, every changed character refused, an amount put in where it belongs."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkkmart.core.errors import UserError
from pkkmart.sales import qris
from pkkmart.sales.qris import Field, build, check_static, crc16, parse, with_amount

PUBLISHED = (
    "00020101021126570011ID.DANA.WWW011893600915302259148102090225914810303UMI51440014ID.CO.QRIS.WWW"
    "0215ID10200176114730303UMI5204581253033605802ID5922Warung Sayur Bu Sugeng6010Kab. Demak610559567630458C7"
)
FICTIONAL = (
    "00020101021126680016ID.CO.CONTOH.WWW01189360099900000000170215PKKMART000000010303UMI51440014ID.CO.QRIS.WWW"
    "0215ID10999999999910303UMI5204541153033605802ID5915PKK MART CONTOH6007TANGSEL610515310630439CE"
)


def sealed(fields: list[Field]) -> str:
    """A code of fields, with the CRC that makes it whole."""
    body = build(field for field in fields if field.tag != "63") + "6304"
    return body + crc16(body)


def changed(tag: str, value: str | None, text: str = FICTIONAL) -> str:
    """The fictional code with another value in one field, or without it; a new field stands before the country."""
    fields = [field for field in parse(text) if field.tag != tag or value is not None]
    if value is None:
        return sealed(fields)
    if all(field.tag != tag for field in fields):
        fields.insert(next(place for place, field in enumerate(fields) if field.tag == "58"), Field(tag, value))
    return sealed([Field(tag, value) if field.tag == tag else field for field in fields])


def test_the_checksum_is_ccitt_false() -> None:
    assert crc16("123456789") == "29B1"


def test_a_published_code_says_whom_it_pays() -> None:
    merchant = check_static(PUBLISHED)
    assert (merchant.name, merchant.city, merchant.nmid, merchant.criteria, merchant.category_code) == (
        "Warung Sayur Bu Sugeng", "Kab. Demak", "ID1020017611473", "UMI", "5812",
    )  # fmt: skip
    assert merchant.text == PUBLISHED


def test_an_amount_makes_a_published_code_dynamic() -> None:
    code = with_amount(PUBLISHED, 10_000)
    assert code.startswith("000201010212")
    assert code.endswith("5405100005802ID5922Warung Sayur Bu Sugeng6010Kab. Demak6105595676304460E")


def test_the_fictional_code_with_an_amount_and_a_receipt_number() -> None:
    code = with_amount(FICTIONAL, 25_500)
    assert code.endswith("53033605405255005802ID5915PKK MART CONTOH6007TANGSEL61051531063045411")
    with_terminal = sealed([*parse(FICTIONAL)[:-1], Field("62", "0703K01")])
    numbered = with_amount(with_terminal, 25_500, "INV2611240001")
    assert numbered == code.removesuffix("63045411") + "62240113INV26112400010703K0163048FF6"


@pytest.mark.parametrize("text", [PUBLISHED, FICTIONAL], ids=["published", "fictional"])
def test_one_changed_character_is_refused_wherever_it_stands(text: str) -> None:
    for place, sign in enumerate(text):
        for other in "0159AFaz .é\n":
            if other != sign:
                with pytest.raises(UserError):
                    check_static(text[:place] + other + text[place + 1 :])


@pytest.mark.parametrize("text", [PUBLISHED, FICTIONAL], ids=["published", "fictional"])
def test_a_code_cut_anywhere_is_refused(text: str) -> None:
    for length in range(len(text)):
        with pytest.raises((qris.NotQris, qris.QrisTruncated)):
            check_static(text[:length])


def test_what_copying_adds_is_forgiven() -> None:
    copied = f"  {FICTIONAL[:60]}\r\n{FICTIONAL[60:]}\n\n"
    assert check_static(copied) == check_static(FICTIONAL)
    assert with_amount(copied, 25_500) == with_amount(FICTIONAL, 25_500)


@pytest.mark.parametrize(
    ("text", "kind", "sentence"),
    [
        ("", qris.NotQris, "Ini bukan teks QRIS: awalnya harus 000201."),
        ("https://contoh.id/bayar", qris.NotQris, "Ini bukan teks QRIS"),
        (FICTIONAL.replace(" MART", "\u00a0MART"), qris.QrisForeignSign, "Tanda “\u00a0” di huruf ke-161"),
        (FICTIONAL[:-1], qris.QrisTruncated, "Teks QRIS terpotong"),
        (FICTIONAL[:-4] + "39ce", qris.QrisTruncated, "Teks QRIS terpotong"),
        (FICTIONAL.replace("CONTOH6007", "CONTOK6007"), qris.QrisCrcWrong,
         "Teks QRIS ini berubah: satu huruf saja berbeda sudah membuatnya salah (CRC 39CE, seharusnya "),
        (changed("59", "PKK").replace("5903PKK", "5909PKK"), qris.QrisCrcWrong, "Teks QRIS ini berubah"),
        (changed("01", "12"), qris.QrisDynamic, "QRIS ini hanya untuk sekali bayar"),
        (with_amount(FICTIONAL, 500), qris.QrisDynamic, "QRIS ini hanya untuk sekali bayar"),
        (changed("55", "01"), qris.QrisAsksTip, "QRIS ini meminta tip"),
        (changed("57", "05"), qris.QrisAsksTip, "QRIS ini meminta tip"),
        (changed("51", None), qris.QrisWithoutNmid, "QRIS ini tidak punya NMID"),
        (changed("51", "0014ID.CO.QRIS.WWW0212ID1099999999"), qris.QrisWithoutNmid, "QRIS ini tidak punya NMID"),
        (changed("51", "0012ID.CO.LAIN.A0215ID1099999999991"), qris.QrisWithoutNmid, "QRIS ini tidak punya NMID"),
        (changed("53", "702"), qris.QrisForeign, "(mata uang 702, negara ID)"),
        (changed("58", "MY"), qris.QrisForeign, "(mata uang 360, negara MY)"),
        (changed("53", None), qris.QrisForeign, "(mata uang ?, negara ID)"),
        (changed("59", None), qris.QrisIncomplete, "QRIS ini tidak menyebut nama toko."),
        (changed("60", "  "), qris.QrisIncomplete, "QRIS ini tidak menyebut kota."),
        (changed("52", None), qris.QrisIncomplete, "QRIS ini tidak menyebut jenis usaha."),
        (changed("62", "0799K01"), qris.QrisBroken, "rusak di “0799K01”"),
        (sealed([*parse(FICTIONAL), Field("59", "LAIN")]), qris.QrisRepeated, "Bagian 59"),
    ],
)  # fmt: skip
def test_what_is_no_static_code_of_a_shop_here_is_refused(text: str, kind: type[UserError], sentence: str) -> None:
    with pytest.raises(kind, match=re.escape(sentence)):
        check_static(text)


def test_a_whole_checksum_over_broken_fields_is_refused() -> None:
    for body in ("0002015909PKK6304", "000201xx03PKK6304", "00020156304"):
        with pytest.raises(qris.QrisBroken):
            check_static(body + crc16(body))


def test_a_checksum_that_hides_in_another_field_is_refused() -> None:
    """The text ends as it must, but what stands there is the end of a name and an empty field."""
    bodies = (build([Field("00", "01"), Field("59", f"PKK {number} 6304")]) for number in range(100_000))
    body = next(body for body in bodies if re.fullmatch(r"\d\d00", crc16(body)))
    with pytest.raises(qris.QrisTruncated):
        check_static(body + crc16(body))


def test_an_amount_set_by_the_acquirer_makes_way_for_ours() -> None:
    assert with_amount(changed("54", "999.00"), 25_500) == with_amount(FICTIONAL, 25_500)


def test_a_code_without_a_point_of_initiation_gets_one() -> None:
    assert with_amount(changed("01", None), 25_500) == with_amount(FICTIONAL, 25_500)


def test_a_reference_keeps_to_the_signs_and_the_room_there_is() -> None:
    extra = dict(parse(with_amount(FICTIONAL, 1, "PM-26-000417 é" + "9" * 40)))["62"]
    assert parse(extra) == (Field("01", "PM-26-000417" + "9" * 13),)
    crowded = sealed([*parse(FICTIONAL)[:-1], Field("62", build([Field("07", "K" * 90)]))])
    assert dict(parse(with_amount(crowded, 1, "PM-26-000417")))["62"] == "0790" + "K" * 90
    assert "62" not in dict(parse(with_amount(FICTIONAL, 1, "é …")))


@pytest.mark.parametrize("amount", [0, -500, 10**13])
def test_an_amount_that_is_none_is_our_own_mistake(amount: int) -> None:
    with pytest.raises(ValueError, match="no QRIS for"):
        with_amount(FICTIONAL, amount)


def test_a_value_too_long_for_its_two_digits_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="field 59 is 100 signs long"):
        build([Field("59", "x" * 100)])


TAGS = st.integers(0, 99).map("{:02d}".format)
FIELDS = st.lists(st.builds(Field, TAGS, st.text(max_size=99)), max_size=12)


@given(FIELDS)
def test_fields_written_are_the_fields_read(fields: list[Field]) -> None:
    assert list(parse(build(fields))) == fields


@given(st.text(alphabet="0123456789abc", max_size=60))
def test_a_text_read_is_the_text_written(text: str) -> None:
    try:
        fields = parse(text)
    except qris.QrisBroken:
        return
    assert build(fields) == text


@given(st.integers(1, 10**13 - 1), st.text(max_size=40), st.sampled_from([PUBLISHED, FICTIONAL]))
def test_any_amount_leaves_the_rest_of_the_code_alone(amount: int, reference: str, text: str) -> None:
    code = with_amount(text, amount, reference)
    fields, before = dict(parse(code)), dict(parse(text))
    assert crc16(code[:-4]) == code[-4:]
    assert (fields["54"], fields["01"], code[:6]) == (str(amount), "12", "000201")
    ours = ("01", "54", "62", "63")
    assert [field for field in fields.items() if field[0] not in ours] == [
        field for field in before.items() if field[0] not in ours
    ]


@given(st.text(max_size=300))
def test_any_text_is_answered_with_a_sentence(text: str) -> None:
    for tried in (text, "000201" + text, FICTIONAL[:-8] + text + FICTIONAL[-8:]):
        if tried.strip() != FICTIONAL and re.sub(r"[\r\n\t\u2028\u2029]", "", tried).strip() != FICTIONAL:
            with pytest.raises(UserError):
                check_static(tried)
