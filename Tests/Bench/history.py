"""A hall's past, made from one true day: a year of tickets, or a million dossiers.

The rows of a database that halld itself wrote are written again with other days, numbers and
times, chained and projected as halld does it; `halld log verify` and `halld log rebuild --check`
accept the result, and the benchmark asks them.
"""

import datetime
import hashlib
import json
import sqlite3
import struct

DAY_US = 86_400_000_000
COLUMNS = "seq, recordedAt, occurredAt, day, actor, kind, version, subject, body, hash"
MOMENTS = {"ticket.issued": "issuedAt", "ticket.called": "calledAt",
           "ticket.started": "startedAt", "ticket.finished": "endedAt"}
PROJECTED = ("tickets", "print_jobs", "dossiers", "service_days")


class Log:
    """The end of a log: appends rows with their hashes (Sources/Store/LogRow.swift)."""

    def __init__(self, db):
        self.db, self.rows = db, []
        self.seq, self.at, self.hash = db.execute(
            "SELECT seq, recordedAt, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()

    def append(self, at, day, actor, kind, version, subject, body):
        self.seq += 1
        at = max(at, self.at)
        self.at = at
        text = (day.encode(), actor.encode(), kind.encode())
        fields = [struct.pack(">Qq", 8, self.seq), struct.pack(">Qq", 8, at),
                  struct.pack(">Qq", 8, at)]
        fields += [struct.pack(">Q", len(part)) + part for part in text]
        fields.append(struct.pack(">Qq", 8, version))
        fields += [struct.pack(">Q", len(part)) + part for part in (subject.encode(), body.encode())]
        self.hash = hashlib.sha256(b"".join(fields) + self.hash).digest()
        self.rows.append(
            (self.seq, at, at, day, actor, kind, version, subject, body, self.hash))
        if len(self.rows) >= 50_000:
            self.flush()
        return self.seq

    def flush(self):
        self.db.executemany(f"INSERT INTO log ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)", self.rows)
        self.rows = []


def written(fields):
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def opened(path):
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("BEGIN")
    return db


def finished(db, log):
    log.flush()
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def insert(db, table, rows):
    if not rows:
        return
    names = list(rows[0])
    marks = ",".join("?" * len(names))
    db.executemany(f"INSERT INTO {table} ({','.join(names)}) VALUES ({marks})",
                   [tuple(row.values()) for row in rows])


def table(db, name):
    cursor = db.execute(f"SELECT * FROM {name} ORDER BY 1")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row)) for row in cursor]


def a_year(path, days, per_day):
    """Writes `days` days before the template's own day, each of about `per_day` tickets.

    The template's day must hold finished visits only. Its log is written anew: past days first,
    its own day last, with as many tickets. Returns how many tickets there are.
    """
    db = opened(path)
    old = [row for row in db.execute(f"SELECT {COLUMNS} FROM log ORDER BY seq")]
    tickets = {row["id"]: row for row in table(db, "tickets")}
    jobs = {row["id"]: row for row in table(db, "print_jobs")}
    keys = {row["seq"]: row for row in table(db, "idempotency")}
    guards = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        db.execute(f"DROP TRIGGER {name}")
    start = next(index for index, row in enumerate(old) if row[5] == "day.opened")
    opening = old[start]
    life = [row for row in old[start:] if row[5].startswith(("ticket.", "slip."))]
    bodies = [json.loads(row[8]) for row in life]
    series = {}
    for ticket in tickets.values():
        series[ticket["domain"]] = max(series.get(ticket["domain"], 0), ticket["number"])
    db.execute("DELETE FROM log WHERE seq >= ?", (opening[0],))
    for name in PROJECTED + ("idempotency",):
        db.execute(f"DELETE FROM {name}")

    log = Log(db)
    today = datetime.date.fromisoformat(opening[3])
    copies = max(1, round(per_day / len(tickets)))
    shift_us = (life[-1][1] - life[0][1]) + 1_000_000
    first_day = today - datetime.timedelta(days=days)
    log.at = 0
    count = 0
    for index in range(days + 1):
        day = first_day + datetime.timedelta(days=index)
        name = day.isoformat()
        ahead = (index - days) * DAY_US
        if index:
            yesterday = (day - datetime.timedelta(days=1)).isoformat()
            closed = log.append(
                opening[1] + ahead, yesterday, "system", "day.closed", 1, f"day:{yesterday}",
                written({"day": yesterday}))
            db.execute("UPDATE service_days SET closed = ? WHERE day = ?", (closed, yesterday))
        began = log.append(
            opening[1] + ahead, name, opening[4], opening[5], opening[6], f"day:{name}",
            written({**json.loads(opening[8]), "day": name, "counters": []}))
        insert(db, "service_days",
               [{"day": name, "opened": began, "replayFrom": began, "oldestJob": None}])
        rows, slips, kept = {}, {}, []
        for copy in range(copies):
            moved = {}
            # The last day's moments stay before now.
            offset = ahead + (copy * shift_us if index < days else 0)
            for row, body in zip(life, bodies):
                body = dict(body)
                seq, subject = log.seq + 1, row[7]
                if row[5] == "ticket.issued":
                    moved[row[0]] = seq
                    ticket = tickets[row[0]]
                    number = ticket["number"] + copy * series[ticket["domain"]]
                    label = f"{ticket['label'].rstrip('0123456789')}{number:03d}"
                    body.update(day=name, number=number, label=label)
                    rows[seq] = {**ticket, "id": seq, "day": name, "number": number, "label": label}
                    if row[0] in jobs:
                        slips[seq] = {**jobs[row[0]], "id": seq, "ticket": seq}
                    if row[0] in keys and index >= days - 1:
                        key = hashlib.md5(f"{name} {seq}".encode()).digest()
                        kept.append({**keys[row[0]], "seq": seq, "key": key})
                    subject = f"ticket:{seq}"
                    count += 1
                else:
                    for member in ("ticket", "job", "first"):
                        if member in body:
                            body[member] = moved[body[member]]
                    kind, _, _ = subject.partition(":")
                    subject = f"{kind}:{body['ticket' if kind == 'ticket' else 'job']}"
                log.append(row[2] + offset, name, row[4], row[5], row[6], subject, written(body))
                if row[5] in MOMENTS:
                    rows[body.get("ticket", seq)][MOMENTS[row[5]]] = log.at
                if seq in slips:
                    slips[seq]["askedAt"] = log.at
        insert(db, "tickets", list(rows.values()))
        insert(db, "print_jobs", list(slips.values()))
        insert(db, "idempotency", kept)
    log.flush()
    for _, sql in guards:
        db.execute(sql)
    finished(db, log)
    return count


