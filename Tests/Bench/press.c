// From a visitor's press to the first dots on the wire of a network printer; one thread, poll.
//
//   press PRINTER_PORT HALL_PORT SLIPS ERRAND
//
// It is both the kiosk, which asks for numbers one after the other, and the printer, which reads the
// slips and answers as a healthy one does.
// -> {"slips": N, "p50": ms, "p99": ms, "max": ms, "bytes": N}: from before the request's first byte to
// the slip's first raster command, of which the printer's answers before it are a part; `bytes` is
// the longest slip, from its first command to the question behind its cut.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static void die(const char *what) { perror(what), exit(1); }

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

// The printer: commands are gathered until they are whole, dots are counted and dropped.
static unsigned char command[16];
static int length, printer;
static long dots, slip, longest;
static double first_dots;
static int has_cut, is_out;

static void answer(unsigned char word) { send(printer, &word, 1, MSG_NOSIGNAL); }

// How long the command that begins so is; 0 while that cannot be told.
static int whole(void) {
  if (command[0] == 0x0a || command[0] == 0) return 1;
  if (length < 2) return 0;
  if (command[0] == 0x1b) return command[1] == 0x40 ? 2 : 3;
  if (command[0] == 0x10) return 3;
  if (command[0] != 0x1d) die("a byte where a command should begin");
  if (command[1] == 0x76) return 8;
  if (command[1] == 0x56) return length < 3 ? 0 : command[2] >= 65 ? 4 : 3;
  return 3;
}

static void obey(void) {
  if (command[0] == 0x10) return answer(0x12);
  if (command[0] == 0x1d && command[1] == 0x61 && command[2]) {
    send(printer, "\x10\0\0", 4, MSG_NOSIGNAL);
  } else if (command[0] == 0x1d && command[1] == 0x76) {
    if (first_dots == 0) first_dots = now();
    dots = (long)(command[4] | command[5] << 8) * (command[6] | command[7] << 8);
  } else if (command[0] == 0x1d && command[1] == 0x56) {
    has_cut = 1;
  } else if (command[0] == 0x1d && command[1] == 0x72) {
    answer(0);
    is_out = has_cut;
  }
}

static void take(const unsigned char *bytes, ssize_t count) {
  for (ssize_t at = 0; at < count; at++) {
    slip++;
    if (dots > 0) {
      dots--;
      continue;
    }
    command[length++] = bytes[at];
    if (length == whole()) length = 0, obey();
  }
}

static struct sockaddr_in local(int port) {
  return (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

static int by_size(const void *a, const void *b) {
  double one = *(const double *)a, other = *(const double *)b;
  return (one > other) - (one < other);
}

int main(int count, char **words) {
  if (count != 5) return fprintf(stderr, "press PRINTER_PORT HALL_PORT SLIPS ERRAND\n"), 2;
  int on = 1, slips = atoi(words[3]), listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = local(atoi(words[1]));
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 1)) die("bind");
  printer = accept(listener, NULL, NULL);
  if (printer < 0) die("accept");
  setsockopt(printer, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  int kiosk = socket(AF_INET, SOCK_STREAM, 0);
  address = local(atoi(words[2]));
  if (connect(kiosk, (struct sockaddr *)&address, sizeof address)) die("connect");
  setsockopt(kiosk, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);

  double *times = calloc(slips, sizeof *times);
  static unsigned char buffer[65536];
  struct pollfd both[2] = {{.fd = printer, .events = POLLIN}, {.fd = kiosk, .events = POLLIN}};
  srand(1);
  // The first one warms fonts and caches and is not counted.
  for (int number = -1; number < slips; number++) {
    char body[128], request[512];
    snprintf(body, sizeof body, "{\"errand\":\"%s\"}", words[4]);
    snprintf(request, sizeof request,
             "POST /api/tickets HTTP/1.1\r\nhost: 127.0.0.1\r\nidempotency-key: press-%d-%d\r\n"
             "content-type: application/json\r\ncontent-length: %zu\r\n\r\n%s",
             getpid(), number, strlen(body), body);
    // People press when they will, also while the printer is being asked how it is.
    double pause = now() + (rand() % 60) / 1e3, began = 0;
    int has_number = 0;
    has_cut = is_out = 0;
    while (!has_number || !is_out) {
      double time = now();
      if (began == 0 && time >= pause && length == 0) {
        first_dots = 0, slip = 0;
        began = now();
        if (send(kiosk, request, strlen(request), MSG_NOSIGNAL) < 0) die("send");
      }
      if (began != 0 && time - began > 20) die("no slip within 20 s");
      if (poll(both, 2, began == 0 ? 1 : 100) < 0) die("poll");
      if (both[0].revents) {
        ssize_t got = recv(printer, buffer, sizeof buffer, MSG_DONTWAIT);
        if (got == 0) die("the printer's line was closed");
        if (got > 0) take(buffer, got);
      }
      if (both[1].revents) {
        ssize_t got = recv(kiosk, buffer, sizeof buffer - 1, MSG_DONTWAIT);
        if (got <= 0) die("the kiosk's line was closed");
        buffer[got] = 0;
        if (strncmp((char *)buffer, "HTTP/1.1 201", 12) == 0) has_number = 1;
      }
    }
    if (number < 0) continue;
    times[number] = (first_dots - began) * 1e3;
    if (slip > longest) longest = slip;
  }
  qsort(times, slips, sizeof *times, by_size);
  printf("{\"slips\": %d, \"p50\": %.3f, \"p99\": %.3f, \"max\": %.3f, \"bytes\": %ld}\n", slips,
         times[slips / 2], times[slips * 99 / 100], times[slips - 1], longest);
}
