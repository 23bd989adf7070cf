// A full hall: kiosks, counters, phones and boards at once, each at a person's pace; one thread, epoll.
//
//   hall-full PORT SECONDS KIOSKS PHONES BOARDS ERRAND[,ERRAND...] COUNTERS
//
// COUNTERS is a file: a counter's id and its officer's cookie a line. Every client has a loopback
// address of its own, as every visitor has one of the hall's network. A kiosk gives a number every
// 2 to 6 s, a phone looks every 4 to 6 s at one of those numbers, a counter takes up to a second for
// each step of a visit. The first tenth warms up and is not counted.
//
// -> one JSON object, times in milliseconds: numbers (answered), refused, lost (connections), and of
// issuing, calling and looking p50, p99, max; events, silence (the longest of any board, seconds).
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum kind { KIOSK, COUNTER, PHONE, BOARD };
struct client {
  enum kind kind;
  int socket, number, step;
  size_t got;
  double asked, due, heard;
  char *counter, *cookie, *buffer;
};
struct times { float *all; size_t count, room; };

#define BUFFER 65536
static struct client *clients;
static int total, poller, port;
static char *errands[64], tokens[4096][96];
static size_t errand_count, token_count;
static struct times issued, called, looked;
static size_t refused, lost, events;
static double counted, silence;
static uint64_t mixed, asked;

static void die(const char *what) { perror(what), exit(1); }

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static uint64_t chance(void) {
  mixed ^= mixed << 13, mixed ^= mixed >> 7, mixed ^= mixed << 17;
  return mixed;
}

static double between(double least, double most) {
  return least + (most - least) * (chance() % 100000) / 1e5;
}

static void keep(struct times *times, double seconds) {
  if (times->count == times->room) {
    times->room = times->room ? times->room * 2 : 4096;
    times->all = realloc(times->all, times->room * sizeof *times->all);
  }
  times->all[times->count++] = seconds * 1e3;
}

static void dial(struct client *client) {
  int on = 1;
  struct sockaddr_in from = {.sin_family = AF_INET,
                             .sin_addr.s_addr = htonl(0x7f010000 + client->number)};
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port),
                           .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  client->socket = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(client->socket, (struct sockaddr *)&from, sizeof from)) die("bind");
  if (connect(client->socket, (struct sockaddr *)&to, sizeof to)) die("connect");
  setsockopt(client->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = client};
  epoll_ctl(poller, EPOLL_CTL_ADD, client->socket, &event);
  client->got = 0;
  client->asked = 0;
}

static void send_to(struct client *client, const char *text, int length) {
  client->got = 0;
  client->asked = now();
  if (send(client->socket, text, length, MSG_NOSIGNAL) != length && errno != EPIPE) die("send");
}

static void ask(struct client *client) {
  static const char *steps[] = {"call-next", "start", "finish"};
  char request[2048], body[256] = "";
  int length;
  switch (client->kind) {
  case KIOSK:
    snprintf(body, sizeof body, "{\"errand\":\"%s\"}", errands[chance() % errand_count]);
    length = snprintf(request, sizeof request,
                      "POST /api/tickets HTTP/1.1\r\nhost: hall\r\n"
                      "content-type: application/json\r\nidempotency-key: %016llx-%llu\r\n"
                      "content-length: %zu\r\n\r\n%s",
                      (unsigned long long)chance(), (unsigned long long)asked++, strlen(body), body);
    break;
  case COUNTER:
    if (client->step == 2) strcpy(body, "{\"outcome\":\"done\"}");
    length = snprintf(request, sizeof request,
                      "POST /api/counters/%s/%s HTTP/1.1\r\nhost: hall\r\ncookie: %s\r\n"
                      "content-type: application/json\r\ncontent-length: %zu\r\n\r\n%s",
                      client->counter, steps[client->step], client->cookie, strlen(body), body);
    break;
  case PHONE:
    if (!token_count) { client->due = now() + 1; return; }
    length = snprintf(request, sizeof request, "GET /api/tickets/%s HTTP/1.1\r\nhost: hall\r\n\r\n",
                      tokens[chance() % (token_count < 4096 ? token_count : 4096)]);
    break;
  default:
    length = snprintf(request, sizeof request,
                      "GET /api/board/stream HTTP/1.1\r\nhost: hall\r\n\r\n");
  }
  send_to(client, request, length);
}

// The status when the whole answer has come, 0 before.
static int answered(struct client *client) {
  char *end = strstr(client->buffer, "\r\n\r\n");
  if (!end) return 0;
  char *length = strcasestr(client->buffer, "content-length:");
  size_t body = length && length < end ? strtoul(length + 15, NULL, 10) : 0;
  return client->got < (size_t)(end + 4 - client->buffer) + body ? 0 : atoi(client->buffer + 9);
}

