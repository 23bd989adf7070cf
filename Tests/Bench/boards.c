// From an officer's call to the last of N boards; one thread, epoll.
//
//   boards PORT BOARDS CALLS COUNTER COOKIE
//
// -> {"calls": N, "p50": ms, "p99": ms, "max": ms, "first": ms}, each from the first byte of
// `call-next` to the last board's event; `first` is the median to the first board's.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct board { int socket, events; };

static struct sockaddr_in address = {.sin_family = AF_INET};
static int poll, officer, heard, boards;
static const char *counter, *cookie;

static void die(const char *what) { perror(what), exit(1); }

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static int dial(void) {
  int on = 1, file = socket(AF_INET, SOCK_STREAM, 0);
  if (file < 0 || connect(file, (struct sockaddr *)&address, sizeof address)) die("connect");
  setsockopt(file, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return file;
}

static void put(int file, const char *text) {
  if (send(file, text, strlen(text), MSG_NOSIGNAL) < 0) die("send");
}

// Counts the events of a chunk: a line `event: board` begins each.
static void hear(struct board *board) {
  char buffer[65536];
  ssize_t count = recv(board->socket, buffer, sizeof buffer - 1, MSG_DONTWAIT);
  if (count == 0) die("a board's stream was closed");
  if (count < 0) return;
  buffer[count] = 0;
  if (!strstr(buffer, "event: board") && !strstr(buffer, "event:board")) return;
  if (board->events++ == 0) heard++;
}

// Listens until all boards have heard, or for as long as nothing comes.
static double listen_for(double seconds, int until_all, double *first) {
  double last = now(), end = last + seconds;
  while (now() < end && !(until_all && heard == boards)) {
    struct epoll_event events[512];
    int ready = epoll_wait(poll, events, 512, until_all ? 100 : (int)(seconds * 1e3));
    for (int i = 0; i < ready; i++) hear(events[i].data.ptr);
    if (ready > 0) {
      last = now();
      if (first && heard > 0 && *first == 0) *first = last;
      if (!until_all) end = last + seconds;
    } else if (!until_all) {
      break;
    }
  }
  return last;
}

static void post(const char *verb, const char *body) {
  char request[1024];
  snprintf(request, sizeof request,
           "POST /api/counters/%s/%s HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: %s\r\n"
           "content-type: application/json\r\ncontent-length: %zu\r\n\r\n%s",
           counter, verb, cookie, strlen(body), body);
  put(officer, request);
}

static int status(void) {
  char buffer[16384];
  ssize_t count = recv(officer, buffer, sizeof buffer - 1, 0);
  if (count <= 12) die("no answer");
  buffer[count] = 0;
  if (atoi(buffer + 9) >= 300) fprintf(stderr, "boards: %s\n", buffer);
  return atoi(buffer + 9);
}

static int ascending(const void *one, const void *other) {
  double difference = *(const double *)one - *(const double *)other;
  return (difference > 0) - (difference < 0);
}

static void reset(struct board *all) {
  for (int i = 0; i < boards; i++) all[i].events = 0;
  heard = 0;
}

int main(int count, char **words) {
  if (count != 6) return 2;
  address.sin_port = htons(atoi(words[1]));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  boards = atoi(words[2]), counter = words[4], cookie = words[5];
  int calls = atoi(words[3]);
  struct rlimit files = {16384, 16384};
  setrlimit(RLIMIT_NOFILE, &files);
  poll = epoll_create1(0);
  officer = dial();
  struct board *all = calloc(boards, sizeof *all);
  for (int i = 0; i < boards; i++) {
    all[i].socket = dial();
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &all[i]};
    epoll_ctl(poll, EPOLL_CTL_ADD, all[i].socket, &event);
    put(all[i].socket, "GET /api/board/stream HTTP/1.1\r\nhost: 127.0.0.1\r\n"
                       "accept: text/event-stream\r\n\r\n");
  }
  listen_for(20, 1, NULL);
  if (heard < boards) return fprintf(stderr, "boards: %d of %d opened\n", heard, boards), 1;

  double *last = calloc(calls, sizeof *last), *first = calloc(calls, sizeof *first);
  for (int i = 0; i < calls; i++) {
    listen_for(0.02, 0, NULL);
    reset(all);
    double start = now(), began = 0;
    post("call-next", "");
    double end = listen_for(5, 1, &began);
    if (heard < boards) return fprintf(stderr, "boards: %d of %d heard\n", heard, boards), 1;
    last[i] = (end - start) * 1e3;
    first[i] = (began - start) * 1e3;
    if (status() != 200) return 1;
    post("start", "");
    if (status() != 200) return 1;
    post("finish", "{\"outcome\":\"done\"}");
    if (status() != 200) return 1;
  }
  qsort(last, calls, sizeof *last, ascending);
  qsort(first, calls, sizeof *first, ascending);
  printf("{\"calls\": %d, \"p50\": %.3f, \"p99\": %.3f, \"max\": %.3f, \"first\": %.3f}\n", calls,
         last[calls / 2], last[calls * 99 / 100], last[calls - 1], first[calls / 2]);
  return 0;
}
