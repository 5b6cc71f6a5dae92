"""agent: invoices are read from text, grouped, totalled and reported."""


def read(lines):
    rows = []
    for line in lines:
        number, customer, amount, paid = line.split(';')
        rows.append({'number': int(number), 'customer': customer.strip(), 'cents': int(float(amount) * 100), 'paid': paid == 'yes'})
    return rows


def totals(rows):
    found = {}
    for row in rows:
        entry = found.setdefault(row['customer'], {'open': 0, 'paid': 0, 'count': 0})
        entry['paid' if row['paid'] else 'open'] += row['cents']
        entry['count'] += 1
    return found


def report(found):
    lines = []
    for name, entry in sorted(found.items(), key=lambda item: (-item[1]['open'], item[0])):
        lines.append(f"{name:<12} {entry['count']:>5} {entry['open'] / 100:>12.2f} {entry['paid'] / 100:>12.2f}")
    return '\n'.join(lines)


lines = []
for i in range(20_000):
    lines.append(f"{i}; customer {i * 31 % 47};{i * 7 % 1000}.{i % 100:02d};{'yes' if i % 3 else 'no'}")
text = report(totals(read(lines)))
(len(text), text.split('\n')[0])
