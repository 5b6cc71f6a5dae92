"""Turn an inbox into a daily digest: group threads, drop quoted text, and send a mail to each reader."""

import hashlib
import logging
import re
import sys
import textwrap
from collections import OrderedDict
from datetime import datetime
from string import Template

logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(levelname)-7s %(name)s: %(message)s")
log = logging.getLogger("digest")

BODY = Template(
    """Hello $reader,

$count new thread$plural on $date:

$threads
-- 
digest ${digest}"""
)
SUBJECT_PREFIX = re.compile(r"^\s*((re|fwd?|aw)\s*:\s*)+", re.IGNORECASE)


class Thread:
    """Mails with the same subject."""

    def __init__(self, subject):
        self.subject = subject
        self.mails = []

    def __len__(self):
        return len(self.mails)

    def __iter__(self):
        return iter(sorted(self.mails, key=lambda m: m["date"]))

    @property
    def people(self):
        seen = dict.fromkeys(mail["from"].split("@")[0] for mail in self)
        return list(seen)

    @property
    def is_urgent(self):
        return any("urgent" in mail["subject"].lower() or mail.get("flagged") for mail in self.mails)

    def excerpt(self, width=48):
        *_, last = self
        text = strip_quotes(last["body"])
        return textwrap.shorten(text, width, placeholder=" …")


def strip_quotes(body):
    lines = []
    for line in body.splitlines():
        if line.startswith(">") or re.match(r"On .* wrote:$", line):
            continue
        if line.rstrip() == "--":
            break
        lines.append(line)
    return "\n".join(lines).strip()


def group(mails):
    threads = OrderedDict()
    for mail in mails:
        subject = SUBJECT_PREFIX.sub("", mail["subject"]).strip()
        threads.setdefault(subject.casefold(), Thread(subject)).mails.append(mail)
        log.debug("mail %s in %r", mail["id"], subject)
    for key in [key for key, thread in threads.items() if thread.is_urgent]:
        threads.move_to_end(key, last=False)
    return list(threads.values())


def render(reader, threads):
    blocks = []
    for number, thread in enumerate(threads, 1):
        flag = "!!" if thread.is_urgent else "  "
        head = f"{number}. {flag} {thread.subject} ({len(thread)})"
        blocks.append(head + "\n" + textwrap.indent(f"{', '.join(thread.people)}: {thread.excerpt()}", " " * 6) + "\n")
    text = "\n".join(blocks)
    return BODY.substitute(
        reader=reader.split("@")[0].capitalize(),
        count=len(threads),
        plural="" if len(threads) == 1 else "s",
        date=datetime.fromisoformat(max(m["date"] for t in threads for m in t)).strftime("%d %b %Y"),
        threads=text,
        digest=hashlib.sha1(text.encode()).hexdigest()[:10],
    )


def main():
    threads = group(fetch_inbox("team@example.com", unread=True))
    log.info("%d threads, %d mails", len(threads), sum(map(len, threads)))
    for reader in ("ada@example.com", "bob@example.com", "nobody"):
        mine = [t for t in threads if reader.split("@")[0] not in t.people]
        if not mine:
            log.info("nothing for %s", reader)
            continue
        try:
            receipt = send_mail(reader, subject=f"Digest: {mine[0].subject}", body=render(reader, mine))
        except ValueError:
            log.exception("could not send to %s", reader, exc_info=False)
        else:
            log.info("sent %s to %s", receipt, reader)
    print(render("cy@example.com", threads))


if __name__ == "__main__":
    main()