static void remember_token(const char *text) {
  const char *token = strstr(text, "\"token\":\"");
  if (!token) return;
  size_t length = strcspn(token + 9, "\"");
  if (length == 0 || length >= sizeof tokens[0]) return;
  char *place = tokens[token_count++ % 4096];
  memcpy(place, token + 9, length);
  place[length] = 0;
}

static void whole_answer(struct client *client, int status) {
  double time = now(), took = time - client->asked;
  int counts = time >= counted;
  client->asked = 0;
  int good = client->kind == KIOSK ? status == 201 : status == 200 || status == 204;
  if (!good && !refused++) fprintf(stderr, "hall-full: %s\n", client->buffer);
  switch (client->kind) {
  case KIOSK:
    if (counts && good) keep(&issued, took);
    remember_token(client->buffer);
    client->due = time + between(2, 6);
    break;
  case COUNTER:
    if (counts && client->step == 0) keep(&called, took);
    client->step = status == 200 ? (client->step + 1) % 3 : 0;
    client->due = time + between(0.2, 1);
    break;
  default:
    if (counts) keep(&looked, took);
    client->due = time + between(4, 6);
  }
}

static void hear(struct client *client) {
  size_t from = client->kind == BOARD ? 0 : client->got;
  ssize_t count = recv(client->socket, client->buffer + from, BUFFER - 1 - from, MSG_DONTWAIT);
  if (count < 0 && errno == EAGAIN) return;
  if (count <= 0) {
    lost++;
    close(client->socket);
    dial(client);
    client->due = now() + 1;
    return;
  }
  client->buffer[from + count] = 0;
  if (client->kind == BOARD) {
    double time = now();
    if (client->heard && time >= counted && time - client->heard > silence)
      silence = time - client->heard;
    client->heard = time;
    for (char *at = client->buffer; (at = strstr(at, "event: board")); at++) events++;
    return;
  }
  client->got += count;
  int status = answered(client);
  if (status) whole_answer(client, status);
}

static int ascending(const void *one, const void *other) {
  float difference = *(const float *)one - *(const float *)other;
  return (difference > 0) - (difference < 0);
}

static void show(const char *name, struct times *times) {
  if (!times->count) keep(times, 0);
  qsort(times->all, times->count, sizeof *times->all, ascending);
  printf("\"%s\": {\"count\": %zu, \"p50\": %.2f, \"p99\": %.2f, \"max\": %.2f}, ", name,
         times->count, times->all[times->count / 2], times->all[times->count * 99 / 100],
         times->all[times->count - 1]);
}

static struct client *add(enum kind kind, double due) {
  struct client *client = &clients[total];
  *client = (struct client){.kind = kind, .number = 1 + total++, .due = due, .buffer = malloc(BUFFER)};
  dial(client);
  return client;
}

int main(int count, char **words) {
  if (count != 8) return 2;
  port = atoi(words[1]);
  double seconds = atof(words[2]), start = now(), end = start + seconds;
  counted = start + seconds / 10;
  mixed = ((uint64_t)getpid() << 32) ^ (uint64_t)(start * 1e9) ^ 0x9e3779b97f4a7c15;
  poller = epoll_create1(0);
  clients = calloc(20000, sizeof *clients);
  for (char *word = strtok(words[6], ","); word; word = strtok(NULL, ","))
    if (errand_count < 64) errands[errand_count++] = word;
  for (int i = atoi(words[5]); i > 0; i--) ask(add(BOARD, 1e300));
  for (int i = atoi(words[3]); i > 0; i--) add(KIOSK, start + between(0, 4));
  for (int i = atoi(words[4]); i > 0; i--) add(PHONE, start + between(1, 6));
  FILE *file = fopen(words[7], "r");
  char id[64], cookie[512];
  while (file && fscanf(file, "%63s %511s", id, cookie) == 2) {
    struct client *client = add(COUNTER, start + between(0, 2));
    client->counter = strdup(id);
    client->cookie = strdup(cookie);
  }
  for (double time = start; time < end; time = now()) {
    struct epoll_event ready[256];
    int many = epoll_wait(poller, ready, 256, 2);
    for (int i = 0; i < many; i++) hear(ready[i].data.ptr);
    for (int i = 0; i < total; i++) {
      struct client *client = &clients[i];
      if (client->kind == BOARD || client->asked || client->due > time) continue;
      ask(client);
    }
  }
  // Nobody may still wait who asked more than five seconds ago.
  size_t waiting = 0;
  for (int i = 0; i < total; i++)
    waiting += clients[i].kind != BOARD && clients[i].asked && end - clients[i].asked > 5;
  printf("{");
  show("issuing", &issued);
  show("calling", &called);
  show("looking", &looked);
  printf("\"refused\": %zu, \"lost\": %zu, \"unanswered\": %zu, \"events\": %zu, \"silence\": %.2f}\n",
         refused, lost, waiting, events, silence);
  return 0;
}
