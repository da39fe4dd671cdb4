CREATE TABLE "account" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "name" TEXT NOT NULL, "normal_side" TEXT NOT NULL CHECK (normal_side IN ('D','K')), "statement" TEXT NOT NULL, "contra" INTEGER NOT NULL CHECK (contra IN (0, 1)), "own_capital" INTEGER NOT NULL CHECK (own_capital IN (0, 1)), "is_cash" INTEGER NOT NULL CHECK (is_cash IN (0, 1)), "needs_person" INTEGER NOT NULL CHECK (needs_person IN (0, 1)), "of_consignor" INTEGER NOT NULL CHECK (of_consignor IN (0, 1)), "active" INTEGER NOT NULL CHECK (active IN (0, 1))) STRICT
CREATE TABLE "area" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "code" TEXT NOT NULL, "parent_id" INTEGER, "level" TEXT NOT NULL, "name" TEXT NOT NULL, FOREIGN KEY ("parent_id") REFERENCES "area" ("id")) STRICT
CREATE TABLE "household" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "name" TEXT NOT NULL, "card_number" TEXT, "area_id" INTEGER, FOREIGN KEY ("area_id") REFERENCES "area" ("id")) STRICT
CREATE TABLE "person" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "kind" TEXT NOT NULL, "name" TEXT NOT NULL, "trade_name" TEXT NOT NULL, "phone" TEXT NOT NULL, "nik" TEXT, "address" TEXT NOT NULL, "area_id" INTEGER, "household_id" INTEGER, "gender" TEXT CHECK (gender IN ('F','M')), "birth_date" TEXT CHECK (date(birth_date, '+0 days') IS birth_date), "has_disability" INTEGER CHECK (has_disability IN (0, 1)), "consent_on" TEXT CHECK (date(consent_on, '+0 days') IS consent_on), "consent_photo" INTEGER CHECK (consent_photo IN (0, 1)), "active" INTEGER NOT NULL CHECK (active IN (0, 1)), "created_at" TEXT NOT NULL, FOREIGN KEY ("area_id") REFERENCES "area" ("id"), FOREIGN KEY ("household_id") REFERENCES "household" ("id")) STRICT
CREATE TABLE "app_user" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "name" TEXT NOT NULL, "person_id" INTEGER, "role" TEXT NOT NULL, "pin_hash" TEXT NOT NULL, "active" INTEGER NOT NULL CHECK (active IN (0, 1)), "created_at" TEXT NOT NULL, FOREIGN KEY ("person_id") REFERENCES "person" ("id")) STRICT
CREATE TABLE "adjustment" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "reason" TEXT NOT NULL, "note" TEXT NOT NULL, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id")) STRICT
CREATE TABLE "category" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "name" TEXT NOT NULL, "position" INTEGER NOT NULL, "is_food" INTEGER NOT NULL CHECK (is_food IN (0, 1))) STRICT
CREATE TABLE "business" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "owner_id" INTEGER NOT NULL, "name" TEXT NOT NULL, "active" INTEGER NOT NULL CHECK (active IN (0, 1)), "created_at" TEXT NOT NULL, FOREIGN KEY ("owner_id") REFERENCES "person" ("id")) STRICT
CREATE TABLE "attachment" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "sha256" TEXT NOT NULL, "mime" TEXT NOT NULL, "content" BLOB NOT NULL CHECK (length(content) <= 204800)) STRICT
CREATE TABLE "product" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "name" TEXT NOT NULL, "category_id" INTEGER, "unit" TEXT NOT NULL, "owner_id" INTEGER, "business_id" INTEGER, "parent_id" INTEGER, "option_name" TEXT NOT NULL, "selling_price_idr" INTEGER NOT NULL CHECK (selling_price_idr > 0), "member_price_idr" INTEGER CHECK (member_price_idr > 0), "reference_price_idr" INTEGER, "reference_price_source" TEXT, "min_stock_milli" INTEGER NOT NULL, "shelf" TEXT NOT NULL, "sold_by_weight" INTEGER NOT NULL CHECK (sold_by_weight IN (0, 1)), "on_tiles" INTEGER NOT NULL CHECK (on_tiles IN (0, 1)), "picture_id" INTEGER, "active" INTEGER NOT NULL CHECK (active IN (0, 1)), "created_at" TEXT NOT NULL, FOREIGN KEY ("category_id") REFERENCES "category" ("id"), FOREIGN KEY ("owner_id") REFERENCES "person" ("id"), FOREIGN KEY ("business_id") REFERENCES "business" ("id"), FOREIGN KEY ("parent_id") REFERENCES "product" ("id"), FOREIGN KEY ("picture_id") REFERENCES "attachment" ("id")) STRICT
CREATE TABLE "adjustment_line" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "adjustment_id" INTEGER NOT NULL, "line_no" INTEGER NOT NULL, "product_id" INTEGER NOT NULL, "qty_milli" INTEGER NOT NULL CHECK (qty_milli <> 0), "value_idr" INTEGER NOT NULL, FOREIGN KEY ("adjustment_id") REFERENCES "adjustment" ("id"), FOREIGN KEY ("product_id") REFERENCES "product" ("id")) STRICT
CREATE TABLE "till" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "letter" TEXT NOT NULL, "name" TEXT NOT NULL) STRICT
CREATE TABLE "shift" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "till_id" INTEGER NOT NULL, "user_id" INTEGER NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "opened_at" TEXT NOT NULL, "opening_float_idr" INTEGER NOT NULL CHECK (opening_float_idr >= 0), FOREIGN KEY ("till_id") REFERENCES "till" ("id"), FOREIGN KEY ("user_id") REFERENCES "app_user" ("id")) STRICT
CREATE TABLE "advance" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "consignor_id" INTEGER NOT NULL, "direction" TEXT NOT NULL, "amount_idr" INTEGER NOT NULL CHECK (amount_idr > 0), "place" TEXT NOT NULL, "shift_id" INTEGER, "note" TEXT NOT NULL, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id"), FOREIGN KEY ("consignor_id") REFERENCES "person" ("id"), FOREIGN KEY ("shift_id") REFERENCES "shift" ("id"), CHECK ((shift_id IS NOT NULL) = (place = 'DRAWER'))) STRICT
CREATE TABLE "arrangement" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "consignor_id" INTEGER NOT NULL, "valid_from" TEXT NOT NULL CHECK (date(valid_from, '+0 days') IS valid_from), "cycle" TEXT NOT NULL, "minimum_idr" INTEGER NOT NULL CHECK (minimum_idr >= 0), "expiry_bearer" TEXT NOT NULL, "deducts_bon" INTEGER NOT NULL CHECK (deducts_bon IN (0, 1)), "deducts_savings" INTEGER NOT NULL CHECK (deducts_savings IN (0, 1)), "note" TEXT NOT NULL, "recorded_at" TEXT NOT NULL, "user_id" INTEGER, FOREIGN KEY ("consignor_id") REFERENCES "person" ("id")) STRICT
CREATE TABLE "agreement" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "consignor_id" INTEGER NOT NULL, "product_id" INTEGER, "category_id" INTEGER, "valid_from" TEXT NOT NULL CHECK (date(valid_from, '+0 days') IS valid_from), "model" TEXT NOT NULL, "commission_bp" INTEGER CHECK (commission_bp BETWEEN 0 AND 10000), "unit_share_idr" INTEGER CHECK (unit_share_idr >= 0), "bearer" TEXT NOT NULL, "shrinkage_bearer" TEXT NOT NULL, "recorded_at" TEXT NOT NULL, "user_id" INTEGER, FOREIGN KEY ("consignor_id") REFERENCES "person" ("id"), FOREIGN KEY ("product_id") REFERENCES "product" ("id"), FOREIGN KEY ("category_id") REFERENCES "category" ("id"), CHECK ((model = 'PERCENT') = (commission_bp IS NOT NULL)), CHECK ((model = 'FIXED') = (unit_share_idr IS NOT NULL)), CHECK (product_id IS NULL OR category_id IS NULL)) STRICT
CREATE TABLE "approval_attempt" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "user_id" INTEGER, "approver_id" INTEGER, "recorded_at" TEXT NOT NULL, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id"), FOREIGN KEY ("approver_id") REFERENCES "app_user" ("id")) STRICT
CREATE TABLE "audit" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "actor" TEXT NOT NULL, "approver" TEXT NOT NULL, "reason" TEXT NOT NULL, "act" TEXT NOT NULL, "subject" TEXT NOT NULL, "details" TEXT NOT NULL, "digest" TEXT NOT NULL, "hash" TEXT NOT NULL) STRICT
CREATE TABLE "barcode" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "code" TEXT NOT NULL, "product_id" INTEGER NOT NULL, "pack_milli" INTEGER NOT NULL CHECK (pack_milli > 0), FOREIGN KEY ("product_id") REFERENCES "product" ("id")) STRICT
CREATE TABLE "batch" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "product_id" INTEGER NOT NULL, "produced_on" TEXT CHECK (date(produced_on, '+0 days') IS produced_on), "expires_on" TEXT NOT NULL CHECK (date(expires_on, '+0 days') IS expires_on), FOREIGN KEY ("product_id") REFERENCES "product" ("id"), CHECK (produced_on IS NULL OR produced_on <= expires_on)) STRICT
CREATE TABLE "location" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "name" TEXT NOT NULL) STRICT
CREATE TABLE "batch_level" ("product_id" INTEGER NOT NULL, "location_id" INTEGER NOT NULL, "batch_id" INTEGER NOT NULL, "qty_milli" INTEGER NOT NULL CHECK (qty_milli > 0), PRIMARY KEY ("product_id", "location_id", "batch_id"), FOREIGN KEY ("product_id") REFERENCES "product" ("id"), FOREIGN KEY ("location_id") REFERENCES "location" ("id"), FOREIGN KEY ("batch_id") REFERENCES "batch" ("id")) STRICT
CREATE TABLE "business_baseline" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "business_id" INTEGER NOT NULL, "monthly_income_idr" INTEGER NOT NULL CHECK (monthly_income_idr > 0), "told_on" TEXT NOT NULL CHECK (date(told_on, '+0 days') IS told_on), "source" TEXT NOT NULL, "recorded_at" TEXT NOT NULL, "user_id" INTEGER, FOREIGN KEY ("business_id") REFERENCES "business" ("id")) STRICT
CREATE TABLE "business_level" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "business_id" INTEGER NOT NULL, "level" TEXT NOT NULL, "since" TEXT NOT NULL CHECK (date(since, '+0 days') IS since), "paper" TEXT NOT NULL, "recorded_at" TEXT NOT NULL, "user_id" INTEGER, FOREIGN KEY ("business_id") REFERENCES "business" ("id")) STRICT
CREATE TABLE "capacity" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "person_id" INTEGER NOT NULL, "kind" TEXT NOT NULL, "number" TEXT NOT NULL, "since" TEXT NOT NULL CHECK (date(since, '+0 days') IS since), "until" TEXT CHECK (date(until, '+0 days') IS until), FOREIGN KEY ("person_id") REFERENCES "person" ("id")) STRICT
CREATE TABLE "cart_draft" ("till_id" INTEGER NOT NULL PRIMARY KEY, "content" TEXT NOT NULL, "saved_at" TEXT NOT NULL, FOREIGN KEY ("till_id") REFERENCES "till" ("id")) STRICT
CREATE TABLE "cart_permit" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "cart_id" TEXT NOT NULL, "product_id" INTEGER, "allowed" TEXT NOT NULL, "user_id" INTEGER, "approver_id" INTEGER, "recorded_at" TEXT NOT NULL, FOREIGN KEY ("product_id") REFERENCES "product" ("id"), FOREIGN KEY ("user_id") REFERENCES "app_user" ("id"), FOREIGN KEY ("approver_id") REFERENCES "app_user" ("id")) STRICT
CREATE TABLE "cash_count" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "shift_id" INTEGER NOT NULL, "kind" TEXT NOT NULL, "total_idr" INTEGER NOT NULL CHECK (total_idr >= 0), "expected_idr" INTEGER NOT NULL, "last_movement_id" INTEGER NOT NULL, "recorded_at" TEXT NOT NULL, "user_id" INTEGER, FOREIGN KEY ("shift_id") REFERENCES "shift" ("id"), FOREIGN KEY ("user_id") REFERENCES "app_user" ("id")) STRICT
CREATE TABLE "cash_count_line" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "cash_count_id" INTEGER NOT NULL, "denomination_idr" INTEGER NOT NULL CHECK (denomination_idr > 0), "pieces" INTEGER NOT NULL CHECK (pieces >= 0), FOREIGN KEY ("cash_count_id") REFERENCES "cash_count" ("id")) STRICT
CREATE TABLE "cash_movement" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "shift_id" INTEGER NOT NULL, "kind" TEXT NOT NULL, "amount_idr" INTEGER NOT NULL CHECK (amount_idr <> 0), "origin_kind" TEXT NOT NULL, "origin_id" INTEGER NOT NULL, "recorded_at" TEXT NOT NULL, FOREIGN KEY ("shift_id") REFERENCES "shift" ("id")) STRICT
CREATE TABLE "cash_slip" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "shift_id" INTEGER NOT NULL, "kind" TEXT NOT NULL, "amount_idr" INTEGER NOT NULL CHECK (amount_idr > 0), "reason" TEXT NOT NULL, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id"), FOREIGN KEY ("shift_id") REFERENCES "shift" ("id")) STRICT
CREATE TABLE "certificate" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "kind" TEXT NOT NULL, "number" TEXT NOT NULL, "issuer" TEXT NOT NULL, "valid_from" TEXT NOT NULL CHECK (date(valid_from, '+0 days') IS valid_from), "valid_to" TEXT CHECK (date(valid_to, '+0 days') IS valid_to), "product_id" INTEGER, "business_id" INTEGER, "photo_id" INTEGER, "renews_id" INTEGER, "recorded_at" TEXT NOT NULL, "user_id" INTEGER, FOREIGN KEY ("product_id") REFERENCES "product" ("id"), FOREIGN KEY ("business_id") REFERENCES "business" ("id"), FOREIGN KEY ("photo_id") REFERENCES "attachment" ("id"), FOREIGN KEY ("renews_id") REFERENCES "certificate" ("id"), CHECK ((product_id IS NULL) <> (business_id IS NULL)), CHECK (valid_to IS NULL OR valid_to >= valid_from)) STRICT
CREATE TABLE "certificate_withdrawal" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "certificate_id" INTEGER NOT NULL, "reason" TEXT NOT NULL, "recorded_at" TEXT NOT NULL, "user_id" INTEGER, FOREIGN KEY ("certificate_id") REFERENCES "certificate" ("id")) STRICT
CREATE TABLE "clearing" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "received_idr" INTEGER NOT NULL CHECK (received_idr > 0), "fee_idr" INTEGER NOT NULL CHECK (fee_idr >= 0), "note" TEXT NOT NULL, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id")) STRICT
CREATE TABLE "clearing_line" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "clearing_id" INTEGER NOT NULL, "day" TEXT NOT NULL CHECK (date(day, '+0 days') IS day), "amount_idr" INTEGER NOT NULL CHECK (amount_idr <> 0), FOREIGN KEY ("clearing_id") REFERENCES "clearing" ("id")) STRICT
CREATE TABLE "column_choice" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "kind" TEXT NOT NULL, "heading" TEXT NOT NULL, "places" TEXT NOT NULL) STRICT
CREATE TABLE "consignment_line" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "kind" TEXT NOT NULL, "person_id" INTEGER NOT NULL, "account_id" INTEGER NOT NULL, "amount_idr" INTEGER NOT NULL, "product_id" INTEGER, "qty_milli" INTEGER NOT NULL, "origin_kind" TEXT NOT NULL, "origin_id" INTEGER NOT NULL, "origin_line_id" INTEGER, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, FOREIGN KEY ("person_id") REFERENCES "person" ("id"), FOREIGN KEY ("account_id") REFERENCES "account" ("id"), FOREIGN KEY ("product_id") REFERENCES "product" ("id")) STRICT
CREATE TABLE "stock_count" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "scope" TEXT NOT NULL, "name" TEXT NOT NULL, "last_move_id" INTEGER NOT NULL, "user_id" INTEGER, "recorded_at" TEXT NOT NULL, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id")) STRICT
CREATE TABLE "count_line" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "count_id" INTEGER NOT NULL, "product_id" INTEGER NOT NULL, "pass_no" INTEGER NOT NULL CHECK (pass_no > 0), "user_id" INTEGER, "recorded_at" TEXT NOT NULL, FOREIGN KEY ("count_id") REFERENCES "stock_count" ("id"), FOREIGN KEY ("product_id") REFERENCES "product" ("id"), FOREIGN KEY ("user_id") REFERENCES "app_user" ("id")) STRICT
CREATE TABLE "count_part" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "count_line_id" INTEGER NOT NULL, "qty_milli" INTEGER NOT NULL CHECK (qty_milli >= 0), "last_move_id" INTEGER NOT NULL, "in_cart_milli" INTEGER NOT NULL, "user_id" INTEGER, "recorded_at" TEXT NOT NULL, FOREIGN KEY ("count_line_id") REFERENCES "count_line" ("id"), FOREIGN KEY ("user_id") REFERENCES "app_user" ("id")) STRICT
CREATE TABLE "credit_limit" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "member_id" INTEGER NOT NULL, "limit_idr" INTEGER NOT NULL CHECK (limit_idr >= 0), "since" TEXT NOT NULL CHECK (date(since, '+0 days') IS since), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "reason" TEXT NOT NULL, FOREIGN KEY ("member_id") REFERENCES "person" ("id")) STRICT
CREATE TABLE "delivery" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "consignor_id" INTEGER NOT NULL, "note" TEXT NOT NULL, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id"), FOREIGN KEY ("consignor_id") REFERENCES "person" ("id")) STRICT
CREATE TABLE "delivery_line" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "delivery_id" INTEGER NOT NULL, "line_no" INTEGER NOT NULL, "product_id" INTEGER NOT NULL, "qty_milli" INTEGER NOT NULL CHECK (qty_milli > 0), "produced_on" TEXT CHECK (date(produced_on, '+0 days') IS produced_on), "expires_on" TEXT CHECK (date(expires_on, '+0 days') IS expires_on), FOREIGN KEY ("delivery_id") REFERENCES "delivery" ("id"), FOREIGN KEY ("product_id") REFERENCES "product" ("id")) STRICT
CREATE TABLE "discarded_count" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "count_id" INTEGER NOT NULL, "reason" TEXT NOT NULL, "user_id" INTEGER, "recorded_at" TEXT NOT NULL, FOREIGN KEY ("count_id") REFERENCES "stock_count" ("id"), FOREIGN KEY ("user_id") REFERENCES "app_user" ("id")) STRICT
CREATE TABLE "drawer_opening" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "till_id" INTEGER NOT NULL, "shift_id" INTEGER, "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "approver_id" INTEGER, "reason" TEXT NOT NULL, FOREIGN KEY ("till_id") REFERENCES "till" ("id"), FOREIGN KEY ("shift_id") REFERENCES "shift" ("id")) STRICT
CREATE TABLE "return_note" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "consignor_id" INTEGER NOT NULL, "note" TEXT NOT NULL, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id"), FOREIGN KEY ("consignor_id") REFERENCES "person" ("id")) STRICT
CREATE TABLE "loss" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "consignor_id" INTEGER NOT NULL, "note" TEXT NOT NULL, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id"), FOREIGN KEY ("consignor_id") REFERENCES "person" ("id")) STRICT
CREATE TABLE "settlement" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "consignor_id" INTEGER NOT NULL, "cut_off" TEXT NOT NULL CHECK (date(cut_off, '+0 days') IS cut_off), "total_idr" INTEGER NOT NULL, "last_return_note_id" INTEGER NOT NULL, "last_void_id" INTEGER NOT NULL, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id"), FOREIGN KEY ("consignor_id") REFERENCES "person" ("id")) STRICT
CREATE TABLE "evening_count" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "consignor_id" INTEGER NOT NULL, "unrung_idr" INTEGER NOT NULL CHECK (unrung_idr >= 0), "return_note_id" INTEGER, "loss_id" INTEGER, "settlement_id" INTEGER, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id"), FOREIGN KEY ("consignor_id") REFERENCES "person" ("id"), FOREIGN KEY ("return_note_id") REFERENCES "return_note" ("id"), FOREIGN KEY ("loss_id") REFERENCES "loss" ("id"), FOREIGN KEY ("settlement_id") REFERENCES "settlement" ("id")) STRICT
CREATE TABLE "evening_count_line" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "evening_count_id" INTEGER NOT NULL, "line_no" INTEGER NOT NULL, "product_id" INTEGER NOT NULL, "brought_milli" INTEGER NOT NULL, "leftover_milli" INTEGER NOT NULL CHECK (leftover_milli >= 0), "damaged_milli" INTEGER NOT NULL CHECK (damaged_milli >= 0), "till_milli" INTEGER NOT NULL, "kept" INTEGER NOT NULL CHECK (kept IN (0, 1)), "damaged_by_shop" INTEGER NOT NULL CHECK (damaged_by_shop IN (0, 1)), "decision" TEXT, "price_idr" INTEGER NOT NULL CHECK (price_idr >= 0), "net_idr" INTEGER NOT NULL CHECK (net_idr >= 0), "share_idr" INTEGER NOT NULL CHECK (share_idr >= 0), FOREIGN KEY ("evening_count_id") REFERENCES "evening_count" ("id"), FOREIGN KEY ("product_id") REFERENCES "product" ("id"), CHECK (brought_milli - leftover_milli - damaged_milli - till_milli >= 0), CHECK ((decision IS NULL) = (brought_milli - leftover_milli - damaged_milli - till_milli = 0))) STRICT
CREATE TABLE "expense" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "account_id" INTEGER NOT NULL, "place" TEXT NOT NULL, "shift_id" INTEGER, "amount_idr" INTEGER NOT NULL CHECK (amount_idr > 0), "payee" TEXT NOT NULL, "note" TEXT NOT NULL, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id"), FOREIGN KEY ("account_id") REFERENCES "account" ("id"), FOREIGN KEY ("shift_id") REFERENCES "shift" ("id"), CHECK ((shift_id IS NOT NULL) = (place = 'DRAWER'))) STRICT
CREATE TABLE "group_member" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "group_id" INTEGER NOT NULL, "person_id" INTEGER NOT NULL, "since" TEXT NOT NULL CHECK (date(since, '+0 days') IS since), "until" TEXT CHECK (date(until, '+0 days') IS until), "share_bp" INTEGER CHECK (share_bp BETWEEN 0 AND 10000), FOREIGN KEY ("group_id") REFERENCES "person" ("id"), FOREIGN KEY ("person_id") REFERENCES "person" ("id")) STRICT
CREATE TABLE "held_cart" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "till_id" INTEGER NOT NULL, "name" TEXT NOT NULL, "content" TEXT NOT NULL, "user_id" INTEGER, "held_at" TEXT NOT NULL, FOREIGN KEY ("till_id") REFERENCES "till" ("id"), FOREIGN KEY ("user_id") REFERENCES "app_user" ("id")) STRICT
CREATE TABLE "journal_entry" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "kind" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "origin_kind" TEXT NOT NULL, "origin_id" INTEGER NOT NULL, "reverses_id" INTEGER, "till_id" INTEGER, "user_id" INTEGER, "memo" TEXT NOT NULL, FOREIGN KEY ("reverses_id") REFERENCES "journal_entry" ("id"), FOREIGN KEY ("user_id") REFERENCES "app_user" ("id")) STRICT
CREATE TABLE "kind" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "set_name" TEXT NOT NULL, "key" TEXT NOT NULL) STRICT
CREATE TABLE "label_print" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "product_id" INTEGER NOT NULL, "labels" INTEGER NOT NULL CHECK (labels > 0), "code" TEXT NOT NULL, "selling_price_idr" INTEGER NOT NULL CHECK (selling_price_idr > 0), "produced_on" TEXT CHECK (date(produced_on, '+0 days') IS produced_on), "expires_on" TEXT CHECK (date(expires_on, '+0 days') IS expires_on), "way" TEXT NOT NULL, "size" TEXT NOT NULL, "recorded_at" TEXT NOT NULL, "user_id" INTEGER, FOREIGN KEY ("product_id") REFERENCES "product" ("id")) STRICT
CREATE TABLE "label_size" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "name" TEXT NOT NULL, "paper_width" INTEGER NOT NULL CHECK (paper_width > 0), "paper_height" INTEGER NOT NULL CHECK (paper_height >= 0), "width" INTEGER NOT NULL CHECK (width > 0), "height" INTEGER NOT NULL CHECK (height > 0), "columns" INTEGER NOT NULL CHECK (columns > 0), "gap_x" INTEGER NOT NULL CHECK (gap_x >= 0), "gap_y" INTEGER NOT NULL CHECK (gap_y >= 0), "margin_x" INTEGER NOT NULL CHECK (margin_x >= 0), "margin_y" INTEGER NOT NULL CHECK (margin_y >= 0), "used" INTEGER NOT NULL CHECK (used IN (0, 1)), "recorded_at" TEXT NOT NULL, "user_id" INTEGER) STRICT
CREATE TABLE "list_import" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "kind" TEXT NOT NULL, "source" TEXT NOT NULL, "first_id" INTEGER NOT NULL, "last_id" INTEGER NOT NULL CHECK (last_id >= first_id), "recorded_at" TEXT NOT NULL, "user_id" INTEGER) STRICT
CREATE TABLE "list_import_undone" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "list_import_id" INTEGER NOT NULL, "reason" TEXT NOT NULL, "recorded_at" TEXT NOT NULL, "user_id" INTEGER, FOREIGN KEY ("list_import_id") REFERENCES "list_import" ("id")) STRICT
CREATE TABLE "login_attempt" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "user_id" INTEGER NOT NULL, "recorded_at" TEXT NOT NULL, "succeeded" INTEGER NOT NULL CHECK (succeeded IN (0, 1)), FOREIGN KEY ("user_id") REFERENCES "app_user" ("id")) STRICT
CREATE TABLE "loss_line" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "loss_id" INTEGER NOT NULL, "line_no" INTEGER NOT NULL, "product_id" INTEGER NOT NULL, "qty_milli" INTEGER NOT NULL CHECK (qty_milli > 0), "share_idr" INTEGER NOT NULL CHECK (share_idr >= 0), FOREIGN KEY ("loss_id") REFERENCES "loss" ("id"), FOREIGN KEY ("product_id") REFERENCES "product" ("id")) STRICT
CREATE TABLE "member_pin" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "person_id" INTEGER NOT NULL, "pin_hash" TEXT NOT NULL, "set_at" TEXT NOT NULL, "user_id" INTEGER, FOREIGN KEY ("person_id") REFERENCES "person" ("id"), FOREIGN KEY ("user_id") REFERENCES "app_user" ("id")) STRICT
CREATE TABLE "member_pin_attempt" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "member_pin_id" INTEGER NOT NULL, "recorded_at" TEXT NOT NULL, "succeeded" INTEGER NOT NULL CHECK (succeeded IN (0, 1)), "user_id" INTEGER, FOREIGN KEY ("member_pin_id") REFERENCES "member_pin" ("id"), FOREIGN KEY ("user_id") REFERENCES "app_user" ("id")) STRICT
CREATE TABLE "opening" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "note" TEXT NOT NULL, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id")) STRICT
CREATE TABLE "kit_part" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "kit_product_id" INTEGER NOT NULL, "product_id" INTEGER NOT NULL, "qty_milli" INTEGER NOT NULL CHECK (qty_milli >= 0), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, FOREIGN KEY ("kit_product_id") REFERENCES "product" ("id"), FOREIGN KEY ("product_id") REFERENCES "product" ("id"), CHECK (kit_product_id <> product_id)) STRICT
CREATE TABLE "sale" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "cart_id" TEXT NOT NULL, "till_id" INTEGER NOT NULL, "shift_id" INTEGER NOT NULL, "member_id" INTEGER, "buyer_is_member" INTEGER NOT NULL CHECK (buyer_is_member IN (0, 1)), "total_idr" INTEGER NOT NULL, "discount_idr" INTEGER NOT NULL, "rounding_idr" INTEGER NOT NULL, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id"), FOREIGN KEY ("till_id") REFERENCES "till" ("id"), FOREIGN KEY ("shift_id") REFERENCES "shift" ("id"), FOREIGN KEY ("member_id") REFERENCES "person" ("id"), CHECK (user_id IS NOT NULL)) STRICT
CREATE TABLE "payment" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "sale_id" INTEGER NOT NULL, "line_no" INTEGER NOT NULL, "tender" TEXT NOT NULL, "amount_idr" INTEGER NOT NULL, "received_idr" INTEGER NOT NULL, "change_idr" INTEGER NOT NULL, "reference" TEXT NOT NULL, "to_savings_idr" INTEGER NOT NULL DEFAULT 0 CHECK (to_savings_idr >= 0), FOREIGN KEY ("sale_id") REFERENCES "sale" ("id"), CHECK (received_idr = amount_idr + change_idr), CHECK (change_idr >= 0)) STRICT
CREATE TABLE "payout" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "settlement_id" INTEGER NOT NULL, "consignor_id" INTEGER NOT NULL, "shift_id" INTEGER, "amount_idr" INTEGER NOT NULL CHECK (amount_idr > 0), "received_by" TEXT NOT NULL, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id"), FOREIGN KEY ("settlement_id") REFERENCES "settlement" ("id"), FOREIGN KEY ("consignor_id") REFERENCES "person" ("id"), FOREIGN KEY ("shift_id") REFERENCES "shift" ("id")) STRICT
CREATE TABLE "payout_part" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "payout_id" INTEGER NOT NULL, "line_no" INTEGER NOT NULL, "way" TEXT NOT NULL, "amount_idr" INTEGER NOT NULL CHECK (amount_idr > 0), FOREIGN KEY ("payout_id") REFERENCES "payout" ("id")) STRICT
CREATE TABLE "period_event" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "month" TEXT NOT NULL CHECK (date(month || '-01', '+0 days') IS month || '-01'), "kind" TEXT NOT NULL CHECK (kind IN ('CLOSED','REOPENED')), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "reason" TEXT NOT NULL, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id")) STRICT
CREATE TABLE "period_balance" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "period_event_id" INTEGER NOT NULL, "account_id" INTEGER NOT NULL, "amount_idr" INTEGER NOT NULL, FOREIGN KEY ("period_event_id") REFERENCES "period_event" ("id"), FOREIGN KEY ("account_id") REFERENCES "account" ("id")) STRICT
CREATE TABLE "posting" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "entry_id" INTEGER NOT NULL CHECK (entry_id > 0), "line_no" INTEGER NOT NULL, "account_id" INTEGER NOT NULL, "amount_idr" INTEGER NOT NULL CHECK (amount_idr <> 0), "person_id" INTEGER, "cash_flow" TEXT, FOREIGN KEY ("entry_id") REFERENCES "journal_entry" ("id") DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY ("account_id") REFERENCES "account" ("id"), FOREIGN KEY ("person_id") REFERENCES "person" ("id")) STRICT
CREATE TABLE "price_change" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "product_id" INTEGER NOT NULL, "selling_price_idr" INTEGER NOT NULL, "member_price_idr" INTEGER, "reason" TEXT NOT NULL, "recorded_at" TEXT NOT NULL, "user_id" INTEGER, FOREIGN KEY ("product_id") REFERENCES "product" ("id")) STRICT
CREATE TABLE "print_job" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "kind" TEXT NOT NULL, "title" TEXT NOT NULL, "origin_kind" TEXT NOT NULL, "origin_id" INTEGER NOT NULL, "elements" TEXT NOT NULL, "copy_no" INTEGER NOT NULL CHECK (copy_no > 0), "queued_at" TEXT NOT NULL, "user_id" INTEGER, "state" TEXT NOT NULL, "attempts" INTEGER NOT NULL, "last_error" TEXT NOT NULL, "sent_at" TEXT, "next_try_at" TEXT, "partial" INTEGER NOT NULL CHECK (partial IN (0, 1))) STRICT
CREATE TABLE "promotion" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "name" TEXT NOT NULL, "kind" TEXT NOT NULL, "bearer" TEXT NOT NULL, "percent_bp" INTEGER NOT NULL CHECK (percent_bp BETWEEN 0 AND 9999), "amount_idr" INTEGER NOT NULL CHECK (amount_idr >= 0), "pieces" INTEGER NOT NULL CHECK (pieces >= 0), "free_pieces" INTEGER NOT NULL CHECK (free_pieces >= 0), "starts_on" TEXT NOT NULL CHECK (date(starts_on, '+0 days') IS starts_on), "ends_on" TEXT CHECK (date(ends_on, '+0 days') IS ends_on), "weekdays" INTEGER NOT NULL CHECK (weekdays BETWEEN 1 AND 127), "from_minute" INTEGER NOT NULL CHECK (from_minute BETWEEN 0 AND 1439), "until_minute" INTEGER NOT NULL CHECK (until_minute BETWEEN 1 AND 1440), "on_everything" INTEGER NOT NULL CHECK (on_everything IN (0, 1)), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, CHECK (ends_on IS NULL OR starts_on <= ends_on), CHECK (from_minute < until_minute)) STRICT
CREATE TABLE "promotion_end" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "promotion_id" INTEGER NOT NULL, "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "reason" TEXT NOT NULL, FOREIGN KEY ("promotion_id") REFERENCES "promotion" ("id")) STRICT
CREATE TABLE "promotion_target" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "promotion_id" INTEGER NOT NULL, "product_id" INTEGER, "category_id" INTEGER, FOREIGN KEY ("promotion_id") REFERENCES "promotion" ("id"), FOREIGN KEY ("product_id") REFERENCES "product" ("id"), FOREIGN KEY ("category_id") REFERENCES "category" ("id"), CHECK ((product_id IS NULL) <> (category_id IS NULL))) STRICT
CREATE TABLE "purchase" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "supplier_id" INTEGER, "paid_from" TEXT NOT NULL, "shift_id" INTEGER, "invoice_number" TEXT NOT NULL, "freight_idr" INTEGER NOT NULL CHECK (freight_idr >= 0), "discount_idr" INTEGER NOT NULL CHECK (discount_idr >= 0), "total_idr" INTEGER NOT NULL CHECK (total_idr >= 0), "due_on" TEXT CHECK (date(due_on, '+0 days') IS due_on), FOREIGN KEY ("user_id") REFERENCES "app_user" ("id"), FOREIGN KEY ("supplier_id") REFERENCES "person" ("id"), FOREIGN KEY ("shift_id") REFERENCES "shift" ("id"), CHECK ((shift_id IS NOT NULL) = (paid_from = 'DRAWER')), CHECK ((due_on IS NOT NULL) = (paid_from = 'CREDIT'))) STRICT
CREATE TABLE "purchase_line" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "purchase_id" INTEGER NOT NULL, "line_no" INTEGER NOT NULL, "product_id" INTEGER NOT NULL, "qty_milli" INTEGER NOT NULL CHECK (qty_milli > 0), "cost_idr" INTEGER NOT NULL CHECK (cost_idr >= 0), "value_idr" INTEGER NOT NULL CHECK (value_idr >= 0), "produced_on" TEXT CHECK (date(produced_on, '+0 days') IS produced_on), "expires_on" TEXT CHECK (date(expires_on, '+0 days') IS expires_on), FOREIGN KEY ("purchase_id") REFERENCES "purchase" ("id"), FOREIGN KEY ("product_id") REFERENCES "product" ("id")) STRICT
CREATE TABLE "purchase_return" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "purchase_id" INTEGER NOT NULL, "paid_to" TEXT NOT NULL, "shift_id" INTEGER, "amount_idr" INTEGER NOT NULL CHECK (amount_idr > 0), "note" TEXT NOT NULL, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id"), FOREIGN KEY ("purchase_id") REFERENCES "purchase" ("id"), FOREIGN KEY ("shift_id") REFERENCES "shift" ("id"), CHECK ((shift_id IS NOT NULL) = (paid_to = 'DRAWER'))) STRICT
CREATE TABLE "purchase_return_line" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "purchase_return_id" INTEGER NOT NULL, "line_no" INTEGER NOT NULL, "purchase_line_id" INTEGER NOT NULL, "qty_milli" INTEGER NOT NULL CHECK (qty_milli > 0), "value_idr" INTEGER NOT NULL CHECK (value_idr >= 0), FOREIGN KEY ("purchase_return_id") REFERENCES "purchase_return" ("id"), FOREIGN KEY ("purchase_line_id") REFERENCES "purchase_line" ("id")) STRICT
CREATE TABLE "receivable_item" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "kind" TEXT NOT NULL, "member_id" INTEGER NOT NULL, "amount_idr" INTEGER NOT NULL CHECK (amount_idr <> 0), "debt_kind" TEXT NOT NULL, "debt_id" INTEGER NOT NULL, "origin_kind" TEXT NOT NULL, "origin_id" INTEGER NOT NULL, "undoes_id" INTEGER, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, FOREIGN KEY ("member_id") REFERENCES "person" ("id"), FOREIGN KEY ("undoes_id") REFERENCES "receivable_item" ("id")) STRICT
CREATE TABLE "repayment" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "member_id" INTEGER NOT NULL, "amount_idr" INTEGER NOT NULL CHECK (amount_idr > 0), "place" TEXT NOT NULL, "shift_id" INTEGER, "note" TEXT NOT NULL, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id"), FOREIGN KEY ("member_id") REFERENCES "person" ("id"), FOREIGN KEY ("shift_id") REFERENCES "shift" ("id"), CHECK ((shift_id IS NOT NULL) = (place = 'DRAWER'))) STRICT
CREATE TABLE "return_note_line" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "return_note_id" INTEGER NOT NULL, "line_no" INTEGER NOT NULL, "product_id" INTEGER NOT NULL, "qty_milli" INTEGER NOT NULL CHECK (qty_milli > 0), "reason" TEXT NOT NULL, FOREIGN KEY ("return_note_id") REFERENCES "return_note" ("id"), FOREIGN KEY ("product_id") REFERENCES "product" ("id")) STRICT
CREATE TABLE "sale_change" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "kind" TEXT NOT NULL, "sale_id" INTEGER, "shift_id" INTEGER NOT NULL, "reason" TEXT NOT NULL, "member_id" INTEGER, "buyer" TEXT NOT NULL, "total_idr" INTEGER NOT NULL, "rounding_idr" INTEGER NOT NULL, "received_idr" INTEGER, "change_idr" INTEGER CHECK (change_idr >= 0), FOREIGN KEY ("user_id") REFERENCES "app_user" ("id"), FOREIGN KEY ("sale_id") REFERENCES "sale" ("id"), FOREIGN KEY ("shift_id") REFERENCES "shift" ("id"), FOREIGN KEY ("member_id") REFERENCES "person" ("id"), CHECK (sale_id IS NOT NULL OR buyer <> ''), CHECK (sale_id IS NULL OR (member_id IS NULL AND buyer = '')), CHECK (kind <> 'PAYMENT' OR received_idr IS NOT NULL), CHECK ((received_idr IS NULL) = (change_idr IS NULL))) STRICT
CREATE TABLE "sale_line" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "sale_id" INTEGER NOT NULL, "line_no" INTEGER NOT NULL, "product_id" INTEGER NOT NULL, "name" TEXT NOT NULL, "unit" TEXT NOT NULL, "code" TEXT NOT NULL, "qty_milli" INTEGER NOT NULL CHECK (qty_milli > 0), "list_price_idr" INTEGER NOT NULL, "price_idr" INTEGER NOT NULL, "gross_idr" INTEGER NOT NULL, "discount_idr" INTEGER NOT NULL, "net_idr" INTEGER NOT NULL, "bearer" TEXT, "promotion_id" INTEGER, "discount_reason" TEXT NOT NULL, "cost_idr" INTEGER NOT NULL, "owner_id" INTEGER, "owner_is_member" INTEGER CHECK (owner_is_member IN (0, 1)), "terms_model" TEXT, "commission_bp" INTEGER, "unit_share_idr" INTEGER, "share_idr" INTEGER, "commission_idr" INTEGER, "kit_line_id" INTEGER, "kit_name" TEXT NOT NULL DEFAULT '', FOREIGN KEY ("sale_id") REFERENCES "sale" ("id"), FOREIGN KEY ("product_id") REFERENCES "product" ("id"), FOREIGN KEY ("owner_id") REFERENCES "person" ("id"), CHECK (net_idr = gross_idr - discount_idr), CHECK ((owner_id IS NULL) = (share_idr IS NULL)), CHECK (owner_id IS NULL OR share_idr + commission_idr = net_idr)) STRICT
CREATE TABLE "sale_change_line" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "sale_change_id" INTEGER NOT NULL, "line_no" INTEGER NOT NULL, "sale_line_id" INTEGER, "source_id" INTEGER, "product_id" INTEGER NOT NULL, "name" TEXT NOT NULL, "unit" TEXT NOT NULL, "qty_milli" INTEGER NOT NULL CHECK (qty_milli <> 0), "price_idr" INTEGER NOT NULL, "gross_idr" INTEGER NOT NULL, "net_idr" INTEGER NOT NULL, "owner_id" INTEGER, "owner_is_member" INTEGER CHECK (owner_is_member IN (0, 1)), "terms_model" TEXT, "commission_bp" INTEGER, "unit_share_idr" INTEGER, "share_idr" INTEGER, "commission_idr" INTEGER, "cost_idr" INTEGER NOT NULL, "back_on_shelf" INTEGER CHECK (back_on_shelf IN (0, 1)), "fault" TEXT, "reason" TEXT NOT NULL, FOREIGN KEY ("sale_change_id") REFERENCES "sale_change" ("id"), FOREIGN KEY ("sale_line_id") REFERENCES "sale_line" ("id"), FOREIGN KEY ("source_id") REFERENCES "sale_change_line" ("id"), FOREIGN KEY ("product_id") REFERENCES "product" ("id"), FOREIGN KEY ("owner_id") REFERENCES "person" ("id"), CHECK (sale_line_id IS NOT NULL OR (source_id IS NULL AND qty_milli < 0)), CHECK ((owner_id IS NULL) = (share_idr IS NULL)), CHECK ((owner_id IS NULL) = (owner_is_member IS NULL)), CHECK (owner_id IS NULL OR share_idr + commission_idr = net_idr), CHECK ((qty_milli > 0) = (back_on_shelf IS NULL)), CHECK (fault IS NULL OR (qty_milli < 0 AND owner_id IS NOT NULL))) STRICT
CREATE TABLE "sale_change_tender" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "sale_change_id" INTEGER NOT NULL, "line_no" INTEGER NOT NULL, "tender" TEXT NOT NULL, "amount_idr" INTEGER NOT NULL CHECK (amount_idr <> 0), "reference" TEXT NOT NULL, FOREIGN KEY ("sale_change_id") REFERENCES "sale_change" ("id")) STRICT
CREATE TABLE "savings_consent" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "cart_id" TEXT NOT NULL CHECK (cart_id <> ''), "person_id" INTEGER NOT NULL, "amount_idr" INTEGER NOT NULL CHECK (amount_idr > 0), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, FOREIGN KEY ("person_id") REFERENCES "person" ("id"), FOREIGN KEY ("user_id") REFERENCES "app_user" ("id")) STRICT
CREATE TABLE "savings_line" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "member_id" INTEGER NOT NULL, "kind" TEXT NOT NULL, "amount_idr" INTEGER NOT NULL CHECK (amount_idr <> 0), "origin_kind" TEXT NOT NULL, "origin_id" INTEGER NOT NULL, "undoes_id" INTEGER, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, FOREIGN KEY ("member_id") REFERENCES "person" ("id"), FOREIGN KEY ("undoes_id") REFERENCES "savings_line" ("id")) STRICT
CREATE TABLE "savings_slip" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "member_id" INTEGER NOT NULL, "direction" TEXT NOT NULL, "amount_idr" INTEGER NOT NULL CHECK (amount_idr > 0), "place" TEXT NOT NULL, "shift_id" INTEGER, "note" TEXT NOT NULL, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id"), FOREIGN KEY ("member_id") REFERENCES "person" ("id"), FOREIGN KEY ("shift_id") REFERENCES "shift" ("id"), CHECK ((shift_id IS NOT NULL) = (place = 'DRAWER'))) STRICT
CREATE TABLE "savings_slip_line" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "savings_slip_id" INTEGER NOT NULL, "line_no" INTEGER NOT NULL, "kind" TEXT NOT NULL, "amount_idr" INTEGER NOT NULL CHECK (amount_idr <> 0), FOREIGN KEY ("savings_slip_id") REFERENCES "savings_slip" ("id")) STRICT
CREATE TABLE "setting" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "key" TEXT NOT NULL, "value" TEXT NOT NULL, "effective_from" TEXT NOT NULL CHECK (date(effective_from, '+0 days') IS effective_from), "recorded_at" TEXT NOT NULL, "user_id" INTEGER) STRICT
CREATE TABLE "settlement_line" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "settlement_id" INTEGER NOT NULL, "consignment_line_id" INTEGER NOT NULL, FOREIGN KEY ("settlement_id") REFERENCES "settlement" ("id"), FOREIGN KEY ("consignment_line_id") REFERENCES "consignment_line" ("id")) STRICT
CREATE TABLE "shift_close" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "shift_id" INTEGER NOT NULL, "closed_at" TEXT NOT NULL, "user_id" INTEGER, "expected_idr" INTEGER NOT NULL, "counted_idr" INTEGER NOT NULL, "recounted_idr" INTEGER, "difference_idr" INTEGER NOT NULL, "charged_to_staff" INTEGER NOT NULL CHECK (charged_to_staff IN (0, 1)), "handed_over_idr" INTEGER NOT NULL CHECK (handed_over_idr >= 0), "float_left_idr" INTEGER NOT NULL CHECK (float_left_idr >= 0), "reason" TEXT NOT NULL, "approver_id" INTEGER, FOREIGN KEY ("shift_id") REFERENCES "shift" ("id"), FOREIGN KEY ("user_id") REFERENCES "app_user" ("id")) STRICT
CREATE TABLE "stock_level" ("product_id" INTEGER NOT NULL, "location_id" INTEGER NOT NULL, "qty_milli" INTEGER NOT NULL, "value_idr" INTEGER NOT NULL, "unit_cost_micro" INTEGER NOT NULL, "ever_received" INTEGER NOT NULL CHECK (ever_received IN (0, 1)), PRIMARY KEY ("product_id", "location_id"), FOREIGN KEY ("product_id") REFERENCES "product" ("id"), FOREIGN KEY ("location_id") REFERENCES "location" ("id")) STRICT
CREATE TABLE "stock_move" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "product_id" INTEGER NOT NULL, "location_id" INTEGER NOT NULL, "batch_id" INTEGER, "reason" TEXT NOT NULL, "qty_milli" INTEGER NOT NULL, "value_idr" INTEGER NOT NULL, "origin_kind" TEXT NOT NULL, "origin_id" INTEGER NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, FOREIGN KEY ("product_id") REFERENCES "product" ("id"), FOREIGN KEY ("location_id") REFERENCES "location" ("id"), FOREIGN KEY ("batch_id") REFERENCES "batch" ("id")) STRICT
CREATE TABLE "stocktake" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "count_id" INTEGER NOT NULL, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id"), FOREIGN KEY ("count_id") REFERENCES "stock_count" ("id")) STRICT
CREATE TABLE "stocktake_line" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "stocktake_id" INTEGER NOT NULL, "line_no" INTEGER NOT NULL, "product_id" INTEGER NOT NULL, "owner_id" INTEGER, "counted_milli" INTEGER NOT NULL CHECK (counted_milli >= 0), "book_milli" INTEGER NOT NULL, "last_move_id" INTEGER NOT NULL, "value_idr" INTEGER NOT NULL, "share_idr" INTEGER NOT NULL, "found_milli" INTEGER NOT NULL CHECK (found_milli >= 0), "bearer" TEXT, FOREIGN KEY ("stocktake_id") REFERENCES "stocktake" ("id"), FOREIGN KEY ("product_id") REFERENCES "product" ("id"), FOREIGN KEY ("owner_id") REFERENCES "person" ("id"), CHECK (owner_id IS NULL OR value_idr = 0), CHECK (owner_id IS NOT NULL OR (share_idr = 0 AND found_milli = 0 AND bearer IS NULL))) STRICT
CREATE TABLE "supplier_payment" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "supplier_id" INTEGER NOT NULL, "paid_from" TEXT NOT NULL, "shift_id" INTEGER, "amount_idr" INTEGER NOT NULL CHECK (amount_idr > 0), "discount_idr" INTEGER NOT NULL CHECK (discount_idr >= 0), "note" TEXT NOT NULL, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id"), FOREIGN KEY ("supplier_id") REFERENCES "person" ("id"), FOREIGN KEY ("shift_id") REFERENCES "shift" ("id"), CHECK ((shift_id IS NOT NULL) = (paid_from = 'DRAWER'))) STRICT
CREATE TABLE "tier_price" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "product_id" INTEGER NOT NULL, "min_qty_milli" INTEGER NOT NULL CHECK (min_qty_milli > 0), "price_idr" INTEGER CHECK (price_idr > 0), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, FOREIGN KEY ("product_id") REFERENCES "product" ("id")) STRICT
CREATE TABLE "transfer" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "from_place" TEXT NOT NULL, "to_place" TEXT NOT NULL, "shift_id" INTEGER, "amount_idr" INTEGER NOT NULL CHECK (amount_idr > 0), "note" TEXT NOT NULL, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id"), FOREIGN KEY ("shift_id") REFERENCES "shift" ("id"), CHECK (from_place <> to_place), CHECK ((shift_id IS NOT NULL) = ('DRAWER' IN (from_place, to_place)))) STRICT
CREATE TABLE "voided_document" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "number" TEXT NOT NULL, "business_date" TEXT NOT NULL CHECK (date(business_date, '+0 days') IS business_date), "recorded_at" TEXT NOT NULL, "user_id" INTEGER, "origin_kind" TEXT NOT NULL, "origin_id" INTEGER NOT NULL, "reason" TEXT NOT NULL, FOREIGN KEY ("user_id") REFERENCES "app_user" ("id")) STRICT
CREATE TABLE "withdrawn_part" ("id" INTEGER NOT NULL PRIMARY KEY CHECK (id > 0), "count_part_id" INTEGER NOT NULL, "user_id" INTEGER, "recorded_at" TEXT NOT NULL, FOREIGN KEY ("count_part_id") REFERENCES "count_part" ("id"), FOREIGN KEY ("user_id") REFERENCES "app_user" ("id")) STRICT
CREATE UNIQUE INDEX "area_code" ON "area" ("code")
CREATE INDEX "area_parent_id" ON "area" ("parent_id")
CREATE INDEX "household_area_id" ON "household" ("area_id")
CREATE INDEX "person_area_id" ON "person" ("area_id")
CREATE INDEX "person_household_id" ON "person" ("household_id")
CREATE UNIQUE INDEX "app_user_name" ON "app_user" ("name")
CREATE INDEX "app_user_person_id" ON "app_user" ("person_id")
CREATE UNIQUE INDEX "adjustment_number" ON "adjustment" ("number")
CREATE INDEX "adjustment_business_date" ON "adjustment" ("business_date")
CREATE UNIQUE INDEX "category_name" ON "category" ("name")
CREATE INDEX "business_owner_id" ON "business" ("owner_id")
CREATE UNIQUE INDEX "attachment_sha256" ON "attachment" ("sha256")
CREATE INDEX "product_category_id" ON "product" ("category_id")
CREATE INDEX "product_owner_id" ON "product" ("owner_id")
CREATE INDEX "product_business_id" ON "product" ("business_id")
CREATE INDEX "product_parent_id" ON "product" ("parent_id")
CREATE INDEX "product_picture_id" ON "product" ("picture_id")
CREATE INDEX "adjustment_line_adjustment_id" ON "adjustment_line" ("adjustment_id")
CREATE INDEX "adjustment_line_product_id" ON "adjustment_line" ("product_id")
CREATE UNIQUE INDEX "adjustment_line_adjustment_id_line_no" ON "adjustment_line" ("adjustment_id", "line_no")
CREATE UNIQUE INDEX "till_letter" ON "till" ("letter")
CREATE INDEX "shift_till_id" ON "shift" ("till_id")
CREATE INDEX "shift_user_id" ON "shift" ("user_id")
CREATE UNIQUE INDEX "advance_number" ON "advance" ("number")
CREATE INDEX "advance_business_date" ON "advance" ("business_date")
CREATE INDEX "advance_consignor_id" ON "advance" ("consignor_id")
CREATE INDEX "arrangement_consignor_id" ON "arrangement" ("consignor_id")
CREATE INDEX "agreement_consignor_id" ON "agreement" ("consignor_id")
CREATE INDEX "agreement_product_id" ON "agreement" ("product_id")
CREATE INDEX "agreement_category_id" ON "agreement" ("category_id")
CREATE INDEX "approval_attempt_user_id" ON "approval_attempt" ("user_id")
CREATE INDEX "barcode_product_id" ON "barcode" ("product_id")
CREATE UNIQUE INDEX "barcode_code_product_id" ON "barcode" ("code", "product_id")
CREATE INDEX "batch_product_id" ON "batch" ("product_id")
CREATE UNIQUE INDEX "location_name" ON "location" ("name")
CREATE INDEX "business_baseline_business_id" ON "business_baseline" ("business_id")
CREATE INDEX "business_level_business_id" ON "business_level" ("business_id")
CREATE INDEX "capacity_person_id" ON "capacity" ("person_id")
CREATE UNIQUE INDEX "capacity_kind_number" ON "capacity" ("kind", "number")
CREATE UNIQUE INDEX "capacity_person_id_kind_since" ON "capacity" ("person_id", "kind", "since")
CREATE INDEX "cart_permit_cart_id" ON "cart_permit" ("cart_id")
CREATE INDEX "cash_count_shift_id" ON "cash_count" ("shift_id")
CREATE INDEX "cash_count_user_id" ON "cash_count" ("user_id")
CREATE INDEX "cash_count_line_cash_count_id" ON "cash_count_line" ("cash_count_id")
CREATE UNIQUE INDEX "cash_count_line_cash_count_id_denomination_idr" ON "cash_count_line" ("cash_count_id", "denomination_idr")
CREATE INDEX "cash_movement_shift_id" ON "cash_movement" ("shift_id")
CREATE INDEX "cash_movement_origin_kind_origin_id" ON "cash_movement" ("origin_kind", "origin_id")
CREATE UNIQUE INDEX "cash_slip_number" ON "cash_slip" ("number")
CREATE INDEX "cash_slip_business_date" ON "cash_slip" ("business_date")
CREATE INDEX "cash_slip_shift_id" ON "cash_slip" ("shift_id")
CREATE INDEX "certificate_product_id" ON "certificate" ("product_id")
CREATE INDEX "certificate_business_id" ON "certificate" ("business_id")
CREATE INDEX "certificate_photo_id" ON "certificate" ("photo_id")
CREATE INDEX "certificate_renews_id" ON "certificate" ("renews_id")
CREATE UNIQUE INDEX "certificate_withdrawal_certificate_id" ON "certificate_withdrawal" ("certificate_id")
CREATE UNIQUE INDEX "clearing_number" ON "clearing" ("number")
CREATE INDEX "clearing_business_date" ON "clearing" ("business_date")
CREATE UNIQUE INDEX "clearing_line_clearing_id_day" ON "clearing_line" ("clearing_id", "day")
CREATE UNIQUE INDEX "column_choice_kind_heading" ON "column_choice" ("kind", "heading")
CREATE INDEX "consignment_line_person_id" ON "consignment_line" ("person_id")
CREATE INDEX "consignment_line_product_id" ON "consignment_line" ("product_id")
CREATE INDEX "consignment_line_origin_kind_origin_id" ON "consignment_line" ("origin_kind", "origin_id")
CREATE INDEX "count_line_product_id" ON "count_line" ("product_id")
CREATE UNIQUE INDEX "count_line_count_id_product_id_pass_no" ON "count_line" ("count_id", "product_id", "pass_no")
CREATE INDEX "count_part_count_line_id" ON "count_part" ("count_line_id")
CREATE INDEX "credit_limit_member_id" ON "credit_limit" ("member_id")
CREATE UNIQUE INDEX "delivery_number" ON "delivery" ("number")
CREATE INDEX "delivery_business_date" ON "delivery" ("business_date")
CREATE INDEX "delivery_consignor_id" ON "delivery" ("consignor_id")
CREATE INDEX "delivery_line_delivery_id" ON "delivery_line" ("delivery_id")
CREATE INDEX "delivery_line_product_id" ON "delivery_line" ("product_id")
CREATE UNIQUE INDEX "delivery_line_delivery_id_line_no" ON "delivery_line" ("delivery_id", "line_no")
CREATE UNIQUE INDEX "discarded_count_count_id" ON "discarded_count" ("count_id")
CREATE INDEX "drawer_opening_shift_id" ON "drawer_opening" ("shift_id")
CREATE UNIQUE INDEX "return_note_number" ON "return_note" ("number")
CREATE INDEX "return_note_business_date" ON "return_note" ("business_date")
CREATE INDEX "return_note_consignor_id" ON "return_note" ("consignor_id")
CREATE UNIQUE INDEX "loss_number" ON "loss" ("number")
CREATE INDEX "loss_business_date" ON "loss" ("business_date")
CREATE INDEX "loss_consignor_id" ON "loss" ("consignor_id")
CREATE UNIQUE INDEX "settlement_number" ON "settlement" ("number")
CREATE INDEX "settlement_business_date" ON "settlement" ("business_date")
CREATE INDEX "settlement_consignor_id" ON "settlement" ("consignor_id")
CREATE UNIQUE INDEX "evening_count_number" ON "evening_count" ("number")
CREATE INDEX "evening_count_business_date" ON "evening_count" ("business_date")
CREATE INDEX "evening_count_consignor_id" ON "evening_count" ("consignor_id")
CREATE INDEX "evening_count_return_note_id" ON "evening_count" ("return_note_id")
CREATE INDEX "evening_count_loss_id" ON "evening_count" ("loss_id")
CREATE INDEX "evening_count_settlement_id" ON "evening_count" ("settlement_id")
CREATE INDEX "evening_count_line_evening_count_id" ON "evening_count_line" ("evening_count_id")
CREATE INDEX "evening_count_line_product_id" ON "evening_count_line" ("product_id")
CREATE UNIQUE INDEX "evening_count_line_evening_count_id_line_no" ON "evening_count_line" ("evening_count_id", "line_no")
CREATE UNIQUE INDEX "evening_count_line_evening_count_id_product_id" ON "evening_count_line" ("evening_count_id", "product_id")
CREATE UNIQUE INDEX "expense_number" ON "expense" ("number")
CREATE INDEX "expense_business_date" ON "expense" ("business_date")
CREATE INDEX "group_member_group_id" ON "group_member" ("group_id")
CREATE INDEX "group_member_person_id" ON "group_member" ("person_id")
CREATE UNIQUE INDEX "group_member_group_id_person_id_since" ON "group_member" ("group_id", "person_id", "since")
CREATE INDEX "journal_entry_business_date" ON "journal_entry" ("business_date")
CREATE UNIQUE INDEX "journal_entry_reverses_id" ON "journal_entry" ("reverses_id")
CREATE INDEX "journal_entry_user_id" ON "journal_entry" ("user_id")
CREATE INDEX "journal_entry_origin_kind_origin_id" ON "journal_entry" ("origin_kind", "origin_id")
CREATE UNIQUE INDEX "kind_set_name_key" ON "kind" ("set_name", "key")
CREATE INDEX "label_print_product_id" ON "label_print" ("product_id")
CREATE INDEX "label_size_name" ON "label_size" ("name")
CREATE UNIQUE INDEX "list_import_undone_list_import_id" ON "list_import_undone" ("list_import_id")
CREATE INDEX "login_attempt_user_id" ON "login_attempt" ("user_id")
CREATE INDEX "loss_line_loss_id" ON "loss_line" ("loss_id")
CREATE INDEX "loss_line_product_id" ON "loss_line" ("product_id")
CREATE UNIQUE INDEX "loss_line_loss_id_line_no" ON "loss_line" ("loss_id", "line_no")
CREATE INDEX "member_pin_person_id" ON "member_pin" ("person_id")
CREATE INDEX "member_pin_attempt_member_pin_id" ON "member_pin_attempt" ("member_pin_id")
CREATE UNIQUE INDEX "opening_number" ON "opening" ("number")
CREATE INDEX "opening_business_date" ON "opening" ("business_date")
CREATE INDEX "kit_part_product_id" ON "kit_part" ("product_id")
CREATE INDEX "kit_part_kit_product_id_product_id" ON "kit_part" ("kit_product_id", "product_id")
CREATE UNIQUE INDEX "sale_number" ON "sale" ("number")
CREATE INDEX "sale_business_date" ON "sale" ("business_date")
CREATE UNIQUE INDEX "sale_cart_id" ON "sale" ("cart_id")
CREATE INDEX "sale_shift_id" ON "sale" ("shift_id")
CREATE INDEX "sale_member_id" ON "sale" ("member_id")
CREATE UNIQUE INDEX "payment_sale_id_line_no" ON "payment" ("sale_id", "line_no")
CREATE UNIQUE INDEX "payout_number" ON "payout" ("number")
CREATE INDEX "payout_business_date" ON "payout" ("business_date")
CREATE INDEX "payout_settlement_id" ON "payout" ("settlement_id")
CREATE INDEX "payout_consignor_id" ON "payout" ("consignor_id")
CREATE UNIQUE INDEX "payout_part_payout_id_line_no" ON "payout_part" ("payout_id", "line_no")
CREATE INDEX "period_event_user_id" ON "period_event" ("user_id")
CREATE INDEX "period_event_kind_month" ON "period_event" ("kind", "month")
CREATE UNIQUE INDEX "period_balance_period_event_id_account_id" ON "period_balance" ("period_event_id", "account_id")
CREATE UNIQUE INDEX "posting_entry_id_line_no" ON "posting" ("entry_id", "line_no")
CREATE INDEX "posting_account_id_entry_id_amount_idr" ON "posting" ("account_id", "entry_id", "amount_idr")
CREATE INDEX "posting_person_id_account_id" ON "posting" ("person_id", "account_id") WHERE ("person_id" IS NOT NULL)
CREATE INDEX "price_change_product_id" ON "price_change" ("product_id")
CREATE INDEX "print_job_origin" ON "print_job" ("origin_kind", "origin_id")
CREATE INDEX print_job_waiting ON print_job (id) WHERE state = 'waiting'
CREATE UNIQUE INDEX "promotion_end_promotion_id" ON "promotion_end" ("promotion_id")
CREATE INDEX "promotion_target_product_id" ON "promotion_target" ("product_id")
CREATE INDEX "promotion_target_category_id" ON "promotion_target" ("category_id")
CREATE UNIQUE INDEX "promotion_target_promotion_id_product_id" ON "promotion_target" ("promotion_id", "product_id")
CREATE UNIQUE INDEX "promotion_target_promotion_id_category_id" ON "promotion_target" ("promotion_id", "category_id")
CREATE UNIQUE INDEX "purchase_number" ON "purchase" ("number")
CREATE INDEX "purchase_business_date" ON "purchase" ("business_date")
CREATE INDEX "purchase_supplier_id" ON "purchase" ("supplier_id")
CREATE INDEX "purchase_line_purchase_id" ON "purchase_line" ("purchase_id")
CREATE INDEX "purchase_line_product_id" ON "purchase_line" ("product_id")
CREATE UNIQUE INDEX "purchase_line_purchase_id_line_no" ON "purchase_line" ("purchase_id", "line_no")
CREATE UNIQUE INDEX "purchase_return_number" ON "purchase_return" ("number")
CREATE INDEX "purchase_return_business_date" ON "purchase_return" ("business_date")
CREATE INDEX "purchase_return_purchase_id" ON "purchase_return" ("purchase_id")
CREATE INDEX "purchase_return_line_purchase_return_id" ON "purchase_return_line" ("purchase_return_id")
CREATE INDEX "purchase_return_line_purchase_line_id" ON "purchase_return_line" ("purchase_line_id")
CREATE UNIQUE INDEX "purchase_return_line_purchase_return_id_line_no" ON "purchase_return_line" ("purchase_return_id", "line_no")
CREATE UNIQUE INDEX "receivable_item_undoes_id" ON "receivable_item" ("undoes_id")
CREATE INDEX "receivable_item_member_id_debt_kind_debt_id" ON "receivable_item" ("member_id", "debt_kind", "debt_id")
CREATE INDEX "receivable_item_debt_kind_debt_id" ON "receivable_item" ("debt_kind", "debt_id")
CREATE INDEX "receivable_item_origin_kind_origin_id" ON "receivable_item" ("origin_kind", "origin_id")
CREATE UNIQUE INDEX "repayment_number" ON "repayment" ("number")
CREATE INDEX "repayment_business_date" ON "repayment" ("business_date")
CREATE INDEX "repayment_member_id" ON "repayment" ("member_id")
CREATE INDEX "return_note_line_return_note_id" ON "return_note_line" ("return_note_id")
CREATE INDEX "return_note_line_product_id" ON "return_note_line" ("product_id")
CREATE UNIQUE INDEX "return_note_line_return_note_id_line_no" ON "return_note_line" ("return_note_id", "line_no")
CREATE UNIQUE INDEX "sale_change_number" ON "sale_change" ("number")
CREATE INDEX "sale_change_business_date" ON "sale_change" ("business_date")
CREATE INDEX "sale_change_sale_id" ON "sale_change" ("sale_id")
CREATE INDEX "sale_change_shift_id" ON "sale_change" ("shift_id")
CREATE INDEX "sale_change_member_id" ON "sale_change" ("member_id")
CREATE INDEX "sale_line_product_id" ON "sale_line" ("product_id")
CREATE UNIQUE INDEX "sale_line_sale_id_line_no" ON "sale_line" ("sale_id", "line_no")
CREATE INDEX "sale_change_line_sale_line_id" ON "sale_change_line" ("sale_line_id")
CREATE INDEX "sale_change_line_source_id" ON "sale_change_line" ("source_id")
CREATE INDEX "sale_change_line_product_id" ON "sale_change_line" ("product_id")
CREATE UNIQUE INDEX "sale_change_line_sale_change_id_line_no" ON "sale_change_line" ("sale_change_id", "line_no")
CREATE UNIQUE INDEX "sale_change_tender_sale_change_id_line_no" ON "sale_change_tender" ("sale_change_id", "line_no")
CREATE INDEX "savings_consent_cart_id" ON "savings_consent" ("cart_id")
CREATE UNIQUE INDEX "savings_line_undoes_id" ON "savings_line" ("undoes_id")
CREATE INDEX "savings_line_member_id_kind" ON "savings_line" ("member_id", "kind")
CREATE INDEX "savings_line_origin_kind_origin_id" ON "savings_line" ("origin_kind", "origin_id")
CREATE UNIQUE INDEX "savings_slip_number" ON "savings_slip" ("number")
CREATE INDEX "savings_slip_business_date" ON "savings_slip" ("business_date")
CREATE INDEX "savings_slip_member_id" ON "savings_slip" ("member_id")
CREATE UNIQUE INDEX "savings_slip_line_savings_slip_id_line_no" ON "savings_slip_line" ("savings_slip_id", "line_no")
CREATE INDEX "setting_key" ON "setting" ("key")
CREATE INDEX "settlement_line_settlement_id" ON "settlement_line" ("settlement_id")
CREATE UNIQUE INDEX "settlement_line_consignment_line_id" ON "settlement_line" ("consignment_line_id")
CREATE UNIQUE INDEX "shift_close_shift_id" ON "shift_close" ("shift_id")
CREATE INDEX "shift_close_user_id" ON "shift_close" ("user_id")
CREATE INDEX "stock_move_product_id_location_id" ON "stock_move" ("product_id", "location_id")
CREATE INDEX "stock_move_origin_kind_origin_id" ON "stock_move" ("origin_kind", "origin_id")
CREATE UNIQUE INDEX "stocktake_number" ON "stocktake" ("number")
CREATE INDEX "stocktake_business_date" ON "stocktake" ("business_date")
CREATE UNIQUE INDEX "stocktake_count_id" ON "stocktake" ("count_id")
CREATE INDEX "stocktake_line_product_id" ON "stocktake_line" ("product_id")
CREATE UNIQUE INDEX "stocktake_line_stocktake_id_line_no" ON "stocktake_line" ("stocktake_id", "line_no")
CREATE UNIQUE INDEX "supplier_payment_number" ON "supplier_payment" ("number")
CREATE INDEX "supplier_payment_business_date" ON "supplier_payment" ("business_date")
CREATE INDEX "supplier_payment_supplier_id" ON "supplier_payment" ("supplier_id")
CREATE INDEX "tier_price_product_id_min_qty_milli" ON "tier_price" ("product_id", "min_qty_milli")
CREATE UNIQUE INDEX "transfer_number" ON "transfer" ("number")
CREATE INDEX "transfer_business_date" ON "transfer" ("business_date")
CREATE UNIQUE INDEX "voided_document_number" ON "voided_document" ("number")
CREATE INDEX "voided_document_business_date" ON "voided_document" ("business_date")
CREATE UNIQUE INDEX "voided_document_origin_kind_origin_id" ON "voided_document" ("origin_kind", "origin_id")
CREATE UNIQUE INDEX "withdrawn_part_count_part_id" ON "withdrawn_part" ("count_part_id")
CREATE VIRTUAL TABLE product_search USING fts5(words, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3')
CREATE VIRTUAL TABLE product_vocabulary USING fts5vocab('product_search', 'row')
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit: tercatat, tidak bisa diubah'); END
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM audit) BEGIN SELECT RAISE(ABORT, 'audit: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER audit_next BEFORE INSERT ON audit WHEN NEW.id > (SELECT coalesce(max(id), 0) + 1 FROM audit) BEGIN SELECT RAISE(ABORT, 'audit: harus nomor berikutnya'); END
CREATE TRIGGER setting_no_update BEFORE UPDATE ON setting BEGIN SELECT RAISE(ABORT, 'setting: tercatat, tidak bisa diubah'); END
CREATE TRIGGER setting_no_delete BEFORE DELETE ON setting BEGIN SELECT RAISE(ABORT, 'setting: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER setting_no_replace BEFORE INSERT ON setting WHEN EXISTS (SELECT 1 FROM setting WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM setting) BEGIN SELECT RAISE(ABORT, 'setting: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER kind_no_update BEFORE UPDATE ON kind BEGIN SELECT RAISE(ABORT, 'kind: tercatat, tidak bisa diubah'); END
CREATE TRIGGER kind_no_delete BEFORE DELETE ON kind BEGIN SELECT RAISE(ABORT, 'kind: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER kind_no_replace BEFORE INSERT ON kind WHEN EXISTS (SELECT 1 FROM kind WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM kind WHERE set_name = NEW.set_name AND key = NEW.key) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM kind) BEGIN SELECT RAISE(ABORT, 'kind: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER expense_known BEFORE INSERT ON expense WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'place' AND key = NEW.place) BEGIN SELECT RAISE(ABORT, 'expense: place tidak dikenal'); END
CREATE TRIGGER expense_account BEFORE INSERT ON expense WHEN NEW.account_id NOT BETWEEN 6000 AND 8999 BEGIN SELECT RAISE(ABORT, 'expense: bukan akun biaya'); END
CREATE TRIGGER transfer_known BEFORE INSERT ON transfer WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'transfer_place' AND key = NEW.from_place) OR NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'transfer_place' AND key = NEW.to_place) BEGIN SELECT RAISE(ABORT, 'transfer: from_place atau to_place tidak dikenal'); END
CREATE TRIGGER expense_no_update BEFORE UPDATE ON expense BEGIN SELECT RAISE(ABORT, 'expense: tercatat, tidak bisa diubah'); END
CREATE TRIGGER expense_no_delete BEFORE DELETE ON expense BEGIN SELECT RAISE(ABORT, 'expense: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER expense_no_replace BEFORE INSERT ON expense WHEN EXISTS (SELECT 1 FROM expense WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM expense WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM expense) BEGIN SELECT RAISE(ABORT, 'expense: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER transfer_no_update BEFORE UPDATE ON transfer BEGIN SELECT RAISE(ABORT, 'transfer: tercatat, tidak bisa diubah'); END
CREATE TRIGGER transfer_no_delete BEFORE DELETE ON transfer BEGIN SELECT RAISE(ABORT, 'transfer: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER transfer_no_replace BEFORE INSERT ON transfer WHEN EXISTS (SELECT 1 FROM transfer WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM transfer WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM transfer) BEGIN SELECT RAISE(ABORT, 'transfer: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER clearing_no_update BEFORE UPDATE ON clearing BEGIN SELECT RAISE(ABORT, 'clearing: tercatat, tidak bisa diubah'); END
CREATE TRIGGER clearing_no_delete BEFORE DELETE ON clearing BEGIN SELECT RAISE(ABORT, 'clearing: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER clearing_no_replace BEFORE INSERT ON clearing WHEN EXISTS (SELECT 1 FROM clearing WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM clearing WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM clearing) BEGIN SELECT RAISE(ABORT, 'clearing: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER clearing_line_no_update BEFORE UPDATE ON clearing_line BEGIN SELECT RAISE(ABORT, 'clearing_line: tercatat, tidak bisa diubah'); END
CREATE TRIGGER clearing_line_no_delete BEFORE DELETE ON clearing_line BEGIN SELECT RAISE(ABORT, 'clearing_line: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER clearing_line_no_replace BEFORE INSERT ON clearing_line WHEN EXISTS (SELECT 1 FROM clearing_line WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM clearing_line WHERE clearing_id = NEW.clearing_id AND day = NEW.day) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM clearing_line) BEGIN SELECT RAISE(ABORT, 'clearing_line: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER certificate_known BEFORE INSERT ON certificate WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'certificate_kind' AND key = NEW.kind) BEGIN SELECT RAISE(ABORT, 'certificate: kind tidak dikenal'); END
CREATE TRIGGER certificate_no_update BEFORE UPDATE ON certificate BEGIN SELECT RAISE(ABORT, 'certificate: tercatat, tidak bisa diubah'); END
CREATE TRIGGER certificate_no_delete BEFORE DELETE ON certificate BEGIN SELECT RAISE(ABORT, 'certificate: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER certificate_no_replace BEFORE INSERT ON certificate WHEN EXISTS (SELECT 1 FROM certificate WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM certificate) BEGIN SELECT RAISE(ABORT, 'certificate: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER certificate_withdrawal_no_update BEFORE UPDATE ON certificate_withdrawal BEGIN SELECT RAISE(ABORT, 'certificate_withdrawal: tercatat, tidak bisa diubah'); END
CREATE TRIGGER certificate_withdrawal_no_delete BEFORE DELETE ON certificate_withdrawal BEGIN SELECT RAISE(ABORT, 'certificate_withdrawal: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER certificate_withdrawal_no_replace BEFORE INSERT ON certificate_withdrawal WHEN EXISTS (SELECT 1 FROM certificate_withdrawal WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM certificate_withdrawal WHERE certificate_id = NEW.certificate_id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM certificate_withdrawal) BEGIN SELECT RAISE(ABORT, 'certificate_withdrawal: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER agreement_known BEFORE INSERT ON agreement WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'terms_model' AND key = NEW.model) OR NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'bearer' AND key = NEW.bearer) OR NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'shrinkage_bearer' AND key = NEW.shrinkage_bearer) BEGIN SELECT RAISE(ABORT, 'agreement: model atau bearer atau shrinkage_bearer tidak dikenal'); END
CREATE TRIGGER arrangement_known BEFORE INSERT ON arrangement WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'settlement_cycle' AND key = NEW.cycle) OR NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'shrinkage_bearer' AND key = NEW.expiry_bearer) BEGIN SELECT RAISE(ABORT, 'arrangement: cycle atau expiry_bearer tidak dikenal'); END
CREATE TRIGGER consignment_line_known BEFORE INSERT ON consignment_line WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'consignment_kind' AND key = NEW.kind) BEGIN SELECT RAISE(ABORT, 'consignment_line: kind tidak dikenal'); END
CREATE TRIGGER consignment_line_account BEFORE INSERT ON consignment_line WHEN NOT EXISTS (SELECT 1 FROM account WHERE id = NEW.account_id AND of_consignor) BEGIN SELECT RAISE(ABORT, 'consignment_line: bukan akun penitip'); END
CREATE TRIGGER return_note_line_known BEFORE INSERT ON return_note_line WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'return_reason' AND key = NEW.reason) BEGIN SELECT RAISE(ABORT, 'return_note_line: reason tidak dikenal'); END
CREATE TRIGGER agreement_no_update BEFORE UPDATE ON agreement BEGIN SELECT RAISE(ABORT, 'agreement: tercatat, tidak bisa diubah'); END
CREATE TRIGGER agreement_no_delete BEFORE DELETE ON agreement BEGIN SELECT RAISE(ABORT, 'agreement: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER agreement_no_replace BEFORE INSERT ON agreement WHEN EXISTS (SELECT 1 FROM agreement WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM agreement) BEGIN SELECT RAISE(ABORT, 'agreement: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER arrangement_no_update BEFORE UPDATE ON arrangement BEGIN SELECT RAISE(ABORT, 'arrangement: tercatat, tidak bisa diubah'); END
CREATE TRIGGER arrangement_no_delete BEFORE DELETE ON arrangement BEGIN SELECT RAISE(ABORT, 'arrangement: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER arrangement_no_replace BEFORE INSERT ON arrangement WHEN EXISTS (SELECT 1 FROM arrangement WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM arrangement) BEGIN SELECT RAISE(ABORT, 'arrangement: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER delivery_no_update BEFORE UPDATE ON delivery BEGIN SELECT RAISE(ABORT, 'delivery: tercatat, tidak bisa diubah'); END
CREATE TRIGGER delivery_no_delete BEFORE DELETE ON delivery BEGIN SELECT RAISE(ABORT, 'delivery: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER delivery_no_replace BEFORE INSERT ON delivery WHEN EXISTS (SELECT 1 FROM delivery WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM delivery WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM delivery) BEGIN SELECT RAISE(ABORT, 'delivery: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER delivery_line_no_update BEFORE UPDATE ON delivery_line BEGIN SELECT RAISE(ABORT, 'delivery_line: tercatat, tidak bisa diubah'); END
CREATE TRIGGER delivery_line_no_delete BEFORE DELETE ON delivery_line BEGIN SELECT RAISE(ABORT, 'delivery_line: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER delivery_line_no_replace BEFORE INSERT ON delivery_line WHEN EXISTS (SELECT 1 FROM delivery_line WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM delivery_line WHERE delivery_id = NEW.delivery_id AND line_no = NEW.line_no) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM delivery_line) BEGIN SELECT RAISE(ABORT, 'delivery_line: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER consignment_line_no_update BEFORE UPDATE ON consignment_line BEGIN SELECT RAISE(ABORT, 'consignment_line: tercatat, tidak bisa diubah'); END
CREATE TRIGGER consignment_line_no_delete BEFORE DELETE ON consignment_line BEGIN SELECT RAISE(ABORT, 'consignment_line: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER consignment_line_no_replace BEFORE INSERT ON consignment_line WHEN EXISTS (SELECT 1 FROM consignment_line WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM consignment_line) BEGIN SELECT RAISE(ABORT, 'consignment_line: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER return_note_no_update BEFORE UPDATE ON return_note BEGIN SELECT RAISE(ABORT, 'return_note: tercatat, tidak bisa diubah'); END
CREATE TRIGGER return_note_no_delete BEFORE DELETE ON return_note BEGIN SELECT RAISE(ABORT, 'return_note: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER return_note_no_replace BEFORE INSERT ON return_note WHEN EXISTS (SELECT 1 FROM return_note WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM return_note WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM return_note) BEGIN SELECT RAISE(ABORT, 'return_note: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER return_note_line_no_update BEFORE UPDATE ON return_note_line BEGIN SELECT RAISE(ABORT, 'return_note_line: tercatat, tidak bisa diubah'); END
CREATE TRIGGER return_note_line_no_delete BEFORE DELETE ON return_note_line BEGIN SELECT RAISE(ABORT, 'return_note_line: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER return_note_line_no_replace BEFORE INSERT ON return_note_line WHEN EXISTS (SELECT 1 FROM return_note_line WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM return_note_line WHERE return_note_id = NEW.return_note_id AND line_no = NEW.line_no) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM return_note_line) BEGIN SELECT RAISE(ABORT, 'return_note_line: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER loss_no_update BEFORE UPDATE ON loss BEGIN SELECT RAISE(ABORT, 'loss: tercatat, tidak bisa diubah'); END
CREATE TRIGGER loss_no_delete BEFORE DELETE ON loss BEGIN SELECT RAISE(ABORT, 'loss: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER loss_no_replace BEFORE INSERT ON loss WHEN EXISTS (SELECT 1 FROM loss WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM loss WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM loss) BEGIN SELECT RAISE(ABORT, 'loss: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER loss_line_no_update BEFORE UPDATE ON loss_line BEGIN SELECT RAISE(ABORT, 'loss_line: tercatat, tidak bisa diubah'); END
CREATE TRIGGER loss_line_no_delete BEFORE DELETE ON loss_line BEGIN SELECT RAISE(ABORT, 'loss_line: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER loss_line_no_replace BEFORE INSERT ON loss_line WHEN EXISTS (SELECT 1 FROM loss_line WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM loss_line WHERE loss_id = NEW.loss_id AND line_no = NEW.line_no) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM loss_line) BEGIN SELECT RAISE(ABORT, 'loss_line: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER settlement_no_update BEFORE UPDATE ON settlement BEGIN SELECT RAISE(ABORT, 'settlement: tercatat, tidak bisa diubah'); END
CREATE TRIGGER settlement_no_delete BEFORE DELETE ON settlement BEGIN SELECT RAISE(ABORT, 'settlement: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER settlement_no_replace BEFORE INSERT ON settlement WHEN EXISTS (SELECT 1 FROM settlement WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM settlement WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM settlement) BEGIN SELECT RAISE(ABORT, 'settlement: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER settlement_line_no_update BEFORE UPDATE ON settlement_line BEGIN SELECT RAISE(ABORT, 'settlement_line: tercatat, tidak bisa diubah'); END
CREATE TRIGGER settlement_line_no_delete BEFORE DELETE ON settlement_line BEGIN SELECT RAISE(ABORT, 'settlement_line: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER settlement_line_no_replace BEFORE INSERT ON settlement_line WHEN EXISTS (SELECT 1 FROM settlement_line WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM settlement_line WHERE consignment_line_id = NEW.consignment_line_id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM settlement_line) BEGIN SELECT RAISE(ABORT, 'settlement_line: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER payout_no_update BEFORE UPDATE ON payout BEGIN SELECT RAISE(ABORT, 'payout: tercatat, tidak bisa diubah'); END
CREATE TRIGGER payout_no_delete BEFORE DELETE ON payout BEGIN SELECT RAISE(ABORT, 'payout: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER payout_no_replace BEFORE INSERT ON payout WHEN EXISTS (SELECT 1 FROM payout WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM payout WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM payout) BEGIN SELECT RAISE(ABORT, 'payout: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER payout_part_no_update BEFORE UPDATE ON payout_part BEGIN SELECT RAISE(ABORT, 'payout_part: tercatat, tidak bisa diubah'); END
CREATE TRIGGER payout_part_no_delete BEFORE DELETE ON payout_part BEGIN SELECT RAISE(ABORT, 'payout_part: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER payout_part_no_replace BEFORE INSERT ON payout_part WHEN EXISTS (SELECT 1 FROM payout_part WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM payout_part WHERE payout_id = NEW.payout_id AND line_no = NEW.line_no) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM payout_part) BEGIN SELECT RAISE(ABORT, 'payout_part: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER advance_no_update BEFORE UPDATE ON advance BEGIN SELECT RAISE(ABORT, 'advance: tercatat, tidak bisa diubah'); END
CREATE TRIGGER advance_no_delete BEFORE DELETE ON advance BEGIN SELECT RAISE(ABORT, 'advance: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER advance_no_replace BEFORE INSERT ON advance WHEN EXISTS (SELECT 1 FROM advance WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM advance WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM advance) BEGIN SELECT RAISE(ABORT, 'advance: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER evening_count_no_update BEFORE UPDATE ON evening_count BEGIN SELECT RAISE(ABORT, 'evening_count: tercatat, tidak bisa diubah'); END
CREATE TRIGGER evening_count_no_delete BEFORE DELETE ON evening_count BEGIN SELECT RAISE(ABORT, 'evening_count: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER evening_count_no_replace BEFORE INSERT ON evening_count WHEN EXISTS (SELECT 1 FROM evening_count WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM evening_count WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM evening_count) BEGIN SELECT RAISE(ABORT, 'evening_count: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER evening_count_line_no_update BEFORE UPDATE ON evening_count_line BEGIN SELECT RAISE(ABORT, 'evening_count_line: tercatat, tidak bisa diubah'); END
CREATE TRIGGER evening_count_line_no_delete BEFORE DELETE ON evening_count_line BEGIN SELECT RAISE(ABORT, 'evening_count_line: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER evening_count_line_no_replace BEFORE INSERT ON evening_count_line WHEN EXISTS (SELECT 1 FROM evening_count_line WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM evening_count_line WHERE evening_count_id = NEW.evening_count_id AND line_no = NEW.line_no) OR EXISTS (SELECT 1 FROM evening_count_line WHERE evening_count_id = NEW.evening_count_id AND product_id = NEW.product_id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM evening_count_line) BEGIN SELECT RAISE(ABORT, 'evening_count_line: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER payout_part_known BEFORE INSERT ON payout_part WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'payout_way' AND key = NEW.way) BEGIN SELECT RAISE(ABORT, 'payout_part: way tidak dikenal'); END
CREATE TRIGGER advance_known BEFORE INSERT ON advance WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'place' AND key = NEW.place) OR NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'advance_direction' AND key = NEW.direction) BEGIN SELECT RAISE(ABORT, 'advance: place atau direction tidak dikenal'); END
CREATE TRIGGER evening_count_line_known BEFORE INSERT ON evening_count_line WHEN (NEW.decision IS NOT NULL AND NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'gap_decision' AND key = NEW.decision)) BEGIN SELECT RAISE(ABORT, 'evening_count_line: decision tidak dikenal'); END
CREATE TRIGGER evening_count_one_a_day BEFORE INSERT ON evening_count WHEN EXISTS (SELECT 1 FROM evening_count e WHERE e.consignor_id = NEW.consignor_id AND e.business_date = NEW.business_date AND NOT EXISTS (SELECT 1 FROM voided_document v_e WHERE v_e.origin_kind = 'evening_count' AND v_e.origin_id = e.id)) BEGIN SELECT RAISE(ABORT, 'evening_count: sudah dihitung hari ini'); END
CREATE TRIGGER opening_no_update BEFORE UPDATE ON opening BEGIN SELECT RAISE(ABORT, 'opening: tercatat, tidak bisa diubah'); END
CREATE TRIGGER opening_no_delete BEFORE DELETE ON opening BEGIN SELECT RAISE(ABORT, 'opening: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER opening_no_replace BEFORE INSERT ON opening WHEN EXISTS (SELECT 1 FROM opening WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM opening WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM opening) BEGIN SELECT RAISE(ABORT, 'opening: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER list_import_no_update BEFORE UPDATE ON list_import BEGIN SELECT RAISE(ABORT, 'list_import: tercatat, tidak bisa diubah'); END
CREATE TRIGGER list_import_no_delete BEFORE DELETE ON list_import BEGIN SELECT RAISE(ABORT, 'list_import: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER list_import_no_replace BEFORE INSERT ON list_import WHEN EXISTS (SELECT 1 FROM list_import WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM list_import) BEGIN SELECT RAISE(ABORT, 'list_import: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER list_import_undone_no_update BEFORE UPDATE ON list_import_undone BEGIN SELECT RAISE(ABORT, 'list_import_undone: tercatat, tidak bisa diubah'); END
CREATE TRIGGER list_import_undone_no_delete BEFORE DELETE ON list_import_undone BEGIN SELECT RAISE(ABORT, 'list_import_undone: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER list_import_undone_no_replace BEFORE INSERT ON list_import_undone WHEN EXISTS (SELECT 1 FROM list_import_undone WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM list_import_undone WHERE list_import_id = NEW.list_import_id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM list_import_undone) BEGIN SELECT RAISE(ABORT, 'list_import_undone: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER list_import_known BEFORE INSERT ON list_import WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'list_kind' AND key = NEW.kind) BEGIN SELECT RAISE(ABORT, 'list_import: kind tidak dikenal'); END
CREATE TRIGGER column_choice_known BEFORE INSERT ON column_choice WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'list_kind' AND key = NEW.kind) BEGIN SELECT RAISE(ABORT, 'column_choice: kind tidak dikenal'); END
CREATE TRIGGER column_choice_known_still BEFORE UPDATE OF kind ON column_choice WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'list_kind' AND key = NEW.kind) BEGIN SELECT RAISE(ABORT, 'column_choice: kind tidak dikenal'); END
CREATE TRIGGER label_print_known BEFORE INSERT ON label_print WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'label_way' AND key = NEW.way) BEGIN SELECT RAISE(ABORT, 'label_print: way tidak dikenal'); END
CREATE TRIGGER label_size_no_update BEFORE UPDATE ON label_size BEGIN SELECT RAISE(ABORT, 'label_size: tercatat, tidak bisa diubah'); END
CREATE TRIGGER label_size_no_delete BEFORE DELETE ON label_size BEGIN SELECT RAISE(ABORT, 'label_size: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER label_size_no_replace BEFORE INSERT ON label_size WHEN EXISTS (SELECT 1 FROM label_size WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM label_size) BEGIN SELECT RAISE(ABORT, 'label_size: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER label_print_no_update BEFORE UPDATE ON label_print BEGIN SELECT RAISE(ABORT, 'label_print: tercatat, tidak bisa diubah'); END
CREATE TRIGGER label_print_no_delete BEFORE DELETE ON label_print BEGIN SELECT RAISE(ABORT, 'label_print: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER label_print_no_replace BEFORE INSERT ON label_print WHEN EXISTS (SELECT 1 FROM label_print WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM label_print) BEGIN SELECT RAISE(ABORT, 'label_print: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER journal_entry_known BEFORE INSERT ON journal_entry WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'entry_kind' AND key = NEW.kind) BEGIN SELECT RAISE(ABORT, 'journal_entry: kind tidak dikenal'); END
CREATE TRIGGER posting_account BEFORE INSERT ON posting WHEN NOT EXISTS (SELECT 1 FROM account a WHERE a.id = NEW.account_id AND a.is_cash = (NEW.cash_flow IS NOT NULL) AND (NEW.person_id IS NOT NULL OR NOT a.needs_person)) OR (NEW.cash_flow IS NOT NULL AND NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'cash_flow' AND key = NEW.cash_flow)) BEGIN SELECT RAISE(ABORT, 'posting: akun, orang atau arus kasnya tidak cocok'); END
CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting BEGIN SELECT RAISE(ABORT, 'posting: tercatat, tidak bisa diubah'); END
CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting BEGIN SELECT RAISE(ABORT, 'posting: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER posting_no_replace BEFORE INSERT ON posting WHEN EXISTS (SELECT 1 FROM posting WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM posting WHERE entry_id = NEW.entry_id AND line_no = NEW.line_no) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM posting) BEGIN SELECT RAISE(ABORT, 'posting: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER period_event_no_update BEFORE UPDATE ON period_event BEGIN SELECT RAISE(ABORT, 'period_event: tercatat, tidak bisa diubah'); END
CREATE TRIGGER period_event_no_delete BEFORE DELETE ON period_event BEGIN SELECT RAISE(ABORT, 'period_event: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER period_event_no_replace BEFORE INSERT ON period_event WHEN EXISTS (SELECT 1 FROM period_event WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM period_event) BEGIN SELECT RAISE(ABORT, 'period_event: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER period_balance_no_update BEFORE UPDATE ON period_balance BEGIN SELECT RAISE(ABORT, 'period_balance: tercatat, tidak bisa diubah'); END
CREATE TRIGGER period_balance_no_delete BEFORE DELETE ON period_balance BEGIN SELECT RAISE(ABORT, 'period_balance: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER period_balance_no_replace BEFORE INSERT ON period_balance WHEN EXISTS (SELECT 1 FROM period_balance WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM period_balance WHERE period_event_id = NEW.period_event_id AND account_id = NEW.account_id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM period_balance) BEGIN SELECT RAISE(ABORT, 'period_balance: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER voided_document_no_update BEFORE UPDATE ON voided_document BEGIN SELECT RAISE(ABORT, 'voided_document: tercatat, tidak bisa diubah'); END
CREATE TRIGGER voided_document_no_delete BEFORE DELETE ON voided_document BEGIN SELECT RAISE(ABORT, 'voided_document: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER voided_document_no_replace BEFORE INSERT ON voided_document WHEN EXISTS (SELECT 1 FROM voided_document WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM voided_document WHERE number = NEW.number) OR EXISTS (SELECT 1 FROM voided_document WHERE origin_kind = NEW.origin_kind AND origin_id = NEW.origin_id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM voided_document) BEGIN SELECT RAISE(ABORT, 'voided_document: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry BEGIN SELECT RAISE(ABORT, 'journal_entry: tercatat, tidak bisa diubah'); END
CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry BEGIN SELECT RAISE(ABORT, 'journal_entry: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER journal_entry_no_replace BEFORE INSERT ON journal_entry WHEN EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM journal_entry WHERE reverses_id = NEW.reverses_id) OR NEW.id > 2000000 + (SELECT coalesce(max(id), 0) FROM journal_entry) BEGIN SELECT RAISE(ABORT, 'journal_entry: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER account_no_delete BEFORE DELETE ON account BEGIN SELECT RAISE(ABORT, 'account: akun tidak bisa dihapus'); END
CREATE TRIGGER account_no_renumber BEFORE UPDATE ON account WHEN NEW.id IS NOT OLD.id OR NEW.normal_side IS NOT OLD.normal_side OR NEW.contra IS NOT OLD.contra OR NEW.statement IS NOT OLD.statement OR NEW.own_capital IS NOT OLD.own_capital OR NEW.is_cash IS NOT OLD.is_cash OR NEW.needs_person IS NOT OLD.needs_person OR NEW.of_consignor IS NOT OLD.of_consignor BEGIN SELECT RAISE(ABORT, 'account: kode, sisi dan tempat akun di laporan tetap'); END
CREATE TRIGGER account_no_replace BEFORE INSERT ON account WHEN EXISTS (SELECT 1 FROM account WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'account: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER posting_near BEFORE INSERT ON posting WHEN NEW.entry_id > 1000000 + (SELECT coalesce(max(id), 0) FROM journal_entry) BEGIN SELECT RAISE(ABORT, 'posting: nomor jurnal terlalu jauh'); END
CREATE TRIGGER posting_sealed BEFORE INSERT ON posting WHEN EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.entry_id) BEGIN SELECT RAISE(ABORT, 'posting: jurnal sudah disegel'); END
CREATE TRIGGER journal_entry_balanced BEFORE INSERT ON journal_entry WHEN NEW.id < 1 OR (SELECT coalesce(sum(amount_idr), 1) FROM posting WHERE entry_id = NEW.id) <> 0 BEGIN SELECT RAISE(ABORT, 'journal_entry: debet dan kredit tidak sama'); END
CREATE TRIGGER journal_entry_open_month BEFORE INSERT ON journal_entry WHEN EXISTS (SELECT 1 FROM period_event c WHERE c.kind = 'CLOSED' AND c.month >= substr(NEW.business_date, 1, 7) AND NOT EXISTS (SELECT 1 FROM period_event r WHERE r.month = c.month AND r.kind = 'REOPENED' AND r.id > c.id)) BEGIN SELECT RAISE(ABORT, 'journal_entry: bulan sudah ditutup'); END
CREATE TRIGGER stock_move_open_month BEFORE INSERT ON stock_move WHEN EXISTS (SELECT 1 FROM period_event c WHERE c.kind = 'CLOSED' AND c.month >= substr(NEW.business_date, 1, 7) AND NOT EXISTS (SELECT 1 FROM period_event r WHERE r.month = c.month AND r.kind = 'REOPENED' AND r.id > c.id)) BEGIN SELECT RAISE(ABORT, 'stock_move: bulan sudah ditutup'); END
CREATE TRIGGER period_event_close_in_order BEFORE INSERT ON period_event WHEN NEW.kind = 'CLOSED' AND (NEW.month <= coalesce((SELECT max(c.month) FROM period_event c WHERE c.kind = 'CLOSED' AND NOT EXISTS (SELECT 1 FROM period_event r WHERE r.month = c.month AND r.kind = 'REOPENED' AND r.id > c.id)), '') OR EXISTS (SELECT 1 FROM journal_entry WHERE business_date > coalesce((SELECT max(c.month) FROM period_event c WHERE c.kind = 'CLOSED' AND NOT EXISTS (SELECT 1 FROM period_event r WHERE r.month = c.month AND r.kind = 'REOPENED' AND r.id > c.id)), '') || '-99' AND business_date < NEW.month || '-01') OR NOT coalesce(NEW.month <= substr(date(NEW.recorded_at, '+1 day'), 1, 7), 0) OR date(NEW.recorded_at) > date((SELECT recorded_at FROM audit ORDER BY id DESC LIMIT 1), '+366 days')) BEGIN SELECT RAISE(ABORT, 'period_event: bulan ditutup berurutan, tidak sebelum tiba'); END
CREATE TRIGGER period_event_reopen_last BEFORE INSERT ON period_event WHEN NEW.kind = 'REOPENED' AND NEW.month <> coalesce((SELECT max(c.month) FROM period_event c WHERE c.kind = 'CLOSED' AND NOT EXISTS (SELECT 1 FROM period_event r WHERE r.month = c.month AND r.kind = 'REOPENED' AND r.id > c.id)), '') BEGIN SELECT RAISE(ABORT, 'period_event: hanya bulan terakhir yang bisa dibuka lagi'); END
CREATE TRIGGER area_known BEFORE INSERT ON area WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'area_level' AND key = NEW.level) BEGIN SELECT RAISE(ABORT, 'area: level tidak dikenal'); END
CREATE TRIGGER area_known_still BEFORE UPDATE OF level ON area WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'area_level' AND key = NEW.level) BEGIN SELECT RAISE(ABORT, 'area: level tidak dikenal'); END
CREATE TRIGGER person_known BEFORE INSERT ON person WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'person_kind' AND key = NEW.kind) BEGIN SELECT RAISE(ABORT, 'person: kind tidak dikenal'); END
CREATE TRIGGER person_known_still BEFORE UPDATE OF kind ON person WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'person_kind' AND key = NEW.kind) BEGIN SELECT RAISE(ABORT, 'person: kind tidak dikenal'); END
CREATE TRIGGER business_level_no_update BEFORE UPDATE ON business_level BEGIN SELECT RAISE(ABORT, 'business_level: tercatat, tidak bisa diubah'); END
CREATE TRIGGER business_level_no_delete BEFORE DELETE ON business_level BEGIN SELECT RAISE(ABORT, 'business_level: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER business_level_no_replace BEFORE INSERT ON business_level WHEN EXISTS (SELECT 1 FROM business_level WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM business_level) BEGIN SELECT RAISE(ABORT, 'business_level: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER business_baseline_no_update BEFORE UPDATE ON business_baseline BEGIN SELECT RAISE(ABORT, 'business_baseline: tercatat, tidak bisa diubah'); END
CREATE TRIGGER business_baseline_no_delete BEFORE DELETE ON business_baseline BEGIN SELECT RAISE(ABORT, 'business_baseline: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER business_baseline_no_replace BEFORE INSERT ON business_baseline WHEN EXISTS (SELECT 1 FROM business_baseline WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM business_baseline) BEGIN SELECT RAISE(ABORT, 'business_baseline: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER business_level_known BEFORE INSERT ON business_level WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'up2k_level' AND key = NEW.level) BEGIN SELECT RAISE(ABORT, 'business_level: level tidak dikenal'); END
CREATE TRIGGER capacity_known BEFORE INSERT ON capacity WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'capacity' AND key = NEW.kind) BEGIN SELECT RAISE(ABORT, 'capacity: kind tidak dikenal'); END
CREATE TRIGGER capacity_known_still BEFORE UPDATE OF kind ON capacity WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'capacity' AND key = NEW.kind) BEGIN SELECT RAISE(ABORT, 'capacity: kind tidak dikenal'); END
CREATE TRIGGER promotion_known BEFORE INSERT ON promotion WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'promotion_kind' AND key = NEW.kind) OR NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'bearer' AND key = NEW.bearer) BEGIN SELECT RAISE(ABORT, 'promotion: kind atau bearer tidak dikenal'); END
CREATE TRIGGER promotion_figures BEFORE INSERT ON promotion WHEN (NEW.kind = 'PERCENT') <> (NEW.percent_bp > 0) OR (NEW.kind IN ('AMOUNT', 'BUNDLE')) <> (NEW.amount_idr > 0) OR (NEW.kind IN ('BUY_N_GET_M', 'BUNDLE')) <> (NEW.pieces > 0) OR (NEW.kind = 'BUY_N_GET_M') <> (NEW.free_pieces > 0) BEGIN SELECT RAISE(ABORT, 'promotion: angkanya tidak cocok dengan jenisnya'); END
CREATE TRIGGER promotion_no_update BEFORE UPDATE ON promotion BEGIN SELECT RAISE(ABORT, 'promotion: tercatat, tidak bisa diubah'); END
CREATE TRIGGER promotion_no_delete BEFORE DELETE ON promotion BEGIN SELECT RAISE(ABORT, 'promotion: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER promotion_no_replace BEFORE INSERT ON promotion WHEN EXISTS (SELECT 1 FROM promotion WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM promotion) BEGIN SELECT RAISE(ABORT, 'promotion: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER promotion_target_no_update BEFORE UPDATE ON promotion_target BEGIN SELECT RAISE(ABORT, 'promotion_target: tercatat, tidak bisa diubah'); END
CREATE TRIGGER promotion_target_no_delete BEFORE DELETE ON promotion_target BEGIN SELECT RAISE(ABORT, 'promotion_target: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER promotion_target_no_replace BEFORE INSERT ON promotion_target WHEN EXISTS (SELECT 1 FROM promotion_target WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM promotion_target WHERE promotion_id = NEW.promotion_id AND product_id = NEW.product_id) OR EXISTS (SELECT 1 FROM promotion_target WHERE promotion_id = NEW.promotion_id AND category_id = NEW.category_id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM promotion_target) BEGIN SELECT RAISE(ABORT, 'promotion_target: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER promotion_end_no_update BEFORE UPDATE ON promotion_end BEGIN SELECT RAISE(ABORT, 'promotion_end: tercatat, tidak bisa diubah'); END
CREATE TRIGGER promotion_end_no_delete BEFORE DELETE ON promotion_end BEGIN SELECT RAISE(ABORT, 'promotion_end: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER promotion_end_no_replace BEFORE INSERT ON promotion_end WHEN EXISTS (SELECT 1 FROM promotion_end WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM promotion_end WHERE promotion_id = NEW.promotion_id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM promotion_end) BEGIN SELECT RAISE(ABORT, 'promotion_end: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER tier_price_no_update BEFORE UPDATE ON tier_price BEGIN SELECT RAISE(ABORT, 'tier_price: tercatat, tidak bisa diubah'); END
CREATE TRIGGER tier_price_no_delete BEFORE DELETE ON tier_price BEGIN SELECT RAISE(ABORT, 'tier_price: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER tier_price_no_replace BEFORE INSERT ON tier_price WHEN EXISTS (SELECT 1 FROM tier_price WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM tier_price) BEGIN SELECT RAISE(ABORT, 'tier_price: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER kit_part_no_update BEFORE UPDATE ON kit_part BEGIN SELECT RAISE(ABORT, 'kit_part: tercatat, tidak bisa diubah'); END
CREATE TRIGGER kit_part_no_delete BEFORE DELETE ON kit_part BEGIN SELECT RAISE(ABORT, 'kit_part: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER kit_part_no_replace BEFORE INSERT ON kit_part WHEN EXISTS (SELECT 1 FROM kit_part WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM kit_part) BEGIN SELECT RAISE(ABORT, 'kit_part: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER print_job_known BEFORE INSERT ON print_job WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'job_state' AND key = NEW.state) BEGIN SELECT RAISE(ABORT, 'print_job: state tidak dikenal'); END
CREATE TRIGGER print_job_known_still BEFORE UPDATE OF state ON print_job WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'job_state' AND key = NEW.state) BEGIN SELECT RAISE(ABORT, 'print_job: state tidak dikenal'); END
CREATE TRIGGER print_job_frozen BEFORE UPDATE ON print_job WHEN NEW.id IS NOT OLD.id OR NEW.kind IS NOT OLD.kind OR NEW.title IS NOT OLD.title OR NEW.origin_kind IS NOT OLD.origin_kind OR NEW.origin_id IS NOT OLD.origin_id OR NEW.elements IS NOT OLD.elements OR NEW.copy_no IS NOT OLD.copy_no OR NEW.queued_at IS NOT OLD.queued_at OR NEW.user_id IS NOT OLD.user_id BEGIN SELECT RAISE(ABORT, 'print_job: isi cetakan tidak bisa diubah'); END
CREATE TRIGGER print_job_final BEFORE UPDATE ON print_job WHEN OLD.state <> 'waiting' BEGIN SELECT RAISE(ABORT, 'print_job: sudah selesai, cetak ulang sebagai salinan'); END
CREATE TRIGGER print_job_no_delete BEFORE DELETE ON print_job BEGIN SELECT RAISE(ABORT, 'print_job: tidak bisa dihapus'); END
CREATE TRIGGER print_job_no_replace BEFORE INSERT ON print_job WHEN EXISTS (SELECT 1 FROM print_job WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'print_job: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER price_change_no_update BEFORE UPDATE ON price_change BEGIN SELECT RAISE(ABORT, 'price_change: tercatat, tidak bisa diubah'); END
CREATE TRIGGER price_change_no_delete BEFORE DELETE ON price_change BEGIN SELECT RAISE(ABORT, 'price_change: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER price_change_no_replace BEFORE INSERT ON price_change WHEN EXISTS (SELECT 1 FROM price_change WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM price_change) BEGIN SELECT RAISE(ABORT, 'price_change: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER purchase_known BEFORE INSERT ON purchase WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'purchase_way' AND key = NEW.paid_from) BEGIN SELECT RAISE(ABORT, 'purchase: paid_from tidak dikenal'); END
CREATE TRIGGER supplier_payment_known BEFORE INSERT ON supplier_payment WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'place' AND key = NEW.paid_from) BEGIN SELECT RAISE(ABORT, 'supplier_payment: paid_from tidak dikenal'); END
CREATE TRIGGER purchase_return_known BEFORE INSERT ON purchase_return WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'purchase_way' AND key = NEW.paid_to) BEGIN SELECT RAISE(ABORT, 'purchase_return: paid_to tidak dikenal'); END
CREATE TRIGGER purchase_no_update BEFORE UPDATE ON purchase BEGIN SELECT RAISE(ABORT, 'purchase: tercatat, tidak bisa diubah'); END
CREATE TRIGGER purchase_no_delete BEFORE DELETE ON purchase BEGIN SELECT RAISE(ABORT, 'purchase: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER purchase_no_replace BEFORE INSERT ON purchase WHEN EXISTS (SELECT 1 FROM purchase WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM purchase WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM purchase) BEGIN SELECT RAISE(ABORT, 'purchase: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER purchase_line_no_update BEFORE UPDATE ON purchase_line BEGIN SELECT RAISE(ABORT, 'purchase_line: tercatat, tidak bisa diubah'); END
CREATE TRIGGER purchase_line_no_delete BEFORE DELETE ON purchase_line BEGIN SELECT RAISE(ABORT, 'purchase_line: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER purchase_line_no_replace BEFORE INSERT ON purchase_line WHEN EXISTS (SELECT 1 FROM purchase_line WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM purchase_line WHERE purchase_id = NEW.purchase_id AND line_no = NEW.line_no) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM purchase_line) BEGIN SELECT RAISE(ABORT, 'purchase_line: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER supplier_payment_no_update BEFORE UPDATE ON supplier_payment BEGIN SELECT RAISE(ABORT, 'supplier_payment: tercatat, tidak bisa diubah'); END
CREATE TRIGGER supplier_payment_no_delete BEFORE DELETE ON supplier_payment BEGIN SELECT RAISE(ABORT, 'supplier_payment: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER supplier_payment_no_replace BEFORE INSERT ON supplier_payment WHEN EXISTS (SELECT 1 FROM supplier_payment WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM supplier_payment WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM supplier_payment) BEGIN SELECT RAISE(ABORT, 'supplier_payment: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER purchase_return_no_update BEFORE UPDATE ON purchase_return BEGIN SELECT RAISE(ABORT, 'purchase_return: tercatat, tidak bisa diubah'); END
CREATE TRIGGER purchase_return_no_delete BEFORE DELETE ON purchase_return BEGIN SELECT RAISE(ABORT, 'purchase_return: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER purchase_return_no_replace BEFORE INSERT ON purchase_return WHEN EXISTS (SELECT 1 FROM purchase_return WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM purchase_return WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM purchase_return) BEGIN SELECT RAISE(ABORT, 'purchase_return: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER purchase_return_line_no_update BEFORE UPDATE ON purchase_return_line BEGIN SELECT RAISE(ABORT, 'purchase_return_line: tercatat, tidak bisa diubah'); END
CREATE TRIGGER purchase_return_line_no_delete BEFORE DELETE ON purchase_return_line BEGIN SELECT RAISE(ABORT, 'purchase_return_line: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER purchase_return_line_no_replace BEFORE INSERT ON purchase_return_line WHEN EXISTS (SELECT 1 FROM purchase_return_line WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM purchase_return_line WHERE purchase_return_id = NEW.purchase_return_id AND line_no = NEW.line_no) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM purchase_return_line) BEGIN SELECT RAISE(ABORT, 'purchase_return_line: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER repayment_known BEFORE INSERT ON repayment WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'place' AND key = NEW.place) BEGIN SELECT RAISE(ABORT, 'repayment: place tidak dikenal'); END
CREATE TRIGGER receivable_item_known BEFORE INSERT ON receivable_item WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'receivable_kind' AND key = NEW.kind) BEGIN SELECT RAISE(ABORT, 'receivable_item: kind tidak dikenal'); END
CREATE TRIGGER receivable_item_sign BEFORE INSERT ON receivable_item WHEN (NEW.kind = 'VOID') <> (NEW.undoes_id IS NOT NULL) OR (NEW.kind <> 'VOID' AND (NEW.kind = 'CHARGE') <> (NEW.amount_idr > 0)) BEGIN SELECT RAISE(ABORT, 'receivable_item: jenis, tanda atau yang dibatalkannya tidak cocok'); END
CREATE TRIGGER credit_limit_no_update BEFORE UPDATE ON credit_limit BEGIN SELECT RAISE(ABORT, 'credit_limit: tercatat, tidak bisa diubah'); END
CREATE TRIGGER credit_limit_no_delete BEFORE DELETE ON credit_limit BEGIN SELECT RAISE(ABORT, 'credit_limit: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER credit_limit_no_replace BEFORE INSERT ON credit_limit WHEN EXISTS (SELECT 1 FROM credit_limit WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM credit_limit) BEGIN SELECT RAISE(ABORT, 'credit_limit: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER repayment_no_update BEFORE UPDATE ON repayment BEGIN SELECT RAISE(ABORT, 'repayment: tercatat, tidak bisa diubah'); END
CREATE TRIGGER repayment_no_delete BEFORE DELETE ON repayment BEGIN SELECT RAISE(ABORT, 'repayment: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER repayment_no_replace BEFORE INSERT ON repayment WHEN EXISTS (SELECT 1 FROM repayment WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM repayment WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM repayment) BEGIN SELECT RAISE(ABORT, 'repayment: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER receivable_item_no_update BEFORE UPDATE ON receivable_item BEGIN SELECT RAISE(ABORT, 'receivable_item: tercatat, tidak bisa diubah'); END
CREATE TRIGGER receivable_item_no_delete BEFORE DELETE ON receivable_item BEGIN SELECT RAISE(ABORT, 'receivable_item: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER receivable_item_no_replace BEFORE INSERT ON receivable_item WHEN EXISTS (SELECT 1 FROM receivable_item WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM receivable_item WHERE undoes_id = NEW.undoes_id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM receivable_item) BEGIN SELECT RAISE(ABORT, 'receivable_item: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER sale_no_update BEFORE UPDATE ON sale BEGIN SELECT RAISE(ABORT, 'sale: tercatat, tidak bisa diubah'); END
CREATE TRIGGER sale_no_delete BEFORE DELETE ON sale BEGIN SELECT RAISE(ABORT, 'sale: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER sale_no_replace BEFORE INSERT ON sale WHEN EXISTS (SELECT 1 FROM sale WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM sale WHERE cart_id = NEW.cart_id) OR EXISTS (SELECT 1 FROM sale WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM sale) BEGIN SELECT RAISE(ABORT, 'sale: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER sale_line_no_update BEFORE UPDATE ON sale_line BEGIN SELECT RAISE(ABORT, 'sale_line: tercatat, tidak bisa diubah'); END
CREATE TRIGGER sale_line_no_delete BEFORE DELETE ON sale_line BEGIN SELECT RAISE(ABORT, 'sale_line: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER sale_line_no_replace BEFORE INSERT ON sale_line WHEN EXISTS (SELECT 1 FROM sale_line WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM sale_line WHERE sale_id = NEW.sale_id AND line_no = NEW.line_no) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM sale_line) BEGIN SELECT RAISE(ABORT, 'sale_line: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER payment_no_update BEFORE UPDATE ON payment BEGIN SELECT RAISE(ABORT, 'payment: tercatat, tidak bisa diubah'); END
CREATE TRIGGER payment_no_delete BEFORE DELETE ON payment BEGIN SELECT RAISE(ABORT, 'payment: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER payment_no_replace BEFORE INSERT ON payment WHEN EXISTS (SELECT 1 FROM payment WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM payment WHERE sale_id = NEW.sale_id AND line_no = NEW.line_no) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM payment) BEGIN SELECT RAISE(ABORT, 'payment: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER sale_change_no_update BEFORE UPDATE ON sale_change BEGIN SELECT RAISE(ABORT, 'sale_change: tercatat, tidak bisa diubah'); END
CREATE TRIGGER sale_change_no_delete BEFORE DELETE ON sale_change BEGIN SELECT RAISE(ABORT, 'sale_change: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER sale_change_no_replace BEFORE INSERT ON sale_change WHEN EXISTS (SELECT 1 FROM sale_change WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM sale_change WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM sale_change) BEGIN SELECT RAISE(ABORT, 'sale_change: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER sale_change_line_no_update BEFORE UPDATE ON sale_change_line BEGIN SELECT RAISE(ABORT, 'sale_change_line: tercatat, tidak bisa diubah'); END
CREATE TRIGGER sale_change_line_no_delete BEFORE DELETE ON sale_change_line BEGIN SELECT RAISE(ABORT, 'sale_change_line: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER sale_change_line_no_replace BEFORE INSERT ON sale_change_line WHEN EXISTS (SELECT 1 FROM sale_change_line WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM sale_change_line WHERE sale_change_id = NEW.sale_change_id AND line_no = NEW.line_no) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM sale_change_line) BEGIN SELECT RAISE(ABORT, 'sale_change_line: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER sale_change_tender_no_update BEFORE UPDATE ON sale_change_tender BEGIN SELECT RAISE(ABORT, 'sale_change_tender: tercatat, tidak bisa diubah'); END
CREATE TRIGGER sale_change_tender_no_delete BEFORE DELETE ON sale_change_tender BEGIN SELECT RAISE(ABORT, 'sale_change_tender: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER sale_change_tender_no_replace BEFORE INSERT ON sale_change_tender WHEN EXISTS (SELECT 1 FROM sale_change_tender WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM sale_change_tender WHERE sale_change_id = NEW.sale_change_id AND line_no = NEW.line_no) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM sale_change_tender) BEGIN SELECT RAISE(ABORT, 'sale_change_tender: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER cart_permit_no_update BEFORE UPDATE ON cart_permit BEGIN SELECT RAISE(ABORT, 'cart_permit: tercatat, tidak bisa diubah'); END
CREATE TRIGGER cart_permit_no_delete BEFORE DELETE ON cart_permit BEGIN SELECT RAISE(ABORT, 'cart_permit: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER cart_permit_no_replace BEFORE INSERT ON cart_permit WHEN EXISTS (SELECT 1 FROM cart_permit WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM cart_permit) BEGIN SELECT RAISE(ABORT, 'cart_permit: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER payment_known BEFORE INSERT ON payment WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'tender' AND key = NEW.tender) BEGIN SELECT RAISE(ABORT, 'payment: tender tidak dikenal'); END
CREATE TRIGGER sale_change_known BEFORE INSERT ON sale_change WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'sale_change_kind' AND key = NEW.kind) BEGIN SELECT RAISE(ABORT, 'sale_change: kind tidak dikenal'); END
CREATE TRIGGER sale_change_line_known BEFORE INSERT ON sale_change_line WHEN (NEW.fault IS NOT NULL AND NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'fault' AND key = NEW.fault)) OR (NEW.terms_model IS NOT NULL AND NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'terms_model' AND key = NEW.terms_model)) BEGIN SELECT RAISE(ABORT, 'sale_change_line: fault atau terms_model tidak dikenal'); END
CREATE TRIGGER sale_change_tender_known BEFORE INSERT ON sale_change_tender WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'tender' AND key = NEW.tender) BEGIN SELECT RAISE(ABORT, 'sale_change_tender: tender tidak dikenal'); END
CREATE TRIGGER sale_line_known BEFORE INSERT ON sale_line WHEN (NEW.bearer IS NOT NULL AND NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'bearer' AND key = NEW.bearer)) OR (NEW.terms_model IS NOT NULL AND NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'terms_model' AND key = NEW.terms_model)) BEGIN SELECT RAISE(ABORT, 'sale_line: bearer atau terms_model tidak dikenal'); END
CREATE TRIGGER savings_slip_known BEFORE INSERT ON savings_slip WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'place' AND key = NEW.place) OR NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'slip_direction' AND key = NEW.direction) BEGIN SELECT RAISE(ABORT, 'savings_slip: place atau direction tidak dikenal'); END
CREATE TRIGGER savings_slip_no_update BEFORE UPDATE ON savings_slip BEGIN SELECT RAISE(ABORT, 'savings_slip: tercatat, tidak bisa diubah'); END
CREATE TRIGGER savings_slip_no_delete BEFORE DELETE ON savings_slip BEGIN SELECT RAISE(ABORT, 'savings_slip: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER savings_slip_no_replace BEFORE INSERT ON savings_slip WHEN EXISTS (SELECT 1 FROM savings_slip WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM savings_slip WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM savings_slip) BEGIN SELECT RAISE(ABORT, 'savings_slip: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER savings_slip_line_no_update BEFORE UPDATE ON savings_slip_line BEGIN SELECT RAISE(ABORT, 'savings_slip_line: tercatat, tidak bisa diubah'); END
CREATE TRIGGER savings_slip_line_no_delete BEFORE DELETE ON savings_slip_line BEGIN SELECT RAISE(ABORT, 'savings_slip_line: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER savings_slip_line_no_replace BEFORE INSERT ON savings_slip_line WHEN EXISTS (SELECT 1 FROM savings_slip_line WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM savings_slip_line WHERE savings_slip_id = NEW.savings_slip_id AND line_no = NEW.line_no) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM savings_slip_line) BEGIN SELECT RAISE(ABORT, 'savings_slip_line: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER savings_line_no_update BEFORE UPDATE ON savings_line BEGIN SELECT RAISE(ABORT, 'savings_line: tercatat, tidak bisa diubah'); END
CREATE TRIGGER savings_line_no_delete BEFORE DELETE ON savings_line BEGIN SELECT RAISE(ABORT, 'savings_line: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER savings_line_no_replace BEFORE INSERT ON savings_line WHEN EXISTS (SELECT 1 FROM savings_line WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM savings_line WHERE undoes_id = NEW.undoes_id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM savings_line) BEGIN SELECT RAISE(ABORT, 'savings_line: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER member_pin_no_update BEFORE UPDATE ON member_pin BEGIN SELECT RAISE(ABORT, 'member_pin: tercatat, tidak bisa diubah'); END
CREATE TRIGGER member_pin_no_delete BEFORE DELETE ON member_pin BEGIN SELECT RAISE(ABORT, 'member_pin: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER member_pin_no_replace BEFORE INSERT ON member_pin WHEN EXISTS (SELECT 1 FROM member_pin WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM member_pin) BEGIN SELECT RAISE(ABORT, 'member_pin: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER member_pin_attempt_no_update BEFORE UPDATE ON member_pin_attempt BEGIN SELECT RAISE(ABORT, 'member_pin_attempt: tercatat, tidak bisa diubah'); END
CREATE TRIGGER member_pin_attempt_no_delete BEFORE DELETE ON member_pin_attempt BEGIN SELECT RAISE(ABORT, 'member_pin_attempt: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER member_pin_attempt_no_replace BEFORE INSERT ON member_pin_attempt WHEN EXISTS (SELECT 1 FROM member_pin_attempt WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM member_pin_attempt) BEGIN SELECT RAISE(ABORT, 'member_pin_attempt: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER savings_consent_no_update BEFORE UPDATE ON savings_consent BEGIN SELECT RAISE(ABORT, 'savings_consent: tercatat, tidak bisa diubah'); END
CREATE TRIGGER savings_consent_no_delete BEFORE DELETE ON savings_consent BEGIN SELECT RAISE(ABORT, 'savings_consent: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER savings_consent_no_replace BEFORE INSERT ON savings_consent WHEN EXISTS (SELECT 1 FROM savings_consent WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM savings_consent) BEGIN SELECT RAISE(ABORT, 'savings_consent: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER savings_slip_line_known BEFORE INSERT ON savings_slip_line WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'savings_kind' AND key = NEW.kind) BEGIN SELECT RAISE(ABORT, 'savings_slip_line: kind tidak dikenal'); END
CREATE TRIGGER savings_slip_line_leaving BEFORE INSERT ON savings_slip_line WHEN NEW.amount_idr < 0 AND NEW.kind <> 'VOLUNTARY' BEGIN SELECT RAISE(ABORT, 'savings_slip_line: jenis ini tidak bisa ditarik selama menjadi anggota'); END
CREATE TRIGGER savings_line_known BEFORE INSERT ON savings_line WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'savings_kind' AND key = NEW.kind) BEGIN SELECT RAISE(ABORT, 'savings_line: kind tidak dikenal'); END
CREATE TRIGGER stock_move_known BEFORE INSERT ON stock_move WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'stock_reason' AND key = NEW.reason) BEGIN SELECT RAISE(ABORT, 'stock_move: reason tidak dikenal'); END
CREATE TRIGGER adjustment_known BEFORE INSERT ON adjustment WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'adjust_reason' AND key = NEW.reason) BEGIN SELECT RAISE(ABORT, 'adjustment: reason tidak dikenal'); END
CREATE TRIGGER stock_move_no_update BEFORE UPDATE ON stock_move BEGIN SELECT RAISE(ABORT, 'stock_move: tercatat, tidak bisa diubah'); END
CREATE TRIGGER stock_move_no_delete BEFORE DELETE ON stock_move BEGIN SELECT RAISE(ABORT, 'stock_move: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER stock_move_no_replace BEFORE INSERT ON stock_move WHEN EXISTS (SELECT 1 FROM stock_move WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM stock_move) BEGIN SELECT RAISE(ABORT, 'stock_move: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER adjustment_no_update BEFORE UPDATE ON adjustment BEGIN SELECT RAISE(ABORT, 'adjustment: tercatat, tidak bisa diubah'); END
CREATE TRIGGER adjustment_no_delete BEFORE DELETE ON adjustment BEGIN SELECT RAISE(ABORT, 'adjustment: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER adjustment_no_replace BEFORE INSERT ON adjustment WHEN EXISTS (SELECT 1 FROM adjustment WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM adjustment WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM adjustment) BEGIN SELECT RAISE(ABORT, 'adjustment: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER adjustment_line_no_update BEFORE UPDATE ON adjustment_line BEGIN SELECT RAISE(ABORT, 'adjustment_line: tercatat, tidak bisa diubah'); END
CREATE TRIGGER adjustment_line_no_delete BEFORE DELETE ON adjustment_line BEGIN SELECT RAISE(ABORT, 'adjustment_line: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER adjustment_line_no_replace BEFORE INSERT ON adjustment_line WHEN EXISTS (SELECT 1 FROM adjustment_line WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM adjustment_line WHERE adjustment_id = NEW.adjustment_id AND line_no = NEW.line_no) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM adjustment_line) BEGIN SELECT RAISE(ABORT, 'adjustment_line: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER stock_count_known BEFORE INSERT ON stock_count WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'count_scope' AND key = NEW.scope) BEGIN SELECT RAISE(ABORT, 'stock_count: scope tidak dikenal'); END
CREATE TRIGGER stocktake_line_known BEFORE INSERT ON stocktake_line WHEN (NEW.bearer IS NOT NULL AND NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'shrinkage_bearer' AND key = NEW.bearer)) BEGIN SELECT RAISE(ABORT, 'stocktake_line: bearer tidak dikenal'); END
CREATE TRIGGER stock_count_no_update BEFORE UPDATE ON stock_count BEGIN SELECT RAISE(ABORT, 'stock_count: tercatat, tidak bisa diubah'); END
CREATE TRIGGER stock_count_no_delete BEFORE DELETE ON stock_count BEGIN SELECT RAISE(ABORT, 'stock_count: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER stock_count_no_replace BEFORE INSERT ON stock_count WHEN EXISTS (SELECT 1 FROM stock_count WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM stock_count) BEGIN SELECT RAISE(ABORT, 'stock_count: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER count_line_no_update BEFORE UPDATE ON count_line BEGIN SELECT RAISE(ABORT, 'count_line: tercatat, tidak bisa diubah'); END
CREATE TRIGGER count_line_no_delete BEFORE DELETE ON count_line BEGIN SELECT RAISE(ABORT, 'count_line: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER count_line_no_replace BEFORE INSERT ON count_line WHEN EXISTS (SELECT 1 FROM count_line WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM count_line WHERE count_id = NEW.count_id AND product_id = NEW.product_id AND pass_no = NEW.pass_no) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM count_line) BEGIN SELECT RAISE(ABORT, 'count_line: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER count_part_no_update BEFORE UPDATE ON count_part BEGIN SELECT RAISE(ABORT, 'count_part: tercatat, tidak bisa diubah'); END
CREATE TRIGGER count_part_no_delete BEFORE DELETE ON count_part BEGIN SELECT RAISE(ABORT, 'count_part: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER count_part_no_replace BEFORE INSERT ON count_part WHEN EXISTS (SELECT 1 FROM count_part WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM count_part) BEGIN SELECT RAISE(ABORT, 'count_part: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER withdrawn_part_no_update BEFORE UPDATE ON withdrawn_part BEGIN SELECT RAISE(ABORT, 'withdrawn_part: tercatat, tidak bisa diubah'); END
CREATE TRIGGER withdrawn_part_no_delete BEFORE DELETE ON withdrawn_part BEGIN SELECT RAISE(ABORT, 'withdrawn_part: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER withdrawn_part_no_replace BEFORE INSERT ON withdrawn_part WHEN EXISTS (SELECT 1 FROM withdrawn_part WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM withdrawn_part WHERE count_part_id = NEW.count_part_id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM withdrawn_part) BEGIN SELECT RAISE(ABORT, 'withdrawn_part: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER discarded_count_no_update BEFORE UPDATE ON discarded_count BEGIN SELECT RAISE(ABORT, 'discarded_count: tercatat, tidak bisa diubah'); END
CREATE TRIGGER discarded_count_no_delete BEFORE DELETE ON discarded_count BEGIN SELECT RAISE(ABORT, 'discarded_count: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER discarded_count_no_replace BEFORE INSERT ON discarded_count WHEN EXISTS (SELECT 1 FROM discarded_count WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM discarded_count WHERE count_id = NEW.count_id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM discarded_count) BEGIN SELECT RAISE(ABORT, 'discarded_count: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER stocktake_no_update BEFORE UPDATE ON stocktake BEGIN SELECT RAISE(ABORT, 'stocktake: tercatat, tidak bisa diubah'); END
CREATE TRIGGER stocktake_no_delete BEFORE DELETE ON stocktake BEGIN SELECT RAISE(ABORT, 'stocktake: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER stocktake_no_replace BEFORE INSERT ON stocktake WHEN EXISTS (SELECT 1 FROM stocktake WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM stocktake WHERE count_id = NEW.count_id) OR EXISTS (SELECT 1 FROM stocktake WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM stocktake) BEGIN SELECT RAISE(ABORT, 'stocktake: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER stocktake_line_no_update BEFORE UPDATE ON stocktake_line BEGIN SELECT RAISE(ABORT, 'stocktake_line: tercatat, tidak bisa diubah'); END
CREATE TRIGGER stocktake_line_no_delete BEFORE DELETE ON stocktake_line BEGIN SELECT RAISE(ABORT, 'stocktake_line: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER stocktake_line_no_replace BEFORE INSERT ON stocktake_line WHEN EXISTS (SELECT 1 FROM stocktake_line WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM stocktake_line WHERE stocktake_id = NEW.stocktake_id AND line_no = NEW.line_no) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM stocktake_line) BEGIN SELECT RAISE(ABORT, 'stocktake_line: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER count_line_open_count BEFORE INSERT ON count_line WHEN EXISTS (SELECT 1 FROM stocktake s WHERE s.count_id = NEW.count_id) OR EXISTS (SELECT 1 FROM discarded_count d WHERE d.count_id = NEW.count_id) BEGIN SELECT RAISE(ABORT, 'count_line: hitungan sudah selesai'); END
CREATE TRIGGER count_part_open_count BEFORE INSERT ON count_part WHEN EXISTS (SELECT 1 FROM stocktake s WHERE s.count_id = (SELECT l.count_id FROM count_line l WHERE l.id = NEW.count_line_id)) OR EXISTS (SELECT 1 FROM discarded_count d WHERE d.count_id = (SELECT l.count_id FROM count_line l WHERE l.id = NEW.count_line_id)) BEGIN SELECT RAISE(ABORT, 'count_part: hitungan sudah selesai'); END
CREATE TRIGGER withdrawn_part_open_count BEFORE INSERT ON withdrawn_part WHEN EXISTS (SELECT 1 FROM stocktake s WHERE s.count_id = (SELECT l.count_id FROM count_line l JOIN count_part t ON t.count_line_id = l.id WHERE t.id = NEW.count_part_id)) OR EXISTS (SELECT 1 FROM discarded_count d WHERE d.count_id = (SELECT l.count_id FROM count_line l JOIN count_part t ON t.count_line_id = l.id WHERE t.id = NEW.count_part_id)) BEGIN SELECT RAISE(ABORT, 'withdrawn_part: hitungan sudah selesai'); END
CREATE TRIGGER discarded_count_not_booked BEFORE INSERT ON discarded_count WHEN EXISTS (SELECT 1 FROM stocktake s WHERE s.count_id = NEW.count_id) BEGIN SELECT RAISE(ABORT, 'discarded_count: hitungan sudah dibukukan'); END
CREATE TRIGGER stocktake_not_discarded BEFORE INSERT ON stocktake WHEN EXISTS (SELECT 1 FROM discarded_count d WHERE d.count_id = NEW.count_id) BEGIN SELECT RAISE(ABORT, 'stocktake: hitungan sudah dibuang'); END
CREATE TRIGGER cash_movement_known BEFORE INSERT ON cash_movement WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'cash_kind' AND key = NEW.kind) BEGIN SELECT RAISE(ABORT, 'cash_movement: kind tidak dikenal'); END
CREATE TRIGGER cash_count_known BEFORE INSERT ON cash_count WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'count_kind' AND key = NEW.kind) BEGIN SELECT RAISE(ABORT, 'cash_count: kind tidak dikenal'); END
CREATE TRIGGER cash_slip_known BEFORE INSERT ON cash_slip WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'slip_kind' AND key = NEW.kind) BEGIN SELECT RAISE(ABORT, 'cash_slip: kind tidak dikenal'); END
CREATE TRIGGER shift_no_update BEFORE UPDATE ON shift BEGIN SELECT RAISE(ABORT, 'shift: tercatat, tidak bisa diubah'); END
CREATE TRIGGER shift_no_delete BEFORE DELETE ON shift BEGIN SELECT RAISE(ABORT, 'shift: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER shift_no_replace BEFORE INSERT ON shift WHEN EXISTS (SELECT 1 FROM shift WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM shift) BEGIN SELECT RAISE(ABORT, 'shift: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER cash_movement_no_update BEFORE UPDATE ON cash_movement BEGIN SELECT RAISE(ABORT, 'cash_movement: tercatat, tidak bisa diubah'); END
CREATE TRIGGER cash_movement_no_delete BEFORE DELETE ON cash_movement BEGIN SELECT RAISE(ABORT, 'cash_movement: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER cash_movement_no_replace BEFORE INSERT ON cash_movement WHEN EXISTS (SELECT 1 FROM cash_movement WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM cash_movement) BEGIN SELECT RAISE(ABORT, 'cash_movement: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER cash_count_no_update BEFORE UPDATE ON cash_count BEGIN SELECT RAISE(ABORT, 'cash_count: tercatat, tidak bisa diubah'); END
CREATE TRIGGER cash_count_no_delete BEFORE DELETE ON cash_count BEGIN SELECT RAISE(ABORT, 'cash_count: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER cash_count_no_replace BEFORE INSERT ON cash_count WHEN EXISTS (SELECT 1 FROM cash_count WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM cash_count) BEGIN SELECT RAISE(ABORT, 'cash_count: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER cash_count_line_no_update BEFORE UPDATE ON cash_count_line BEGIN SELECT RAISE(ABORT, 'cash_count_line: tercatat, tidak bisa diubah'); END
CREATE TRIGGER cash_count_line_no_delete BEFORE DELETE ON cash_count_line BEGIN SELECT RAISE(ABORT, 'cash_count_line: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER cash_count_line_no_replace BEFORE INSERT ON cash_count_line WHEN EXISTS (SELECT 1 FROM cash_count_line WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM cash_count_line WHERE cash_count_id = NEW.cash_count_id AND denomination_idr = NEW.denomination_idr) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM cash_count_line) BEGIN SELECT RAISE(ABORT, 'cash_count_line: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER shift_close_no_update BEFORE UPDATE ON shift_close BEGIN SELECT RAISE(ABORT, 'shift_close: tercatat, tidak bisa diubah'); END
CREATE TRIGGER shift_close_no_delete BEFORE DELETE ON shift_close BEGIN SELECT RAISE(ABORT, 'shift_close: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER shift_close_no_replace BEFORE INSERT ON shift_close WHEN EXISTS (SELECT 1 FROM shift_close WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM shift_close WHERE shift_id = NEW.shift_id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM shift_close) BEGIN SELECT RAISE(ABORT, 'shift_close: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER cash_slip_no_update BEFORE UPDATE ON cash_slip BEGIN SELECT RAISE(ABORT, 'cash_slip: tercatat, tidak bisa diubah'); END
CREATE TRIGGER cash_slip_no_delete BEFORE DELETE ON cash_slip BEGIN SELECT RAISE(ABORT, 'cash_slip: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER cash_slip_no_replace BEFORE INSERT ON cash_slip WHEN EXISTS (SELECT 1 FROM cash_slip WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM cash_slip WHERE number = NEW.number) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM cash_slip) BEGIN SELECT RAISE(ABORT, 'cash_slip: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER drawer_opening_no_update BEFORE UPDATE ON drawer_opening BEGIN SELECT RAISE(ABORT, 'drawer_opening: tercatat, tidak bisa diubah'); END
CREATE TRIGGER drawer_opening_no_delete BEFORE DELETE ON drawer_opening BEGIN SELECT RAISE(ABORT, 'drawer_opening: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER drawer_opening_no_replace BEFORE INSERT ON drawer_opening WHEN EXISTS (SELECT 1 FROM drawer_opening WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM drawer_opening) BEGIN SELECT RAISE(ABORT, 'drawer_opening: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER shift_one_open BEFORE INSERT ON shift WHEN EXISTS (SELECT 1 FROM shift s WHERE s.till_id = NEW.till_id AND NOT EXISTS (SELECT 1 FROM shift_close c WHERE c.shift_id = s.id)) BEGIN SELECT RAISE(ABORT, 'shift: masih ada sif terbuka'); END
CREATE TRIGGER cash_movement_open_shift BEFORE INSERT ON cash_movement WHEN EXISTS (SELECT 1 FROM shift_close WHERE shift_id = NEW.shift_id) BEGIN SELECT RAISE(ABORT, 'cash_movement: sif sudah ditutup'); END
CREATE TRIGGER login_attempt_no_update BEFORE UPDATE ON login_attempt BEGIN SELECT RAISE(ABORT, 'login_attempt: tercatat, tidak bisa diubah'); END
CREATE TRIGGER login_attempt_no_delete BEFORE DELETE ON login_attempt BEGIN SELECT RAISE(ABORT, 'login_attempt: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER login_attempt_no_replace BEFORE INSERT ON login_attempt WHEN EXISTS (SELECT 1 FROM login_attempt WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM login_attempt) BEGIN SELECT RAISE(ABORT, 'login_attempt: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER approval_attempt_no_update BEFORE UPDATE ON approval_attempt BEGIN SELECT RAISE(ABORT, 'approval_attempt: tercatat, tidak bisa diubah'); END
CREATE TRIGGER approval_attempt_no_delete BEFORE DELETE ON approval_attempt BEGIN SELECT RAISE(ABORT, 'approval_attempt: tercatat, tidak bisa dihapus'); END
CREATE TRIGGER approval_attempt_no_replace BEFORE INSERT ON approval_attempt WHEN EXISTS (SELECT 1 FROM approval_attempt WHERE id = NEW.id) OR NEW.id > 1000000 + (SELECT coalesce(max(id), 0) FROM approval_attempt) BEGIN SELECT RAISE(ABORT, 'approval_attempt: sudah ada, tidak bisa diganti'); END
CREATE TRIGGER app_user_known BEFORE INSERT ON app_user WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'role' AND key = NEW.role) BEGIN SELECT RAISE(ABORT, 'app_user: role tidak dikenal'); END
CREATE TRIGGER app_user_known_still BEFORE UPDATE OF role ON app_user WHEN NOT EXISTS (SELECT 1 FROM kind WHERE set_name = 'role' AND key = NEW.role) BEGIN SELECT RAISE(ABORT, 'app_user: role tidak dikenal'); END
INSERT INTO kind (set_name, key) VALUES ('certificate_kind', 'PIRT')
INSERT INTO kind (set_name, key) VALUES ('certificate_kind', 'HALAL')
INSERT INTO kind (set_name, key) VALUES ('certificate_kind', 'BPOM')
INSERT INTO kind (set_name, key) VALUES ('certificate_kind', 'NIB')
INSERT INTO kind (set_name, key) VALUES ('certificate_kind', 'SLHS')
INSERT INTO kind (set_name, key) VALUES ('certificate_kind', 'BRAND')
INSERT INTO kind (set_name, key) VALUES ('consignment_kind', 'SOLD')
INSERT INTO kind (set_name, key) VALUES ('consignment_kind', 'RETURNED')
INSERT INTO kind (set_name, key) VALUES ('consignment_kind', 'LOST')
INSERT INTO kind (set_name, key) VALUES ('consignment_kind', 'FOUND')
INSERT INTO kind (set_name, key) VALUES ('consignment_kind', 'ADJUSTED')
INSERT INTO kind (set_name, key) VALUES ('consignment_kind', 'OPENING')
INSERT INTO kind (set_name, key) VALUES ('terms_model', 'PERCENT')
INSERT INTO kind (set_name, key) VALUES ('terms_model', 'FIXED')
INSERT INTO kind (set_name, key) VALUES ('bearer', 'SHOP')
INSERT INTO kind (set_name, key) VALUES ('bearer', 'CONSIGNOR')
INSERT INTO kind (set_name, key) VALUES ('bearer', 'SHARED')
INSERT INTO kind (set_name, key) VALUES ('shrinkage_bearer', 'SHOP')
INSERT INTO kind (set_name, key) VALUES ('shrinkage_bearer', 'CONSIGNOR')
INSERT INTO kind (set_name, key) VALUES ('return_reason', 'UNSOLD')
INSERT INTO kind (set_name, key) VALUES ('return_reason', 'EXPIRED')
INSERT INTO kind (set_name, key) VALUES ('return_reason', 'DEFECT')
INSERT INTO kind (set_name, key) VALUES ('gap_decision', 'UNRUNG')
INSERT INTO kind (set_name, key) VALUES ('gap_decision', 'REPLACED')
INSERT INTO kind (set_name, key) VALUES ('settlement_cycle', 'ON_DEMAND')
INSERT INTO kind (set_name, key) VALUES ('settlement_cycle', 'DAILY')
INSERT INTO kind (set_name, key) VALUES ('settlement_cycle', 'WEEKLY')
INSERT INTO kind (set_name, key) VALUES ('settlement_cycle', 'FORTNIGHTLY')
INSERT INTO kind (set_name, key) VALUES ('settlement_cycle', 'MONTHLY')
INSERT INTO kind (set_name, key) VALUES ('payout_way', 'DRAWER')
INSERT INTO kind (set_name, key) VALUES ('payout_way', 'PETTY')
INSERT INTO kind (set_name, key) VALUES ('payout_way', 'SAFE')
INSERT INTO kind (set_name, key) VALUES ('payout_way', 'BANK')
INSERT INTO kind (set_name, key) VALUES ('payout_way', 'ADVANCE')
INSERT INTO kind (set_name, key) VALUES ('payout_way', 'BON')
INSERT INTO kind (set_name, key) VALUES ('payout_way', 'MANDATORY')
INSERT INTO kind (set_name, key) VALUES ('payout_way', 'SAVINGS')
INSERT INTO kind (set_name, key) VALUES ('advance_direction', 'GIVEN')
INSERT INTO kind (set_name, key) VALUES ('advance_direction', 'RETURNED')
INSERT INTO kind (set_name, key) VALUES ('list_kind', 'products')
INSERT INTO kind (set_name, key) VALUES ('list_kind', 'prices')
INSERT INTO kind (set_name, key) VALUES ('list_kind', 'stock')
INSERT INTO kind (set_name, key) VALUES ('list_kind', 'consignors')
INSERT INTO kind (set_name, key) VALUES ('list_kind', 'members')
INSERT INTO kind (set_name, key) VALUES ('label_way', 'SHEET')
INSERT INTO kind (set_name, key) VALUES ('label_way', 'STRIP')
INSERT INTO kind (set_name, key) VALUES ('entry_kind', 'NORMAL')
INSERT INTO kind (set_name, key) VALUES ('entry_kind', 'REVERSAL')
INSERT INTO kind (set_name, key) VALUES ('entry_kind', 'OPENING')
INSERT INTO kind (set_name, key) VALUES ('entry_kind', 'CLOSING')
INSERT INTO kind (set_name, key) VALUES ('cash_flow', 'CUSTOMERS')
INSERT INTO kind (set_name, key) VALUES ('cash_flow', 'FOR_CONSIGNORS')
INSERT INTO kind (set_name, key) VALUES ('cash_flow', 'TO_CONSIGNORS')
INSERT INTO kind (set_name, key) VALUES ('cash_flow', 'SUPPLIERS')
INSERT INTO kind (set_name, key) VALUES ('cash_flow', 'EXPENSES')
INSERT INTO kind (set_name, key) VALUES ('cash_flow', 'OTHER_OPERATING')
INSERT INTO kind (set_name, key) VALUES ('cash_flow', 'INVESTING')
INSERT INTO kind (set_name, key) VALUES ('cash_flow', 'MEMBER_CAPITAL')
INSERT INTO kind (set_name, key) VALUES ('cash_flow', 'MEMBER_SAVINGS')
INSERT INTO kind (set_name, key) VALUES ('cash_flow', 'SHU_PAID')
INSERT INTO kind (set_name, key) VALUES ('cash_flow', 'OTHER_FINANCING')
INSERT INTO kind (set_name, key) VALUES ('cash_flow', 'TRANSFER')
INSERT INTO kind (set_name, key) VALUES ('cash_flow', 'OPENING')
INSERT INTO kind (set_name, key) VALUES ('area_level', 'PROVINCE')
INSERT INTO kind (set_name, key) VALUES ('area_level', 'CITY')
INSERT INTO kind (set_name, key) VALUES ('area_level', 'DISTRICT')
INSERT INTO kind (set_name, key) VALUES ('area_level', 'VILLAGE')
INSERT INTO kind (set_name, key) VALUES ('area_level', 'RW')
INSERT INTO kind (set_name, key) VALUES ('area_level', 'RT')
INSERT INTO kind (set_name, key) VALUES ('area_level', 'DASAWISMA')
INSERT INTO kind (set_name, key) VALUES ('person_kind', 'INDIVIDUAL')
INSERT INTO kind (set_name, key) VALUES ('person_kind', 'GROUP')
INSERT INTO kind (set_name, key) VALUES ('person_kind', 'COMPANY')
INSERT INTO kind (set_name, key) VALUES ('up2k_level', 'PEMULA')
INSERT INTO kind (set_name, key) VALUES ('up2k_level', 'MADYA')
INSERT INTO kind (set_name, key) VALUES ('up2k_level', 'UTAMA')
INSERT INTO kind (set_name, key) VALUES ('up2k_level', 'MANDIRI')
INSERT INTO kind (set_name, key) VALUES ('capacity', 'MEMBER')
INSERT INTO kind (set_name, key) VALUES ('capacity', 'CONSIGNOR')
INSERT INTO kind (set_name, key) VALUES ('capacity', 'SUPPLIER')
INSERT INTO kind (set_name, key) VALUES ('promotion_kind', 'PERCENT')
INSERT INTO kind (set_name, key) VALUES ('promotion_kind', 'AMOUNT')
INSERT INTO kind (set_name, key) VALUES ('promotion_kind', 'BUY_N_GET_M')
INSERT INTO kind (set_name, key) VALUES ('promotion_kind', 'BUNDLE')
INSERT INTO kind (set_name, key) VALUES ('job_state', 'waiting')
INSERT INTO kind (set_name, key) VALUES ('job_state', 'sent')
INSERT INTO kind (set_name, key) VALUES ('job_state', 'failed')
INSERT INTO kind (set_name, key) VALUES ('job_state', 'shown')
INSERT INTO kind (set_name, key) VALUES ('job_state', 'dropped')
INSERT INTO kind (set_name, key) VALUES ('purchase_way', 'SAFE')
INSERT INTO kind (set_name, key) VALUES ('purchase_way', 'BANK')
INSERT INTO kind (set_name, key) VALUES ('purchase_way', 'DRAWER')
INSERT INTO kind (set_name, key) VALUES ('purchase_way', 'PETTY')
INSERT INTO kind (set_name, key) VALUES ('purchase_way', 'CREDIT')
INSERT INTO kind (set_name, key) VALUES ('receivable_kind', 'CHARGE')
INSERT INTO kind (set_name, key) VALUES ('receivable_kind', 'REPAYMENT')
INSERT INTO kind (set_name, key) VALUES ('receivable_kind', 'REFUND')
INSERT INTO kind (set_name, key) VALUES ('receivable_kind', 'WRITE_OFF')
INSERT INTO kind (set_name, key) VALUES ('receivable_kind', 'VOID')
INSERT INTO kind (set_name, key) VALUES ('tender', 'CASH')
INSERT INTO kind (set_name, key) VALUES ('tender', 'QRIS')
INSERT INTO kind (set_name, key) VALUES ('tender', 'TRANSFER')
INSERT INTO kind (set_name, key) VALUES ('tender', 'SAVINGS')
INSERT INTO kind (set_name, key) VALUES ('tender', 'RECEIVABLE')
INSERT INTO kind (set_name, key) VALUES ('sale_change_kind', 'RETURN')
INSERT INTO kind (set_name, key) VALUES ('sale_change_kind', 'PAYMENT')
INSERT INTO kind (set_name, key) VALUES ('sale_change_kind', 'OWNER')
INSERT INTO kind (set_name, key) VALUES ('fault', 'CONSIGNOR')
INSERT INTO kind (set_name, key) VALUES ('fault', 'SHOP')
INSERT INTO kind (set_name, key) VALUES ('savings_kind', 'PRINCIPAL')
INSERT INTO kind (set_name, key) VALUES ('savings_kind', 'MANDATORY')
INSERT INTO kind (set_name, key) VALUES ('savings_kind', 'VOLUNTARY')
INSERT INTO kind (set_name, key) VALUES ('savings_kind', 'SPECIAL')
INSERT INTO kind (set_name, key) VALUES ('slip_direction', 'DEPOSIT')
INSERT INTO kind (set_name, key) VALUES ('slip_direction', 'WITHDRAWAL')
INSERT INTO kind (set_name, key) VALUES ('stock_reason', 'PURCHASE')
INSERT INTO kind (set_name, key) VALUES ('stock_reason', 'PURCHASE_RETURN')
INSERT INTO kind (set_name, key) VALUES ('stock_reason', 'DELIVERY')
INSERT INTO kind (set_name, key) VALUES ('stock_reason', 'DELIVERY_RETURN')
INSERT INTO kind (set_name, key) VALUES ('stock_reason', 'SALE')
INSERT INTO kind (set_name, key) VALUES ('stock_reason', 'SALE_RETURN')
INSERT INTO kind (set_name, key) VALUES ('stock_reason', 'VOID')
INSERT INTO kind (set_name, key) VALUES ('stock_reason', 'ADJUST')
INSERT INTO kind (set_name, key) VALUES ('stock_reason', 'COUNT')
INSERT INTO kind (set_name, key) VALUES ('stock_reason', 'SPOILED')
INSERT INTO kind (set_name, key) VALUES ('stock_reason', 'OPENING')
INSERT INTO kind (set_name, key) VALUES ('stock_reason', 'PURCHASE_DISCOUNT')
INSERT INTO kind (set_name, key) VALUES ('adjust_reason', 'MISSING')
INSERT INTO kind (set_name, key) VALUES ('adjust_reason', 'FOUND')
INSERT INTO kind (set_name, key) VALUES ('adjust_reason', 'SPOILED')
INSERT INTO kind (set_name, key) VALUES ('adjust_reason', 'OWN_USE')
INSERT INTO kind (set_name, key) VALUES ('count_scope', 'ALL')
INSERT INTO kind (set_name, key) VALUES ('count_scope', 'SHELF')
INSERT INTO kind (set_name, key) VALUES ('count_scope', 'CATEGORY')
INSERT INTO kind (set_name, key) VALUES ('count_scope', 'CONSIGNOR')
INSERT INTO kind (set_name, key) VALUES ('count_scope', 'OWNED')
INSERT INTO kind (set_name, key) VALUES ('count_scope', 'CHOSEN')
INSERT INTO kind (set_name, key) VALUES ('cash_kind', 'FLOAT')
INSERT INTO kind (set_name, key) VALUES ('cash_kind', 'SALE')
INSERT INTO kind (set_name, key) VALUES ('cash_kind', 'REFUND')
INSERT INTO kind (set_name, key) VALUES ('cash_kind', 'IN')
INSERT INTO kind (set_name, key) VALUES ('cash_kind', 'OUT')
INSERT INTO kind (set_name, key) VALUES ('cash_kind', 'DIFFERENCE')
INSERT INTO kind (set_name, key) VALUES ('cash_kind', 'HANDOVER')
INSERT INTO kind (set_name, key) VALUES ('count_kind', 'OPENING')
INSERT INTO kind (set_name, key) VALUES ('count_kind', 'CLOSING')
INSERT INTO kind (set_name, key) VALUES ('count_kind', 'RECOUNT')
INSERT INTO kind (set_name, key) VALUES ('slip_kind', 'FROM_SAFE')
INSERT INTO kind (set_name, key) VALUES ('slip_kind', 'FROM_PETTY')
INSERT INTO kind (set_name, key) VALUES ('slip_kind', 'TO_SAFE')
INSERT INTO kind (set_name, key) VALUES ('slip_kind', 'TO_PETTY')
INSERT INTO kind (set_name, key) VALUES ('place', 'DRAWER')
INSERT INTO kind (set_name, key) VALUES ('place', 'PETTY')
INSERT INTO kind (set_name, key) VALUES ('place', 'SAFE')
INSERT INTO kind (set_name, key) VALUES ('place', 'BANK')
INSERT INTO kind (set_name, key) VALUES ('transfer_place', 'DRAWER')
INSERT INTO kind (set_name, key) VALUES ('transfer_place', 'PETTY')
INSERT INTO kind (set_name, key) VALUES ('transfer_place', 'SAFE')
INSERT INTO kind (set_name, key) VALUES ('transfer_place', 'TRANSIT')
INSERT INTO kind (set_name, key) VALUES ('transfer_place', 'BANK')
INSERT INTO kind (set_name, key) VALUES ('role', 'CASHIER')
INSERT INTO kind (set_name, key) VALUES ('role', 'SUPERVISOR')
INSERT INTO kind (set_name, key) VALUES ('role', 'TREASURER')
INSERT INTO kind (set_name, key) VALUES ('role', 'ADMIN')
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1101, 'Kas Laci Kasir', 'D', 'CASH', 0, 0, 1, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1102, 'Kas Kecil', 'D', 'CASH', 0, 0, 1, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1103, 'Kas Bendahara (brankas)', 'D', 'CASH', 0, 0, 1, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1104, 'Setoran Bank dalam Perjalanan', 'D', 'CASH', 0, 0, 1, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1111, 'Bank Operasional', 'D', 'CASH', 0, 0, 1, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1121, 'Piutang Penyelesaian QRIS/EDC', 'D', 'OTHER_RECEIVABLES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1131, 'Piutang Anggota - Bon Belanja', 'D', 'MEMBER_RECEIVABLES', 0, 0, 0, 1, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1132, 'Piutang Non-Anggota', 'D', 'OTHER_RECEIVABLES', 0, 0, 0, 1, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1133, 'Piutang Penitip', 'D', 'OTHER_RECEIVABLES', 0, 0, 0, 1, 1, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1134, 'Piutang Selisih Kas/Karyawan', 'D', 'OTHER_RECEIVABLES', 0, 0, 0, 1, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1139, 'Penyisihan Kerugian Piutang', 'K', 'MEMBER_RECEIVABLES', 1, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1141, 'Persediaan Barang Dagang', 'D', 'INVENTORIES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1142, 'Persediaan Perlengkapan Toko', 'D', 'INVENTORIES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1151, 'Beban Dibayar di Muka', 'D', 'PREPAYMENTS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1152, 'Uang Muka Pembelian', 'D', 'PREPAYMENTS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1153, 'PPN Masukan', 'D', 'PREPAYMENTS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1201, 'Penyertaan pada Koperasi Lain', 'D', 'INVESTMENTS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1211, 'Tanah dan Bangunan', 'D', 'FIXED_ASSETS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1212, 'Peralatan dan Inventaris Toko', 'D', 'FIXED_ASSETS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1213, 'Komputer dan Perangkat Kasir', 'D', 'FIXED_ASSETS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1221, 'Akum. Penyusutan Bangunan', 'K', 'FIXED_ASSETS', 1, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1222, 'Akum. Penyusutan Peralatan', 'K', 'FIXED_ASSETS', 1, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1223, 'Akum. Penyusutan Komputer', 'K', 'FIXED_ASSETS', 1, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1231, 'Aset Takberwujud', 'D', 'INTANGIBLES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (1232, 'Akum. Amortisasi', 'K', 'INTANGIBLES', 1, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (2101, 'Utang Pemasok', 'K', 'TRADE_PAYABLES', 0, 0, 0, 1, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (2102, 'Utang Penitip Anggota', 'K', 'CONSIGNOR_PAYABLES', 0, 0, 0, 1, 1, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (2103, 'Utang Penitip Non-Anggota', 'K', 'CONSIGNOR_PAYABLES', 0, 0, 0, 1, 1, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (2111, 'Simpanan Sukarela Anggota', 'K', 'MEMBER_DEPOSITS', 0, 0, 0, 1, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (2112, 'Jasa Simpanan Terutang', 'K', 'ACCRUALS', 0, 0, 0, 1, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (2113, 'Simpanan Anggota Keluar Terutang', 'K', 'OTHER_PAYABLES', 0, 0, 0, 1, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (2114, 'Simpanan Berjangka', 'K', 'MEMBER_DEPOSITS', 0, 0, 0, 1, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (2121, 'Utang PPh Final Jasa Simpanan', 'K', 'TAXES_PAYABLE', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (2122, 'Utang PPh Usaha', 'K', 'TAXES_PAYABLE', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (2123, 'PPN Keluaran', 'K', 'TAXES_PAYABLE', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (2131, 'Beban Masih Harus Dibayar', 'K', 'ACCRUALS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (2132, 'Uang Muka Pesanan Pelanggan', 'K', 'OTHER_PAYABLES', 0, 0, 0, 1, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (2133, 'Titipan Lain (donasi, arisan)', 'K', 'OTHER_PAYABLES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (2134, 'Uang Jaminan (galon)', 'K', 'OTHER_PAYABLES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (2141, 'SHU Anggota Terutang', 'K', 'SHU_FUNDS', 0, 0, 0, 1, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (2142, 'Dana Pengurus dan Pengawas', 'K', 'SHU_FUNDS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (2143, 'Dana Karyawan', 'K', 'SHU_FUNDS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (2144, 'Dana Pendidikan', 'K', 'SHU_FUNDS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (2145, 'Dana Sosial', 'K', 'SHU_FUNDS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (2146, 'Dana Pembangunan Daerah Kerja', 'K', 'SHU_FUNDS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (2201, 'Utang Bank/LPDB', 'K', 'BANK_DEBT', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (2202, 'Liabilitas Imbalan Kerja', 'K', 'BENEFITS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (3101, 'Simpanan Pokok', 'K', 'PRINCIPAL', 0, 1, 0, 1, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (3102, 'Simpanan Wajib', 'K', 'MANDATORY', 0, 1, 0, 1, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (3103, 'Simpanan Khusus (sifat wajib)', 'K', 'SPECIAL', 0, 1, 0, 1, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (3104, 'Hibah', 'K', 'GRANTS', 0, 1, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (3105, 'Cadangan Umum', 'K', 'GENERAL_RESERVES', 0, 1, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (3106, 'Cadangan Risiko', 'K', 'RISK_RESERVES', 0, 1, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (3107, 'Modal Penyertaan', 'K', 'OTHER_EQUITY', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (3108, 'SHU Belum Dibagi (menunggu RAT)', 'K', 'RESULT', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (3109, 'SHU Tahun Berjalan', 'K', 'RESULT', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (3199, 'Penyeimbang Saldo Awal', 'K', 'OTHER_EQUITY', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (4101, 'Penjualan - Anggota', 'K', 'MEMBER_NET_SALES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (4102, 'Retur/Potongan - Anggota', 'D', 'MEMBER_NET_SALES', 1, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (4103, 'Komisi Konsinyasi - Penitip Anggota', 'K', 'MEMBER_COMMISSIONS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (4111, 'Penjualan - Non-Anggota', 'K', 'OTHER_NET_SALES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (4112, 'Retur/Potongan - Non-Anggota', 'D', 'OTHER_NET_SALES', 1, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (4113, 'Komisi Konsinyasi - Penitip Non-Anggota', 'K', 'OTHER_COMMISSIONS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (5101, 'Beban Pokok - Anggota', 'D', 'MEMBER_COST_OF_SALES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (5111, 'Beban Pokok - Non-Anggota', 'D', 'OTHER_COST_OF_SALES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (5121, 'Selisih Persediaan dan Harga Pokok', 'D', 'STOCK_LOSSES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (5122, 'Kerugian Kedaluwarsa/Rusak', 'D', 'STOCK_LOSSES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (5123, 'Penggantian Barang Titipan', 'D', 'STOCK_LOSSES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (6101, 'Honor dan Gaji Karyawan', 'D', 'STAFF_EXPENSES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (6102, 'Listrik, Air, Internet', 'D', 'GENERAL_EXPENSES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (6103, 'Sewa', 'D', 'GENERAL_EXPENSES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (6104, 'Perlengkapan dan Kemasan', 'D', 'SELLING_EXPENSES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (6105, 'Biaya QRIS/EDC (MDR)', 'D', 'SELLING_EXPENSES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (6106, 'Administrasi Bank', 'D', 'GENERAL_EXPENSES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (6107, 'Penyusutan', 'D', 'DEPRECIATIONS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (6108, 'Kerugian Piutang', 'D', 'GENERAL_EXPENSES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (6109, 'Jasa Simpanan Anggota', 'D', 'SAVINGS_EXPENSES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (6119, 'Beban Umum Lain', 'D', 'GENERAL_EXPENSES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (6201, 'Rapat Anggota/RAT', 'D', 'COOPERATIVE_EXPENSES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (6202, 'Honor Pengurus dan Pengawas', 'D', 'COOPERATIVE_EXPENSES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (6203, 'Pendidikan dan Pembinaan Anggota', 'D', 'COOPERATIVE_EXPENSES', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (7101, 'Bunga Bank dan Pendapatan Lain', 'K', 'OTHER_RESULTS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (7102, 'Selisih Pembulatan Kas', 'K', 'OTHER_RESULTS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (7103, 'Selisih Kas Lebih/Kurang', 'K', 'OTHER_RESULTS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (7104, 'Laba/Rugi Pelepasan Aset', 'K', 'OTHER_RESULTS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (7105, 'Hasil Investasi', 'K', 'INVESTMENT_RESULTS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (7106, 'Beban Bunga', 'D', 'OTHER_RESULTS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (7109, 'Beban Lain', 'D', 'OTHER_RESULTS', 0, 0, 0, 0, 0, 1)
INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person, of_consignor, active) VALUES (8101, 'Beban Pajak Penghasilan', 'D', 'INCOME_TAXES', 0, 0, 0, 0, 0, 1)