def dossiers(path, wanted, open_ones):
    """Writes dossiers like the one in the database before its day, 4,000 a day; returns their codes.

    The last `open_ones` stand as accepted, with what will fall due of them; of the others the
    province has told that they were handed over. The sample itself goes. Only the log is written:
    `halld log rebuild` makes the tables.
    """
    db = opened(path)
    sample = table(db, "dossiers")[0]
    rows = db.execute(
        "SELECT seq, actor, kind, body, occurredAt, day FROM log"
        " JOIN dossier_events USING (seq) WHERE dossier = ? ORDER BY seq",
        (sample["id"],)).fetchall()
    own = {row[0] for row in rows}
    accepted = next(row for row in rows if row[2] == "dossier.accepted")
    watched = next(row for row in rows if row[2] == "dossier.watched")
    body, due = json.loads(accepted[3]), json.loads(watched[3])
    for name in ("ticket", "dossier"):
        body.pop(name, None)
    for name in ("visit", "counter"):
        due.pop(name, None)

    guards = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        db.execute(f"DROP TRIGGER {name}")
    opening = db.execute("SELECT min(seq) FROM log WHERE kind = 'day.opened'").fetchone()[0]
    today = db.execute(f"SELECT {COLUMNS} FROM log WHERE seq >= ? ORDER BY seq", (opening,)).fetchall()
    db.execute("DELETE FROM idempotency")
    db.execute("DELETE FROM log WHERE seq >= ?", (opening,))

    log = Log(db)
    log.at = 0
    unit = sample["code"].split("-")[0]
    days = -(-wanted // 4000)
    codes = []
    for index in range(wanted):
        ahead = index // 4000 - days
        day = datetime.date.fromisoformat(accepted[5]) + datetime.timedelta(days=ahead)
        at, name = accepted[4] + ahead * DAY_US, day.isoformat()
        code = f"{unit}-{day:%y%m%d}-{index % 4000 + 1:04d}"
        body.update(code=code, codeDay=name, codeOrdinal=index % 4000 + 1)
        subject = f"dossier:{code}"
        seq = log.append(at, name, accepted[1], accepted[2], 1, subject, written(body))
        named = {"dossier": seq, "dossierCode": code}
        if index >= wanted - open_ones:
            log.append(at, name, "system", "dossier.watched", 1, subject, written({**due, **named}))
        else:
            log.append(at, name, "province", "dossier.province-followed", 1, subject,
                       written({"reference": "m", "state": "returned", **named}))
        codes.append(code)
    for row in today:
        if row[0] in own:
            continue
        seq = log.append(row[2], *row[3:9])
        if row[0] == opening:
            db.execute("UPDATE service_days SET opened = ?, replayFrom = ?", (seq, seq))
    for _, sql in guards:
        db.execute(sql)
    finished(db, log)
    return codes
