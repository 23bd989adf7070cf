"""A halld as the benchmark runs it: one process on a data folder of its own, and its table."""

import http.client
import json
import os
import pathlib
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request


CONFIG = pathlib.Path(__file__).resolve().parents[2] / "Config/demo.yaml"


def say(text):
    print(text, file=sys.stderr, flush=True)


class Table:
    """What was measured, against what it must be."""

    def __init__(self):
        self.rows, self.missed = [], 0

    def add(self, what, figure, limit="", holds=None, detail=""):
        verdict = "" if holds is None else ("holds" if holds else "MISSED")
        self.missed += holds is False
        self.rows.append((what, figure, limit, verdict, detail))
        say(f"   {what}: {figure} {verdict} {detail}")

    def show(self):
        print("| what | measured | limit | | detail |\n|---|---|---|---|---|")
        for row in self.rows:
            print("| " + " | ".join(row) + " |")


class Hall:
    """A halld on a data folder, as one process."""

    def __init__(self, bench, name, environment=None, options=()):
        self.bench, self.environment, self.options = bench, environment or {}, options
        self.data = bench.work / f"hall-{name}"
        self.process = self.port = None

    def start(self, wait=True):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = {**os.environ, **self.environment, "HALLD_FAULTS_BENEATH": str(self.data)}
        self.data.mkdir(mode=0o700, exist_ok=True)
        self.errors = open(self.bench.work / f"{self.data.name}.log", "a+")
        self.process = subprocess.Popen(
            [self.bench.binary, "serve", "--config", CONFIG, "--data", self.data, "--port",
             str(self.port), *self.options], stdout=subprocess.PIPE, stderr=self.errors, env=environment)
        self.bench.running.append(self.process)
        if wait:
            for line in self.process.stdout:
                if line.startswith(b"ready http"):
                    return self
            raise SystemExit(f"halld did not start; see {self.errors.name}")
        return self

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        self.process.stdout.close()
        self.bench.running.remove(self.process)

    def ask(self, method, path, body=None, **headers):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", data, method=method,
            headers={"content-type": "application/json", **headers})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                text = answer.read()
                return json.loads(text) if text else None, answer.headers
        except urllib.error.HTTPError as refusal:
            raise SystemExit(f"{method} {path}: {refusal.code} {refusal.read().decode()}") from None

    def counter(self, account):
        """Asks as a counter's browser does: signed in, over one connection that stays."""
        cookie = self.sign_in(account)
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

        def ask(method, path, body, key):
            line.request(method, path, json.dumps(body), {
                "content-type": "application/json", "cookie": cookie, "idempotency-key": key})
            answer = line.getresponse()
            text = answer.read()
            if answer.status >= 300:
                raise SystemExit(f"{method} {path}: {answer.status} {text.decode()}")
            return json.loads(text)

        return ask

    def ticket(self, errand, key):
        return self.ask("POST", "/api/tickets", {"errand": errand}, **{"idempotency-key": key})[0]

    def sign_in(self, account):
        _, headers = self.ask(
            "POST", "/api/session", {"account": account, "password": f"{account}-2026"})
        return headers["set-cookie"].split(";")[0]

    def errands(self, counters):
        hall, _ = self.ask("GET", "/api/hall")
        served = [errand for counter in hall["counters"][:counters] for errand in counter["errands"]]
        return list(dict.fromkeys(served))

    def wait_for_paper(self):
        """Until every slip is printed."""
        end = time.monotonic() + 60
        database = sqlite3.connect(f"file:{self.data}/hall.sqlite?mode=ro", uri=True)
        while time.monotonic() < end:
            waiting = "SELECT count(*) FROM print_jobs WHERE state IN ('queued', 'sending')"
            if database.execute(waiting).fetchone() == (0,):
                return database.close()
            time.sleep(0.02)
        raise SystemExit("slips are not printed within a minute")

    def resident_megabytes(self, kind="VmRSS"):
        """All that is resident; with "RssAnon" what is the process' own, without mapped files."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split(f"{kind}:")[1].split()[0]) / 1024

    def command(self, *words):
        done = subprocess.run([self.bench.binary, *words, "--data", self.data],
                              capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"halld {words}: {done.stdout}{done.stderr}")
        return done.stdout


def first_ticket(port, errand, key):
    """Asks for a number from the moment there is somebody to ask."""
    body = json.dumps({"errand": errand})
    request = (f"POST /api/tickets HTTP/1.1\r\nhost: 127.0.0.1\r\nidempotency-key: {key}\r\n"
               f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n{body}")
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with socket.socket() as kiosk:
            try:
                kiosk.connect(("127.0.0.1", port))
                kiosk.sendall(request.encode())
                if b" 201 " in kiosk.recv(65536)[:20]:
                    return
            except OSError:
                pass
        time.sleep(0.0005)
    raise SystemExit("no number within 30 s of the start")
