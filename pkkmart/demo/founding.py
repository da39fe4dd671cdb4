"""The day before the first: people, goods, terms, opening balances and full shelves, each by its operation."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from stdnum import ean

from pkkmart.consignment.operations import agree_terms
from pkkmart.consignment.rules import Bearer, Terms, TermsModel
from pkkmart.core.actor import SYSTEM
from pkkmart.core.quantity import ONE
from pkkmart.demo.cast import Article, Buyer, Cast
from pkkmart.demo.certified import certify
from pkkmart.demo.clock import PlayClock, moment
from pkkmart.demo.consignors import CONSIGNORS, Consignor
from pkkmart.demo.credit import grant_limits
from pkkmart.demo.goods import GOODS, Good, Shelf
from pkkmart.demo.members import CHAIR, HOUSEHOLDS, JOINED, MEMBERS, MEN, REGULARS, USERS
from pkkmart.demo.offers import make_offers
from pkkmart.demo.opening import opening_lines
from pkkmart.demo.operations import dress_shop
from pkkmart.demo.restock import bring_lasting_goods, buy_goods, by_source
from pkkmart.demo.suppliers import SUPPLIERS
from pkkmart.imports.opening import OpeningDraft, OpeningLine, account_words, kind_of_account
from pkkmart.imports.operations import record_opening
from pkkmart.ledger.posting import Line
from pkkmart.people.operations import PersonDetails, join_group, register_household, register_person
from pkkmart.people.queries import CapacityKind, areas, people_with
from pkkmart.printing.letterhead import (
    SHOP_ADDRESS,
    SHOP_COOP_NUMBER,
    SHOP_LEGAL_NAME,
    SHOP_LEGAL_NUMBER,
    SHOP_NAME,
    SHOP_NIB,
    SHOP_PHONE,
    SHOP_TAX_NUMBER,
)
from pkkmart.products.operations import ProductDetails, create_product
from pkkmart.products.queries import by_ids
from pkkmart.reports import settings as signing
from pkkmart.sales.cart import Member
from pkkmart.users.operations import ShopFacts, add_user, found_shop
from pkkmart.users.queries import actor_of

_NAME: Final = "PKK Mart Tangsel (contoh)"
_LETTERHEAD: Final = (
    (SHOP_LEGAL_NAME, "Koperasi Konsumen PKK Contoh Sejahtera"),
    (SHOP_ADDRESS, "Jl. Contoh No. 10, Serpong, Tangerang Selatan"),
    (SHOP_PHONE, "021-000-0000"),
    (signing.CHAIR, "Hj. Ratna Juwita"),
    (signing.SECRETARY, "Ida Farida"),
    (signing.TREASURER, "Endang Lestari"),
    (signing.PLACE, "Tangerang Selatan"),
    (SHOP_LEGAL_NUMBER, "AHU-0000000.AH.01.29.Tahun 2021"),
    (SHOP_COOP_NUMBER, "3674000000000"),
    (SHOP_NIB, "0000000000000"),
    (SHOP_TAX_NUMBER, "00.000.000.0-000.000"),
)
_TERMS_DAYS_BEFORE: Final = 180
_INVENTED_PREFIX: Final = 8_999_999


@dataclass(slots=True)
class _Founding:
    """What is known so far while the shop is put together."""

    first_day: date
    rng: random.Random
    play_clock: PlayClock
    people: dict[str, int] = field(default_factory=dict)

    def since(self, least_days: int, most_days: int) -> date:
        """Some day before the first."""
        return self.first_day - timedelta(days=self.rng.randint(least_days, most_days))


def found(first_day: date, rng: random.Random, play_clock: PlayClock) -> Cast:
    """Make the shop, ready to open on its first day. Raises AlreadyFounded when it has users."""
    eve = first_day - timedelta(days=1)
    play_clock.move_to(moment(eve, 8))
    made = _Founding(first_day, rng, play_clock)
    (chair_id,) = found_shop(SYSTEM, ShopFacts(name=_NAME), [CHAIR])
    dress_shop(SYSTEM, [(SHOP_NAME, _NAME), *_LETTERHEAD])
    _register_people(made)
    user_ids = [add_user(SYSTEM, name, pin, role, made.people[member]) for name, pin, role, member in USERS]
    play_clock.move_to(moment(eve, 9))
    articles = _list_goods(made)
    members = people_with(CapacityKind.MEMBER, first_day)
    buyers = tuple(Buyer(Member(one.id, one.name, one.number), 6 if one.name in REGULARS else 1) for one in members)
    *cashiers, treasurer = [actor_of(user_id) for user_id in user_ids]
    debtors = grant_limits(treasurer, [buyer.member for buyer in buyers])
    certify(treasurer, articles, first_day)
    hampers = make_offers(treasurer, articles, first_day)
    cast = Cast(tuple(cashiers), treasurer, actor_of(chair_id), buyers, articles, hampers, debtors)
    play_clock.move_to(moment(eve, 10))
    owned = opening_lines([one.person_id for one in _in_order(cast)], rng)
    record_opening(treasurer, [_sheet_row(line) for line in owned], eve - timedelta(days=1))
    _fill_shelves(cast, rng, play_clock)
    return cast


def _sheet_row(line: Line) -> OpeningLine:
    """A line of the books as a row of the sheet that a living shop would fill in."""
    draft = OpeningDraft(kind_of_account(line.account), account_words(line.account), abs(line.amount_idr))
    return OpeningLine(draft, line.account, line.amount_idr > 0, line.person_id)


def _fill_shelves(cast: Cast, rng: random.Random, play_clock: PlayClock) -> None:
    for articles in by_source(cast.owned()):
        play_clock.pass_s(rng.randint(1_200, 2_400))
        buy_goods(cast.treasurer, articles, rng)
    for articles in by_source(cast.lasting()):
        play_clock.pass_s(rng.randint(200, 600))
        bring_lasting_goods(cast.cashiers[0], articles)


def _in_order(cast: Cast) -> list[Member]:
    return sorted((buyer.member for buyer in cast.buyers), key=lambda member: member.number)


def _register_people(made: _Founding) -> None:
    by_name = {consignor.name: consignor for consignor in CONSIGNORS if consignor.is_member}
    villages = [area.code for area in areas("VILLAGE")]
    homes = {name: home for home, names in HOUSEHOLDS.items() for name in names}
    household_ids: dict[str, int] = {}
    for index, name in enumerate(MEMBERS):
        made.play_clock.pass_s(20)
        consignor, home = by_name.get(name), homes.get(name)
        village = consignor.area_code if consignor else villages[index * 7 % len(villages)]
        if home is not None and home not in household_ids:
            household_ids[home] = register_household(SYSTEM, home, area_code=village)
        household_id = household_ids[home] if home else None
        since = made.since(430, 1_800)
        details = _details(consignor, since) if consignor else _member_details(name, village, index, since)
        kinds = [CapacityKind.MEMBER, *([CapacityKind.CONSIGNOR] if consignor else [])]
        made.people[name] = register_person(SYSTEM, replace(details, household_id=household_id), kinds, since=since)
    for consignor in CONSIGNORS:
        if consignor.name not in made.people:
            made.play_clock.pass_s(20)
            since = made.since(200, 700)
            kinds = [CapacityKind.CONSIGNOR]
            made.people[consignor.name] = register_person(SYSTEM, _details(consignor, since), kinds, since=since)
    for consignor in CONSIGNORS:
        for name in JOINED.get(consignor.name, ()):
            join_group(SYSTEM, made.people[consignor.name], made.people[name])
    for supplier in SUPPLIERS:
        details = PersonDetails(name=supplier, kind="COMPANY")
        made.people[supplier] = register_person(SYSTEM, details, [CapacityKind.SUPPLIER], since=made.since(400, 900))


def _member_details(name: str, village: str, index: int, since: date) -> PersonDetails:
    return PersonDetails(
        name=name,
        phone=f"0800-0000-{index + 1:04d}",
        area_code=village,
        gender="M" if name in MEN else "F",
        consent_on=since.isoformat(),
    )


def _details(consignor: Consignor, since: date) -> PersonDetails:
    return PersonDetails(
        name=consignor.name,
        kind=consignor.kind,
        trade_name=consignor.trade_name,
        area_code=consignor.area_code,
        gender=consignor.gender,
        up2k_level=consignor.level,
        baseline_income_idr=consignor.income_idr,
        consent_on=since.isoformat(),
    )


def _list_goods(made: _Founding) -> tuple[Article, ...]:
    """Every good with its price, codes and terms."""
    consignors = {consignor.shown: made.people[consignor.name] for consignor in CONSIGNORS}
    agreed = made.first_day - timedelta(days=_TERMS_DAYS_BEFORE)
    for consignor in CONSIGNORS:
        if consignor.commission_bp is not None:
            terms = Terms(TermsModel.PERCENT, consignor.commission_bp, None, Bearer.SHOP)
            agree_terms(SYSTEM, consignors[consignor.shown], terms, valid_from=agreed)
    ids: list[int] = []
    for number, good in enumerate(GOODS, 1):
        made.play_clock.pass_s(15)
        owner_id = None if good.owned else consignors[good.source]
        ids.append(create_product(SYSTEM, _product(good, number, owner_id)))
        if owner_id is not None and good.cost_idr is not None:
            terms = Terms(TermsModel.FIXED, None, good.cost_idr, Bearer.SHOP)
            agree_terms(SYSTEM, owner_id, terms, valid_from=agreed, product_id=ids[-1])
    rows = by_ids(ids)
    people = {**made.people, **consignors}
    return tuple(
        Article(good, rows[product_id], _code(good, number), people[good.source])
        for number, (good, product_id) in enumerate(zip(GOODS, ids, strict=True), 1)
    )


def _product(good: Good, number: int, owner_id: int | None) -> ProductDetails:
    return ProductDetails(
        name=good.name,
        selling_price_idr=good.price_idr,
        category=good.category,
        unit=good.unit,
        owner_id=owner_id,
        member_price_idr=good.member_price_idr,
        codes=(_code(good, number),) if good.coded else (),
        min_stock_milli=good.least * ONE,
        sold_by_weight=good.by_weight,
        on_tiles=not good.coded,
    )


def _code(good: Good, number: int) -> str:
    """Our own label on what is made by hand, else an invented EAN-13 with its right check digit; "" on tiles."""
    if not good.coded:
        return ""
    if good.shelf is Shelf.CRAFT:
        return f"PKK{number:04d}"
    body = f"{_INVENTED_PREFIX}{number:05d}"
    return f"{body}{ean.calc_check_digit(body)}"
