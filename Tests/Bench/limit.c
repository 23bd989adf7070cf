// The machine's own limit: exactly the statements of issuing a number, one commit each.
//
//   limit DATABASE SECONDS   ->   {"tickets": N, "seconds": S, "p50": ms, "p99": ms}
//
// DATABASE is a copy of one that halld made and issued a number in: same tables, same triggers,
// same settings (Sources/Store/HallDatabase.swift), rows as long as halld's own. No HTTP, no rule,
// no hash, one thread.
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sqlite3 *db;

static void check(int result) {
  if (result == SQLITE_OK || result == SQLITE_DONE || result == SQLITE_ROW) return;
  fprintf(stderr, "limit: %s\n", sqlite3_errmsg(db));
  exit(1);
}

static sqlite3_stmt *prepare(const char *sql) {
  sqlite3_stmt *statement;
  check(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL));
  return statement;
}

static void step(sqlite3_stmt *statement) {
  check(sqlite3_step(statement));
  check(sqlite3_reset(statement));
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static int ascending(const void *one, const void *other) {
  double difference = *(const double *)one - *(const double *)other;
  return (difference > 0) - (difference < 0);
}

int main(int count, char **words) {
  if (count != 3) return 2;
  check(sqlite3_open_v2(words[1], &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL));
  const char *settings[] = {"PRAGMA journal_mode = WAL", "PRAGMA secure_delete = ON",
                            "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON",
                            "PRAGMA wal_autocheckpoint = 0"};
  for (int i = 0; i < 5; i++) check(sqlite3_exec(db, settings[i], NULL, NULL, NULL));

  sqlite3_stmt *begin = prepare("BEGIN IMMEDIATE"), *commit = prepare("COMMIT");
  // What a row holds is bound, as halld binds it: read once from the number halld issued.
  sqlite3_stmt *sample = prepare(
      "SELECT log.seq, log.recordedAt, log.day, log.actor, log.kind, log.version, log.body,"
      "       tickets.domain, tickets.errand, tickets.line, tickets.origin, print_jobs.station,"
      "       idempotency.body, (SELECT max(seq) FROM log), (SELECT max(number) FROM tickets)"
      " FROM log JOIN tickets ON tickets.id = seq JOIN print_jobs ON print_jobs.id = seq"
      " JOIN idempotency USING (seq) ORDER BY seq LIMIT 1");
  sqlite3_stmt *log = prepare(
      "INSERT INTO log (seq, recordedAt, occurredAt, day, actor, kind, version, subject, body, hash)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  sqlite3_stmt *ticket = prepare(
      "INSERT INTO tickets (id, day, domain, number, label, errand, line, origin, priority,"
      " issuedAt, state, dossiers) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 0)");
  sqlite3_stmt *job = prepare("INSERT INTO print_jobs (id, ticket, station, first, askedAt, state)"
                              " VALUES (?, ?, ?, ?, ?, 'queued')");
  sqlite3_stmt *key = prepare("INSERT INTO idempotency (seq, count, key, body, ahead, wait)"
                              " VALUES (?, ?, ?, ?, ?, ?)");
  if (sqlite3_step(sample) != SQLITE_ROW) return fprintf(stderr, "limit: no number in it\n"), 1;
#define TEXT(column) strdup((const char *)sqlite3_column_text(sample, column))
  char *day = TEXT(2), *actor = TEXT(3), *kind = TEXT(4), *body = TEXT(6), *domain = TEXT(7),
       *errand = TEXT(8), *line = TEXT(9), *origin = TEXT(10), *station = TEXT(11);
  int64_t at = sqlite3_column_int64(sample, 1), seq = sqlite3_column_int64(sample, 13);
  int number = sqlite3_column_int(sample, 14), version = sqlite3_column_int(sample, 5);
  int keyed = sqlite3_column_bytes(sample, 12);
  check(sqlite3_reset(sample));

  size_t room = 1 << 22, tickets = 0;
  double *times = malloc(room * sizeof *times), seconds = atof(words[2]);
  double start = now(), last = start;
  int pages = 0;
  while (last - start < seconds && tickets < room) {
    char subject[40], label[24];
    unsigned char random[64];
    seq++, number++, at += 1000;
    snprintf(subject, sizeof subject, "ticket:%lld", (long long)seq);
    snprintf(label, sizeof label, "A%03d", number);
    sqlite3_randomness(sizeof random, random);
    step(begin);
    sqlite3_bind_int64(log, 1, seq), sqlite3_bind_int64(log, 2, at);
    sqlite3_bind_int64(log, 3, at), sqlite3_bind_text(log, 4, day, -1, SQLITE_STATIC);
    sqlite3_bind_text(log, 5, actor, -1, SQLITE_STATIC);
    sqlite3_bind_text(log, 6, kind, -1, SQLITE_STATIC), sqlite3_bind_int(log, 7, version);
    sqlite3_bind_text(log, 8, subject, -1, SQLITE_STATIC);
    sqlite3_bind_text(log, 9, body, -1, SQLITE_STATIC);
    sqlite3_bind_blob(log, 10, random, 32, SQLITE_STATIC);
    step(log);
    sqlite3_bind_int64(ticket, 1, seq), sqlite3_bind_text(ticket, 2, day, -1, SQLITE_STATIC);
    sqlite3_bind_text(ticket, 3, domain, -1, SQLITE_STATIC), sqlite3_bind_int(ticket, 4, number);
    sqlite3_bind_text(ticket, 5, label, -1, SQLITE_STATIC);
    sqlite3_bind_text(ticket, 6, errand, -1, SQLITE_STATIC);
    sqlite3_bind_text(ticket, 7, line, -1, SQLITE_STATIC);
    sqlite3_bind_text(ticket, 8, origin, -1, SQLITE_STATIC), sqlite3_bind_null(ticket, 9);
    sqlite3_bind_int64(ticket, 10, at);
    step(ticket);
    sqlite3_bind_int64(job, 1, seq), sqlite3_bind_int64(job, 2, seq);
    sqlite3_bind_text(job, 3, station, -1, SQLITE_STATIC), sqlite3_bind_null(job, 4);
    sqlite3_bind_int64(job, 5, at);
    step(job);
    sqlite3_bind_int64(key, 1, seq), sqlite3_bind_int(key, 2, 1);
    sqlite3_bind_blob(key, 3, random + 32, 16, SQLITE_STATIC);
    sqlite3_bind_blob(key, 4, random, keyed, SQLITE_STATIC);
    sqlite3_bind_int(key, 5, number), sqlite3_bind_int(key, 6, 600);
    step(key);
    step(commit);
    // Brought into the database as often as halld does it under load.
    if ((pages += 5) > 8000) {
      check(sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL));
      pages = 0;
    }
    double end = now();
    times[tickets++] = end - last;
    last = end;
  }
  qsort(times, tickets, sizeof *times, ascending);
  printf("{\"tickets\": %zu, \"seconds\": %.3f, \"p50\": %.3f, \"p99\": %.3f}\n", tickets,
         last - start, times[tickets / 2] * 1e3, times[tickets * 99 / 100] * 1e3);
  return 0;
}
