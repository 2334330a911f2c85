#!/usr/bin/env python3
"""All balances of the Online Retail data under examples/programmes/gift-shop.yaml. See README.md for the rules."""

import csv
import glob
import gzip
import re
import sys

sys.dont_write_bytecode = True  # a check leaves nothing behind

from balances import arguments  # noqa: E402

GOODS = re.compile(r"[0-9]{5}")


def pence(text):
    whole, _, fraction = text.partition(".")
    if len(fraction.rstrip("0")) > 2:
        raise ValueError(f"a price finer than a penny: {text}")
    sign = -1 if whole.startswith("-") else 1
    return int(whole) * 100 + sign * int(fraction[:2].ljust(2, "0"))


def invoices(file):
    """By the time of their first line; equal times in the order of the file. Times sort as they are written."""
    found = {}
    with gzip.open(file, "rt", encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            found.setdefault(row["InvoiceNo"], []).append(row)
    return sorted(found.values(), key=lambda rows: rows[0]["InvoiceDate"])


def allocate(points, amounts):
    """Rule 6: by largest remainder of the exact shares, ties in line order."""
    total = sum(amounts)
    parts = [points * amount // total for amount in amounts]
    by_remainder = sorted(range(len(amounts)), key=lambda at: -(points * amounts[at] % total))
    for at in by_remainder[: points - sum(parts)]:
        parts[at] += 1
    return parts


def carried(line, units):
    """Rule 6: the first k of q units carry ceil(P·k ÷ q)."""
    return -(-line["points"] * units // line["quantity"])


class Shop:
    def __init__(self):
        self.points = {}
        self.lines = {}  # by customer and stock code, in the order in which a return looks, backwards
        self.facts = dict.fromkeys(
            ["purchases", "guests' purchases", "returns", "points earned", "points taken back", "units matched",
             "units unmatched", "lines unmatched (wholly or in part)", "refused lines", "members below zero"], 0)

    def count(self, fact, by=1):
        self.facts[fact] += by

    def buy(self, customer, rows):
        lines = [row for row in rows if int(row["Quantity"]) > 0 and pence(row["UnitPrice"]) >= 0]
        self.count("refused lines", len(rows) - len(lines))
        if not lines:
            return
        self.count("purchases")
        if not customer:
            self.count("guests' purchases")
            return
        goods = [row for row in lines if GOODS.match(row["StockCode"]) and pence(row["UnitPrice"]) > 0]
        amounts = [int(row["Quantity"]) * pence(row["UnitPrice"]) for row in goods]
        earned = sum(amounts) // 100
        self.points[customer] = self.points.get(customer, 0) + earned
        self.count("points earned", earned)
        for row, part in zip(goods, allocate(earned, amounts) if goods else []):
            line = {"quantity": int(row["Quantity"]), "points": part, "returned": 0}
            self.lines.setdefault((customer, row["StockCode"]), []).append(line)

    def give_back(self, customer, rows):
        lines = [row for row in rows if customer and int(row["Quantity"]) < 0]
        self.count("refused lines", len(rows) - len(lines))
        self.count("returns", 1 if lines else 0)
        for row in lines:
            left = -int(row["Quantity"])
            for line in reversed(self.lines.get((customer, row["StockCode"]), [])):
                units = min(left, line["quantity"] - line["returned"])
                taken = carried(line, line["returned"] + units) - carried(line, line["returned"])
                line["returned"] += units
                left -= units
                self.points[customer] -= taken
                self.count("points taken back", taken)
                self.count("units matched", units)
            self.count("units unmatched", left)
            self.count("lines unmatched (wholly or in part)", 1 if left else 0)


def check(folder):
    shop = Shop()
    for rows in (rows for file in sorted(glob.glob(folder)) for rows in invoices(file)):
        move = shop.give_back if rows[0]["InvoiceNo"].startswith("C") else shop.buy
        move(rows[0]["CustomerID"], rows)
    shop.facts["members below zero"] = sum(points < 0 for points in shop.points.values())
    return shop.points, shop.facts


if __name__ == "__main__":
    arguments("*.csv.gz", check)
