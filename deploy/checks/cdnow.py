#!/usr/bin/env python3
"""All balances of the CDNOW data under examples/programmes/cd-shop.yaml. See README.md for the rules."""

import sys

sys.dont_write_bytecode = True  # a check leaves nothing behind

from balances import arguments  # noqa: E402


def cents(text):
    whole, _, fraction = text.partition(".")
    return int(whole) * 100 + int(fraction.ljust(2, "0"))


def check(file):
    points = {}
    purchases = refused = 0
    with open(file, encoding="ascii") as rows:
        next(rows)  # the names of the columns
        for row in rows:
            if not row.split():
                continue
            customer, _date, discs, dollars = row.split()
            if int(discs) <= 0:
                refused += 1
                continue
            purchases += 1
            points[customer] = points.get(customer, 0) + cents(dollars) // 100
    return points, {"purchases": purchases, "refused lines": refused}


if __name__ == "__main__":
    arguments("CDNOW_master.txt", check)
