"""Numbered scripts, each run once, that build a shop's tables and change them.

A posted table takes no CHECK, no UNIQUE key, no NOT NULL column without a constant default and no back-filled row
later: SQLite would rebuild the table and lose STRICT and every trigger of it, and its rows may not be updated. What
it does take later is `ALTER TABLE … ADD COLUMN` with a null or a constant default, a key of a set (a row of `kind`), a
trigger dropped and made anew, and a table of its own that points at it. So `0001` makes room for what is to come:

- a second bank: a row of `account` (`is_cash`) and keys of the sets `place` and `transfer_place`; no table knows 1111.
- own kinds of expense: rows of `account`; which accounts an expense may be on is a trigger, not a CHECK.
- `stock_move.reason` (transfer, bazaar, pull-back): keys of `stock_reason`; `location_id` is there from the start.
- several batches of one sale line: a later table of (sale line, batch, quantity); `sale_line` has no batch of its own,
  and a `stock_move` names one batch, so one line may have several moves.
- `purchase.paid_from`: keys of `purchase_way`. A purchase paid in several ways is on credit and paid at once by several
  supplier payments.
- a payout split over several ways, deductions too: `payout_part`; ways are keys of `payout_way`.
- a slip over several kinds of savings: `savings_slip_line`, one line today; kinds are keys of `savings_kind`. Which kind
  may leave is a trigger.
- an UMKM apart from its person: `business` with an owner; `product.business_id` is null where it is not told. What was
  sold of an UMKM is told by its products, as a product never changes hands; agreements, deliveries and settlements stay
  the owner's, and take a `business_id` that may be null once terms differ by UMKM.
- dated levels and baselines: `business_level`, `business_baseline`; the newest row holds, none is changed.
- shares in a group: `group_member.share_bp` between `since` and `until`; a new share is a new row from a day on.
- tenders, kinds of cash movement, slip and count, kinds of consignment line, promotion and receivable item, reasons,
  cash-flow tags, terms models, bearers, who bears shrinkage, scopes of a count, entry kinds, roles, capacities, area
  levels: keys of sets.
- an advance to a consignor, interest, wajib bills, assets, bank statements, SHU: tables of their own; the
  entry, the stock move, the savings line and the consignment line name any document by `origin_kind` and `origin_id`.
- member PIN, consent, credit limit: dated rows already; what is to be added of a person (heirs, exit, history) is a
  table, since `person` is not posted and may change.

Only these sets can never grow, and stay a CHECK: the side of an account, the two events of a period, the gender a
form counts.
"""
