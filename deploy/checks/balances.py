"""Compares balances computed here with those that the product exported. Shares no code with the product."""

import csv
import sys

COLUMNS = ["account", "member", "externalId", "wallet", "available", "held", "pending"]
SHOWN_MAX = 20


def compare(expected, exported_file):
    """`expected` is points by external id. Prints what differs; the exit code says whether anything did."""
    differences = []
    seen = {}
    with open(exported_file, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != COLUMNS:
            sys.exit(f"{exported_file}: expected the columns {','.join(COLUMNS)}, found {reader.fieldnames}")
        for row in reader:
            member = row["externalId"]
            if member in seen:
                differences.append(f"{member}: has a second row (wallet {row['wallet']})")
                continue
            seen[member] = int(row["available"])
            if member not in expected:
                differences.append(f"{member}: is not expected to be a member, has {row['available']}")
                continue
            if row["wallet"] != "points":
                differences.append(f"{member}: expected the wallet points, found {row['wallet']}")
            if seen[member] != expected[member]:
                differences.append(f"{member}: expected {expected[member]}, found {row['available']}")
            if (row["held"], row["pending"]) != ("0", "0"):
                differences.append(f"{member}: expected nothing held or pending, found {row['held']} and {row['pending']}")
    differences += [f"{member}: expected {points}, found no row" for member, points in expected.items() if member not in seen]

    for difference in differences[:SHOWN_MAX]:
        print(difference)
    if len(differences) > SHOWN_MAX:
        print(f"… and {len(differences) - SHOWN_MAX} more")
    print(f"members: expected {len(expected)}, found {len(seen)}")
    print(f"points: expected {sum(expected.values())}, found {sum(seen.values())}")
    print(f"differences: {len(differences)}")
    return 1 if differences else 0


def arguments(data, check):
    """DATA_FOLDER and BALANCES.csv; without the second, only what is expected is printed."""
    if len(sys.argv) not in (2, 3):
        sys.exit(f"usage: {sys.argv[0]} DATA_FOLDER [BALANCES.csv]")
    expected, facts = check(f"{sys.argv[1]}/{data}")
    for name, value in facts.items():
        print(f"{name}: {value}")
    if len(sys.argv) == 3:
        sys.exit(compare(expected, sys.argv[2]))
    print(f"members: {len(expected)}")
    print(f"points: {sum(expected.values())}")
