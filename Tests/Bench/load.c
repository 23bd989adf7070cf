// Keep-alive clients; one thread, epoll. Each asks again as soon as it is answered, or, with a RATE,
// at its turn of so many questions a second of all together: a late question counts from its turn.
//
//   load PORT CLIENTS SECONDS tickets ERRAND[,ERRAND...] [RATE]
//   load PORT CLIENTS SECONDS paths FILE [RATE]   (one GET path a line, asked in random order)
//
// -> {"answers": N, "other": n, "seconds": S, "p50": ms, "p99": ms, "max": ms}
// `other` counts answers that are not 201 (tickets) or 200 (paths); the first is shown.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct client { int socket; size_t got; double asked, turn; bool idle; char buffer[65536]; };

static char **paths, *errands[64];
static size_t path_count, errand_count;
static uint64_t asked, mixed;

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

static void ask(struct client *client) {
  char request[1024];
  int length;
  if (path_count) {
    length = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
                      paths[chance() % path_count]);
  } else {
    char body[200];
    int size = snprintf(body, sizeof body, "{\"errand\":\"%s\"}", errands[asked % errand_count]);
    length = snprintf(request, sizeof request,
                      "POST /api/tickets HTTP/1.1\r\nhost: 127.0.0.1\r\n"
                      "content-type: application/json\r\nidempotency-key: %016llx-%llu\r\n"
                      "content-length: %d\r\n\r\n%s",
                      (unsigned long long)chance(), (unsigned long long)asked, size, body);
  }
  asked++;
  client->got = 0;
  client->idle = false;
  client->asked = client->turn ? client->turn : now();
  if (send(client->socket, request, length, MSG_NOSIGNAL) != length) die("send");
}

// The status when the whole answer has come, 0 before.
static int answered(struct client *client) {
  ssize_t count = recv(client->socket, client->buffer + client->got,
                       sizeof client->buffer - 1 - client->got, 0);
  if (count <= 0) die("the daemon closed a connection");
  client->got += count;
  client->buffer[client->got] = 0;
  char *end = strstr(client->buffer, "\r\n\r\n");
  if (!end) return 0;
  char *length = strcasestr(client->buffer, "content-length:");
  size_t body = length && length < end ? strtoul(length + 15, NULL, 10) : 0;
  return client->got < (size_t)(end + 4 - client->buffer) + body ? 0 : atoi(client->buffer + 9);
}

static int ascending(const void *one, const void *other) {
  float difference = *(const float *)one - *(const float *)other;
  return (difference > 0) - (difference < 0);
}

static void read_paths(const char *name) {
  FILE *file = fopen(name, "r");
  if (!file) die(name);
  paths = malloc(2000000 * sizeof *paths);
  char line[512];
  while (path_count < 2000000 && fgets(line, sizeof line, file)) {
    line[strcspn(line, "\n")] = 0;
    paths[path_count++] = strdup(line);
  }
  fclose(file);
}

int main(int count, char **words) {
  if (count != 6 && count != 7) return 2;
  int clients = atoi(words[2]), wanted = strcmp(words[4], "paths") == 0 ? 200 : 201;
  double seconds = atof(words[3]), rate = count == 7 ? atof(words[6]) : 0;
  mixed = ((uint64_t)getpid() << 32) ^ (uint64_t)(now() * 1e9) ^ 0x9e3779b97f4a7c15;
  if (wanted == 200) read_paths(words[5]);
  for (char *word = strtok(words[5], ","); wanted == 201 && word; word = strtok(NULL, ","))
    if (errand_count < 64) errands[errand_count++] = word;

  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(words[1])),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int poll = epoll_create1(0), on = 1;
  struct client *all = calloc(clients, sizeof *all);
  for (int i = 0; i < clients; i++) {
    all[i].socket = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(all[i].socket, (struct sockaddr *)&address, sizeof address)) die("connect");
    setsockopt(all[i].socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &all[i]};
    epoll_ctl(poll, EPOLL_CTL_ADD, all[i].socket, &event);
    all[i].idle = true;
  }

  size_t room = 1 << 23, answers = 0, other = 0;
  float *times = malloc(room * sizeof *times);
  // The first tenth warms up and is not counted.
  double start = now(), counted = start + seconds / 10, end = start + seconds * 1.1, time = start;
  for (int i = 0; i < clients; i++) all[i].turn = rate ? start + i / rate : 0;
  while ((time = now()) < end) {
    struct epoll_event events[256];
    double pause = 5;
    for (int i = 0; i < clients; i++) {
      if (all[i].idle && all[i].turn <= time) ask(&all[i]);
      if (all[i].idle && all[i].turn - time < pause) pause = all[i].turn - time;
    }
    struct timespec patience = {.tv_sec = pause, .tv_nsec = (pause - (long)pause) * 1e9};
    int ready = epoll_pwait2(poll, events, 256, &patience, NULL);
    if (ready == 0 && pause < 5) continue;
    if (ready <= 0) return fprintf(stderr, "load: no answer within 5 s\n"), 1;
    for (int i = 0; i < ready; i++) {
      struct client *client = events[i].data.ptr;
      int status = answered(client);
      if (!status) continue;
      time = now();
      if (status != wanted && !other++) fprintf(stderr, "load: %s\n", client->buffer);
      if (status == wanted && time >= counted && answers < room)
        times[answers++] = (time - client->asked) * 1e3;
      client->idle = true;
      client->turn += rate ? clients / rate : 0;
      if (client->turn <= time) ask(client);
    }
  }
  if (answers == 0) return fprintf(stderr, "load: nothing was answered\n"), 1;
  qsort(times, answers, sizeof *times, ascending);
  printf("{\"answers\": %zu, \"other\": %zu, \"seconds\": %.3f, \"p50\": %.3f, \"p99\": %.3f, "
         "\"max\": %.3f}\n", answers, other, time - counted, times[answers / 2],
         times[answers * 99 / 100], times[answers - 1]);
  return 0;
}
