"""Clean a messy customer export: normalise names, emails, phones and dates, drop duplicates, and write the result."""

import csv
import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Optional

INPUT = Path("data/customers.csv")
OUTPUT = Path("out/customers_clean.csv")
REJECTS = Path("out/rejects.csv")

EMAIL_RE = re.compile(r"^[\w.+-]+@[\w-]+\.[\w.-]+$")
DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%b %d, %Y", "%d.%m.%y")


def parse_date(raw: str) -> Optional[date]:
    """Return the date in `raw`, trying the known formats in turn."""
    for fmt in DATE_FORMATS:
        try:
            return datetime.strptime(raw.strip(), fmt).date()
        except ValueError:
            continue
    return None


def normalise_phone(raw: str) -> str:
    digits = re.sub(r"\D", "", raw)
    if len(digits) == 10:
        digits = "1" + digits
    if len(digits) != 11:
        return ""
    return f"+{digits[0]} ({digits[1:4]}) {digits[4:7]}-{digits[7:]}"


def clean_row(row: dict[str, str]) -> dict[str, str]:
    """Return a cleaned copy of `row`. Raises ValueError with the reason when it can't be used."""
    name = " ".join(row["name"].split()).title()
    if not name:
        raise ValueError("missing name")
    email = row["email"].strip().lower()
    if not EMAIL_RE.match(email):
        raise ValueError(f"bad email {email!r}")
    signup = parse_date(row["signup"])
    if signup is None:
        raise ValueError(f"bad date {row['signup']!r}")
    amount = row["spent"].replace("$", "").replace(",", "").strip() or "0"
    return {
        "name": name,
        "email": email,
        "phone": normalise_phone(row["phone"]),
        "signup": signup.isoformat(),
        "spent": f"{float(amount):.2f}",
    }


def main() -> None:
    seen: set[str] = set()
    cleaned: list[dict[str, str]] = []
    rejects: list[tuple[int, str]] = []
    with INPUT.open(newline="", encoding="utf-8") as handle:
        reader = csv.DictReader(handle)
        print("columns:", reader.fieldnames)
        for row in reader:
            try:
                fixed = clean_row(row)
            except (ValueError, KeyError) as exc:
                rejects.append((reader.line_num, str(exc)))
                continue
            if fixed["email"] in seen:
                rejects.append((reader.line_num, f"duplicate of {fixed['email']}"))
                continue
            seen.add(fixed["email"])
            cleaned.append(fixed)

    cleaned.sort(key=lambda r: (r["signup"], r["name"]))
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    with OUTPUT.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.DictWriter(handle, fieldnames=["name", "email", "phone", "signup", "spent"])
        writer.writeheader()
        writer.writerows(cleaned)
    with open(REJECTS, "w", newline="") as handle:
        out = csv.writer(handle, quoting=csv.QUOTE_ALL)
        out.writerow(["line", "reason"])
        out.writerows(rejects)

    print(f"kept {len(cleaned)}, rejected {len(rejects)}")
    for line, reason in rejects:
        print(f"  line {line}: {reason}")
    print("signups by year:", dict(Counter(r["signup"][:4] for r in cleaned)))
    print(OUTPUT.read_text())


if __name__ == "__main__":
    main()
