// A machine that misbehaves on command, preloaded into the real daemon (LD_PRELOAD).
//
// HALLD_FAULTS names a file of the 64-bit words below, mapped shared: a test writes a word and
// the fault begins with the daemon's next call. HALLD_FAULTS_BENEATH is the data folder.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

struct faults {
  _Atomic int64_t clock_offset_us;  // added to the wall clock; the monotonic one stays right
  _Atomic int64_t fail_sync_in;     // the nth flush of the database from now fails with EIO
  _Atomic int64_t sync_delay_us;    // each flush takes this much longer
  _Atomic int64_t no_space;         // 1: writes beneath the data folder fail with ENOSPC
  _Atomic int64_t late_wal_us;      // the -wal reaches the file this late; a flush is a lie
  _Atomic int64_t syncs;            // flushes seen
  _Atomic int64_t read_only;        // 1: what is beneath the data folder is mounted read-only
  _Atomic int64_t hang_sync;        // 1: a flush of the database does not return
};

static struct faults none;
static struct faults *faults = &none;
static char beneath[4096];

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
  const char *control = getenv("HALLD_FAULTS"), *folder = getenv("HALLD_FAULTS_BENEATH");
  if (folder) realpath(folder, beneath);
  int file = control ? open(control, O_RDWR | O_CLOEXEC) : -1;
  if (file < 0) return;
  void *map = mmap(NULL, sizeof *faults, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (map != MAP_FAILED) faults = map;
  close(file);
}

// What a descriptor is: its path, or an empty text.
static const char *path_of(int file, char path[4096]) {
  char link[64] = "/proc/self/fd/", digits[16];
  int at = 0, end = 14;
  do digits[at++] = '0' + file % 10; while ((file /= 10) > 0);
  while (at > 0) link[end++] = digits[--at];
  ssize_t length = readlink(link, path, 4095);
  path[length < 0 ? 0 : length] = 0;
  return path;
}

static int is_beneath(const char *path) {
  size_t length = strlen(beneath);
  return length > 0 && strncmp(path, beneath, length) == 0 && path[length] == '/';
}

static int full(int file) {
  char path[4096];
  if (!faults->no_space && !faults->read_only) return 0;
  if (!is_beneath(path_of(file, path))) return 0;
  errno = faults->read_only ? EROFS : ENOSPC;
  return 1;
}

static int is_wal(int file) {
  char path[4096];
  path_of(file, path);
  size_t length = strlen(path);
  return is_beneath(path) && length > 4 && strcmp(path + length - 4, "-wal") == 0;
}

// -- A disk whose write cache lies: -wal pages wait in this process and die with it. --

struct page { struct page *next; off64_t at; size_t count; int64_t written_us; char bytes[]; };
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct page *first, **last = &first;

static int64_t monotonic_us(void) {
  struct timespec now;
  REAL(clock_gettime)(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

static void let_go(int file, int64_t before_us) {
  while (first && first->written_us <= before_us) {
    struct page *page = first;
    REAL(pwrite64)(file, page->bytes, page->count, page->at);
    if (!(first = page->next)) last = &first;
    free(page);
  }
}

static ssize_t write_late(int file, const void *bytes, size_t count, off64_t at) {
  struct page *page = malloc(sizeof *page + count);
  if (!page) return -1;
  *page = (struct page){.at = at, .count = count, .written_us = monotonic_us()};
  memcpy(page->bytes, bytes, count);
  pthread_mutex_lock(&lock);
  let_go(file, page->written_us - faults->late_wal_us);
  *last = page;
  last = &page->next;
  pthread_mutex_unlock(&lock);
  return count;
}

ssize_t pread64(int file, void *bytes, size_t count, off64_t at) {
  if (!faults->late_wal_us || !is_wal(file)) return REAL(pread64)(file, bytes, count, at);
  pthread_mutex_lock(&lock);
  ssize_t got = REAL(pread64)(file, bytes, count, at);
  for (struct page *page = first; page && got >= 0; page = page->next) {
    off64_t from = page->at > at ? page->at : at;
    off64_t to = page->at + (off64_t)page->count, end = at + (off64_t)count;
    if (to > end) to = end;
    if (from >= to) continue;
    memcpy((char *)bytes + (from - at), page->bytes + (from - page->at), to - from);
    if (to - at > got) got = to - at;
  }
  pthread_mutex_unlock(&lock);
  return got;
}

// -- A full disk. --

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
  if (full(file)) return -1;
  if (faults->late_wal_us && is_wal(file)) return write_late(file, bytes, count, at);
  return REAL(pwrite64)(file, bytes, count, at);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
  return full(file) ? -1 : REAL(pwrite)(file, bytes, count, at);
}

ssize_t write(int file, const void *bytes, size_t count) {
  return full(file) ? -1 : REAL(write)(file, bytes, count);
}

int fallocate(int file, int mode, off_t at, off_t count) {
  return full(file) ? -1 : REAL(fallocate)(file, mode, at, count);
}

// -- A file system mounted read-only while the daemon works, as ext4 does after an error. --

static int refuses(const char *path, int flags) {
  char whole[4096];
  if (!faults->read_only || !(flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC))) return 0;
  if (!realpath(path, whole)) strncpy(whole, path, sizeof whole - 1);
  if (!is_beneath(whole)) return 0;
  errno = EROFS;
  return 1;
}

#define OPEN(name)                                                                          \
  int name(const char *path, int flags, ...) {                                              \
    va_list rest;                                                                           \
    va_start(rest, flags);                                                                  \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                 \
    va_end(rest);                                                                           \
    return refuses(path, flags) ? -1 : REAL(name)(path, flags, mode);                       \
  }
OPEN(open)
OPEN(open64)

// -- A flush that is slow, fails, or does not return. --

static int flush(int file, int (*real_flush)(int)) {
  faults->syncs++;
  int64_t delay = faults->sync_delay_us;
  if (delay > 0) {
    struct timespec wait = {delay / 1000000, delay % 1000000 * 1000};
    nanosleep(&wait, NULL);
  }
  char path[4096];
  while (faults->hang_sync && is_beneath(path_of(file, path)) && strstr(path, "/hall.sqlite"))
    nanosleep(&(struct timespec){0, 20000000}, NULL);
  if (faults->fail_sync_in > 0 && is_beneath(path_of(file, path)) &&
      strstr(path, "/hall.sqlite") && atomic_fetch_sub(&faults->fail_sync_in, 1) == 1) {
    errno = EIO;
    return -1;
  }
  if (faults->late_wal_us && is_wal(file)) return 0;
  return real_flush(file);
}

int fdatasync(int file) { return flush(file, REAL(fdatasync)); }
int fsync(int file) { return flush(file, REAL(fsync)); }

// -- A wall clock that somebody has set. --

int clock_gettime(clockid_t clock, struct timespec *now) {
  static __typeof__(&clock_gettime) next;
  if (!next) next = REAL(clock_gettime);
  int result = next(clock, now);
  int64_t offset = faults->clock_offset_us;
  if (result == 0 && offset != 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    int64_t us = now->tv_sec * 1000000LL + now->tv_nsec / 1000 + offset;
    now->tv_sec = us / 1000000;
    now->tv_nsec = us % 1000000 * 1000 + now->tv_nsec % 1000;
  }
  return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  struct timespec precise;
  (void)zone;
  if (clock_gettime(CLOCK_REALTIME, &precise) != 0) return -1;
  *now = (struct timeval){precise.tv_sec, precise.tv_nsec / 1000};
  return 0;
}

time_t time(time_t *result) {
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
  if (result) *result = now.tv_sec;
  return now.tv_sec;
}
