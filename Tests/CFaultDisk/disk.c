/* The disk: images, names, faults. See include/faultdisk.h. */
#include "disk.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* SplitMix64. */
uint64_t next_random(faultdisk *disk) {
  uint64_t value = disk->random += 0x9E3779B97F4A7C15u;
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
  return value ^ (value >> 31);
}

/* MARK: - Names */

static int find(names *names, const char *path) {
  for (int i = 0; i < names->count; i++)
    if (strcmp(names->list[i].path, path) == 0) return i;
  return -1;
}

static inode *lookup(names *names, const char *path) {
  int i = find(names, path);
  return i < 0 ? NULL : names->list[i].inode;
}

static void set(names *names, const char *path, inode *inode) {
  int i = find(names, path);
  if (i < 0) {
    if (names->count == names->room) {
      names->room = names->room ? 2 * names->room : 16;
      names->list = realloc(names->list, (size_t)names->room * sizeof(name));
    }
    i = names->count++;
    names->list[i].path = strdup(path);
  }
  names->list[i].inode = inode;
}

static void clear(names *names, const char *path) {
  int i = find(names, path);
  if (i < 0) return;
  free(names->list[i].path);
  names->list[i] = names->list[--names->count];
}

static void clear_all(names *names) {
  for (int i = 0; i < names->count; i++) free(names->list[i].path);
  free(names->list);
  *names = (struct names){0};
}

static void apply(names *names, change *change) {
  switch (change->kind) {
  case MADE: set(names, change->path, change->inode); break;
  case REMOVED: clear(names, change->path); break;
  case MOVED:
    clear(names, change->path);
    set(names, change->to, change->inode);
    break;
  }
}

static void note(faultdisk *disk, int kind, const char *path, const char *to, inode *inode) {
  if (disk->change_count == disk->change_room) {
    disk->change_room = disk->change_room ? 2 * disk->change_room : 16;
    disk->changes = realloc(disk->changes, (size_t)disk->change_room * sizeof(change));
  }
  change *made = &disk->changes[disk->change_count++];
  *made = (change){.kind = kind, .path = strdup(path), .to = to ? strdup(to) : NULL, .inode = inode};
  apply(&disk->live, made);
}

static void sweep(faultdisk *disk);

/* The first changes become durable, the rest is forgotten. */
static void settle(faultdisk *disk, int count) {
  for (int i = 0; i < disk->change_count; i++) {
    if (i < count) apply(&disk->durable, &disk->changes[i]);
    free(disk->changes[i].path);
    free(disk->changes[i].to);
  }
  disk->change_count = 0;
  sweep(disk);
}

static int has_folder(faultdisk *disk, const char *path) {
  const char *slash = strrchr(path, '/');
  if (!slash || slash == path) return slash == path;
  char folder[1024];
  size_t length = (size_t)(slash - path);
  if (length >= sizeof folder) return 0;
  memcpy(folder, path, length);
  folder[length] = 0;
  inode *found = lookup(&disk->live, folder);
  return found && found->is_folder;
}

/* MARK: - Images */

static unsigned char *roomier(unsigned char *bytes, size_t *room, size_t size) {
  if (size <= *room) return bytes;
  size_t more = *room ? *room : 4096;
  while (more < size) more *= 2;
  bytes = realloc(bytes, more);
  memset(bytes + *room, 0, more - *room);
  *room = more;
  return bytes;
}

static void grow_live(inode *inode, size_t size) {
  size_t sectors = inode->live_room / SECTOR;
  inode->live = roomier(inode->live, &inode->live_room, size);
  size_t now = inode->live_room / SECTOR;
  if (now == sectors) return;
  inode->dirty = realloc(inode->dirty, now);
  memset(inode->dirty + sectors, 0, now - sectors);
}

static void change_live(inode *inode, const void *bytes, size_t count, size_t offset) {
  if (count == 0) return;
  size_t end = offset + count;
  grow_live(inode, end);
  memcpy(inode->live + offset, bytes, count);
  if (end > inode->live_size) inode->live_size = end;
  for (size_t sector = offset / SECTOR; sector <= (end - 1) / SECTOR; sector++)
    inode->dirty[sector] = 1;
}

static void truncate_live(inode *inode, size_t size) {
  if (size < inode->live_size) {
    memset(inode->live + size, 0, inode->live_size - size);
    size_t first = (size + SECTOR - 1) / SECTOR;
    memset(inode->dirty + first, 0, inode->live_room / SECTOR - first);
    if (size < inode->cut_to) inode->cut_to = size;
  } else {
    grow_live(inode, size);
  }
  inode->live_size = size;
}

static void cut_durable(inode *inode) {
  if (inode->cut_to >= inode->durable_size) return;
  memset(inode->durable + inode->cut_to, 0, inode->durable_size - inode->cut_to);
  inode->durable_size = inode->cut_to;
}

static void grow_durable(inode *inode, size_t size) {
  inode->durable = roomier(inode->durable, &inode->durable_room, size);
  if (size > inode->durable_size) inode->durable_size = size;
}

static void save_sector(inode *inode, size_t sector) {
  size_t from = sector * SECTOR;
  if (from >= inode->live_size) return;
  size_t end = from + SECTOR < inode->live_size ? from + SECTOR : inode->live_size;
  grow_durable(inode, end);
  memcpy(inode->durable + from, inode->live + from, end - from);
}

static void all_clean(inode *inode) {
  if (inode->dirty) memset(inode->dirty, 0, inode->live_room / SECTOR);
  inode->cut_to = inode->live_size;
}

static void make_durable(inode *inode) {
  cut_durable(inode);
  for (size_t sector = 0; sector * SECTOR < inode->live_size; sector++)
    if (inode->dirty[sector]) save_sector(inode, sector);
  grow_durable(inode, inode->live_size);
  all_clean(inode);
}

/* How much survives differs from loss to loss: nothing, all, or each by a coin. */
static void lose_power(faultdisk *disk, inode *inode) {
  int mood = (int)(next_random(disk) % 4);
#define SURVIVES (mood == 0 ? 0 : mood == 1 ? 1 : (int)(next_random(disk) & 1))
  if (inode->cut_to < inode->durable_size && SURVIVES) cut_durable(inode);
  for (size_t sector = 0; sector * SECTOR < inode->live_size; sector++)
    if (inode->dirty[sector] && SURVIVES) save_sector(inode, sector);
  if (inode->live_size > inode->durable_size && SURVIVES) grow_durable(inode, inode->live_size);
#undef SURVIVES
  truncate_live(inode, 0);
  grow_live(inode, inode->durable_size);
  if (inode->durable_size) memcpy(inode->live, inode->durable, inode->durable_size);
  inode->live_size = inode->durable_size;
  all_clean(inode);
}

static inode *make_inode(faultdisk *disk, int is_folder) {
  inode *made = calloc(1, sizeof(inode));
  made->is_folder = is_folder;
  made->next = disk->inodes;
  disk->inodes = made;
  return made;
}

static void free_inode(inode *inode) {
  free(inode->live);
  free(inode->durable);
  free(inode->dirty);
  free(inode);
}

/* Gives back what no name and no handle leads to. */
static void sweep(faultdisk *disk) {
  for (inode *each = disk->inodes; each; each = each->next) each->mark = each->handles > 0;
  for (int i = 0; i < disk->live.count; i++) disk->live.list[i].inode->mark = 1;
  for (int i = 0; i < disk->durable.count; i++) disk->durable.list[i].inode->mark = 1;
  for (int i = 0; i < disk->change_count; i++) disk->changes[i].inode->mark = 1;
  for (inode **place = &disk->inodes; *place;) {
    inode *each = *place;
    if (each->mark) {
      place = &each->next;
    } else {
      *place = each->next;
      free_inode(each);
    }
  }
}

/* MARK: - Faults */

enum verdict { GO, DIES, FAILS };

static void strike(faultdisk *disk, const char *what, const char *path) {
  disk->faults++;
  snprintf(disk->struck, sizeof disk->struck, "%s %s", what, path);
}

static const char *path_of(faultdisk *disk, inode *inode) {
  for (int i = 0; i < disk->live.count; i++)
    if (disk->live.list[i].inode == inode) return disk->live.list[i].path;
  return "(a file without a name)";
}

/* Counts an operation and says what comes of it. */
static enum verdict begin(faultdisk *disk, const char *what, const char *path, inode *inode) {
  if (disk->is_off) return FAILS;
  disk->operations++;
  if (disk->operations == disk->cut_at) {
    disk->is_off = 1;
    strike(disk, what, path ? path : path_of(disk, inode));
    return DIES;
  }
  if (disk->operations >= disk->fail_from && disk->operations < disk->fail_until) {
    strike(disk, what, path ? path : path_of(disk, inode));
    return FAILS;
  }
  return GO;
}

static int fault(faultdisk *disk) { return disk->is_off ? -EIO : -disk->fail_error; }

static int is_full(faultdisk *disk) {
  return disk->operations >= disk->full_from && disk->operations < disk->full_until;
}

static int no_room(faultdisk *disk) {
  disk->faults++;
  return -ENOSPC;
}

int is_dead(faultfile *file) {
  return file->disk->is_off || file->generation != file->disk->generation;
}

/* MARK: - The disk as a whole */

static faultdisk *make_disk(uint64_t seed) {
  faultdisk *disk = calloc(1, sizeof(faultdisk));
  pthread_mutex_init(&disk->mutex, NULL);
  disk->references = 1;
  disk->random = seed;
  return disk;
}

faultdisk *faultdisk_new(const char *vfs, uint64_t seed) {
  faultdisk *disk = make_disk(seed);
  inode *root = make_inode(disk, 1);
  set(&disk->live, "/", root);
  set(&disk->durable, "/", root);
  faultdisk_register(disk, vfs);
  return disk;
}

static void copy_names(names *from, names *to) {
  for (int i = 0; i < from->count; i++) {
    /* While copying, `sharing` of an original holds its copy's address. */
    set(to, from->list[i].path, (inode *)from->list[i].inode->sharing);
  }
}

static unsigned char *copied(const unsigned char *bytes, size_t room) {
  if (!room) return NULL;
  unsigned char *copy = malloc(room);
  memcpy(copy, bytes, room);
  return copy;
}

faultdisk *faultdisk_copy(faultdisk *disk, const char *vfs, uint64_t seed) {
  faultdisk *copy = make_disk(seed);
  enter(disk);
  int count = 0;
  for (inode *each = disk->inodes; each; each = each->next) count++;
  sharing **kept = calloc((size_t)count, sizeof(sharing *));
  int i = 0;
  for (inode *each = disk->inodes; each; each = each->next, i++) {
    inode *made = make_inode(copy, each->is_folder);
    inode *next = made->next;
    *made = *each;
    made->next = next;
    made->handles = 0;
    made->sharing = NULL;
    made->locked_by = NULL;
    made->live = copied(each->live, each->live_room);
    made->durable = copied(each->durable, each->durable_room);
    made->dirty = copied(each->dirty, each->live_room / SECTOR);
    kept[i] = each->sharing;
    each->sharing = (sharing *)made;
  }
  copy_names(&disk->durable, &copy->durable);
  copy_names(&disk->live, &copy->live);
  for (int c = 0; c < disk->change_count; c++) {
    change *each = &disk->changes[c];
    if (copy->change_count == copy->change_room) {
      copy->change_room = copy->change_room ? 2 * copy->change_room : 16;
      copy->changes = realloc(copy->changes, (size_t)copy->change_room * sizeof(change));
    }
    copy->changes[copy->change_count++] = (change){
      .kind = each->kind, .path = strdup(each->path), .to = each->to ? strdup(each->to) : NULL,
      .inode = (inode *)each->inode->sharing};
  }
  i = 0;
  for (inode *each = disk->inodes; each; each = each->next, i++) each->sharing = kept[i];
  free(kept);
  leave(disk);
  sweep(copy);
  faultdisk_register(copy, vfs);
  return copy;
}

void release_disk(faultdisk *disk) {
  enter(disk);
  int left = --disk->references;
  leave(disk);
  if (left) return;
  for (int i = 0; i < disk->change_count; i++) {
    free(disk->changes[i].path);
    free(disk->changes[i].to);
  }
  free(disk->changes);
  clear_all(&disk->live);
  clear_all(&disk->durable);
  while (disk->inodes) {
    inode *each = disk->inodes;
    disk->inodes = each->next;
    free_inode(each);
  }
  pthread_mutex_destroy(&disk->mutex);
  free(disk);
}

void faultdisk_free(faultdisk *disk) {
  /* SQLite may still look at the VFS of a connection that is being closed: its few bytes stay. */
  sqlite3_vfs_unregister(disk->vfs);
  release_disk(disk);
}

static void forget_handles(faultdisk *disk) {
  disk->generation++;
  for (inode *each = disk->inodes; each; each = each->next) {
    each->sharing = NULL;
    each->locked_by = NULL;
  }
}

void faultdisk_power_on(faultdisk *disk) {
  enter(disk);
  forget_handles(disk);
  int mood = (int)(next_random(disk) % 4), count = disk->change_count;
  settle(disk, mood == 0 ? 0 : mood == 1 ? count : (int)(next_random(disk) % (unsigned)(count + 1)));
  for (inode *each = disk->inodes; each; each = each->next) lose_power(disk, each);
  clear_all(&disk->live);
  for (int i = 0; i < disk->durable.count; i++)
    set(&disk->live, disk->durable.list[i].path, disk->durable.list[i].inode);
  sweep(disk);
  disk->is_off = 0;
  disk->cut_at = 0;
  leave(disk);
}

void faultdisk_kill(faultdisk *disk) {
  enter(disk);
  forget_handles(disk);
  leave(disk);
}

void faultdisk_cut_power(faultdisk *disk, int64_t at) {
  enter(disk);
  disk->cut_at = at;
  if (at > 0 && at <= disk->operations) disk->is_off = 1;
  leave(disk);
}

#define LOCKED(type, expression) \
  enter(disk); \
  type result = expression; \
  leave(disk); \
  return result

int faultdisk_is_off(faultdisk *disk) { LOCKED(int, disk->is_off); }
int64_t faultdisk_operations(faultdisk *disk) { LOCKED(int64_t, disk->operations); }
int64_t faultdisk_faults(faultdisk *disk) {
  LOCKED(int64_t, disk->faults);
}

int64_t faultdisk_reads(faultdisk *disk) { LOCKED(int64_t, disk->reads); }
uint64_t faultdisk_random(faultdisk *disk) { LOCKED(uint64_t, next_random(disk)); }

void faultdisk_struck(faultdisk *disk, char *text, size_t size) {
  enter(disk);
  snprintf(text, size, "%s", disk->struck);
  leave(disk);
}

void faultdisk_fail(faultdisk *disk, int64_t from, int64_t until, int error) {
  enter(disk);
  disk->fail_from = from;
  disk->fail_until = until;
  disk->fail_error = error;
  leave(disk);
}

void faultdisk_fail_reads(faultdisk *disk, int64_t from, int64_t until) {
  enter(disk);
  disk->read_fail_from = from;
  disk->read_fail_until = until;
  leave(disk);
}

void faultdisk_fill(faultdisk *disk, int64_t from, int64_t until) {
  enter(disk);
  disk->full_from = from;
  disk->full_until = until;
  leave(disk);
}

void faultdisk_fail_sync(faultdisk *disk, int64_t from, int kept) {
  enter(disk);
  disk->sync_from = from;
  disk->sync_kept = kept;
  leave(disk);
}

void faultdisk_lie(faultdisk *disk, int lies) {
  enter(disk);
  disk->lies = lies;
  leave(disk);
}

/* MARK: - Plain files */

int faultdisk_exists(faultdisk *disk, const char *path) {
  LOCKED(int, !disk->is_off && lookup(&disk->live, path) != NULL);
}

static int make(faultdisk *disk, const char *path, int is_folder, inode **made) {
  if (!has_folder(disk, path)) return -ENOENT;
  enum verdict verdict = begin(disk, "make", path, NULL);
  if (verdict == FAILS) return fault(disk);
  if (verdict == GO && is_full(disk)) return no_room(disk);
  *made = make_inode(disk, is_folder);
  note(disk, MADE, path, NULL, *made);
  return verdict == DIES ? -EIO : 0;
}

int faultdisk_make_folder(faultdisk *disk, const char *path) {
  enter(disk);
  inode *made;
  int result = lookup(&disk->live, path) ? -EEXIST : make(disk, path, 1, &made);
  leave(disk);
  return result;
}

static int move(faultdisk *disk, const char *path, const char *to) {
  inode *found = lookup(&disk->live, path);
  if (!found || !has_folder(disk, to)) return disk->is_off ? -EIO : -ENOENT;
  enum verdict verdict = begin(disk, "rename", path, NULL);
  if (verdict == FAILS) return fault(disk);
  note(disk, MOVED, path, to, found);
  return verdict == DIES ? -EIO : 0;
}

int faultdisk_rename(faultdisk *disk, const char *path, const char *to) {
  LOCKED(int, move(disk, path, to));
}

static int drop(faultdisk *disk, const char *path) {
  inode *found = lookup(&disk->live, path);
  if (!found) return disk->is_off ? -EIO : -ENOENT;
  enum verdict verdict = begin(disk, "remove", path, NULL);
  if (verdict == FAILS) return fault(disk);
  note(disk, REMOVED, path, NULL, found);
  return verdict == DIES ? -EIO : 0;
}

int faultdisk_remove(faultdisk *disk, const char *path) { LOCKED(int, drop(disk, path)); }

static int sync_names(faultdisk *disk, const char *folder) {
  inode *found = lookup(&disk->live, folder);
  if (!found) return disk->is_off ? -EIO : -ENOENT;
  enum verdict verdict = begin(disk, "sync the names of", folder, NULL);
  if (verdict == DIES) return -EIO;
  if (verdict == FAILS) return fault(disk);
  if (!disk->lies) settle(disk, disk->change_count);
  return 0;
}

int faultdisk_sync_names(faultdisk *disk, const char *folder) {
  LOCKED(int, sync_names(disk, folder));
}

int open_inode(faultdisk *disk, const char *path, int how, inode **found) {
  if (disk->is_off) return -EIO;
  *found = lookup(&disk->live, path);
  if (*found && (how & FAULTDISK_MAKE_NEW)) return -EEXIST;
  if (*found) return (*found)->is_folder ? -EISDIR : 0;
  if (!(how & (FAULTDISK_MAKE | FAULTDISK_MAKE_NEW))) return -ENOENT;
  return make(disk, path, 0, found);
}

int faultdisk_open(faultdisk *disk, const char *path, int how, faultfile **file) {
  enter(disk);
  inode *found = NULL;
  int result = path ? open_inode(disk, path, how, &found) : disk->is_off ? -EIO : 0;
  if (result == 0) {
    if (!found) found = make_inode(disk, 0);
    *file = calloc(1, sizeof(faultfile));
    **file = (faultfile){
      .disk = disk, .inode = found, .generation = disk->generation, .writable = how != 0};
    found->handles++;
    disk->references++;
  }
  leave(disk);
  return result;
}

/* Leaves the file's memory to the caller. */
void close_inode(faultfile *file) {
  faultdisk *disk = file->disk;
  enter(disk);
  inode *inode = file->inode;
  if (inode->locked_by == file) inode->locked_by = NULL;
  if (--inode->handles == 0) sweep(disk);
  leave(disk);
  release_disk(disk);
}

void faultfile_close(faultfile *file) {
  close_inode(file);
  free(file);
}

int64_t faultfile_read(faultfile *file, void *bytes, size_t count, int64_t offset) {
  faultdisk *disk = file->disk;
  enter(disk);
  int64_t result = -EIO;
  disk->reads++;
  int fails = disk->reads >= disk->read_fail_from && disk->reads < disk->read_fail_until;
  if (fails && !disk->is_off) disk->faults++;
  if (!is_dead(file) && !fails) {
    size_t size = file->inode->live_size;
    size_t left = (size_t)offset < size ? size - (size_t)offset : 0;
    result = (int64_t)(count < left ? count : left);
    if (result) memcpy(bytes, file->inode->live + offset, (size_t)result);
  }
  leave(disk);
  return result;
}

static int write_in(faultfile *file, const void *bytes, size_t count, size_t offset) {
  faultdisk *disk = file->disk;
  if (is_dead(file)) return -EIO;
  if (!file->writable) return -EBADF;
  enum verdict verdict = begin(disk, "write to", NULL, file->inode);
  if (verdict == FAILS) {
    /* Nobody knows how much of it arrived. */
    change_live(file->inode, bytes, next_random(disk) % (count + 1), offset);
    return fault(disk);
  }
  if (verdict == GO && is_full(disk) && offset + count > file->inode->live_size) return no_room(disk);
  change_live(file->inode, bytes, count, offset);
  return verdict == DIES ? -EIO : 0;
}

int faultfile_write(faultfile *file, const void *bytes, size_t count, int64_t offset) {
  faultdisk *disk = file->disk;
  LOCKED(int, write_in(file, bytes, count, (size_t)offset));
}

static int truncate_in(faultfile *file, size_t size) {
  faultdisk *disk = file->disk;
  if (is_dead(file)) return -EIO;
  enum verdict verdict = begin(disk, "truncate", NULL, file->inode);
  if (verdict == FAILS) return fault(disk);
  truncate_live(file->inode, size);
  return verdict == DIES ? -EIO : 0;
}

int faultfile_truncate(faultfile *file, int64_t size) {
  faultdisk *disk = file->disk;
  LOCKED(int, truncate_in(file, (size_t)size));
}

static int sync_in(faultfile *file) {
  faultdisk *disk = file->disk;
  if (is_dead(file)) return -EIO;
  enum verdict verdict = begin(disk, "sync", NULL, file->inode);
  if (verdict == DIES) return -EIO;
  if (verdict == FAILS) {
    /* The kernel forgets what it could not write, and never tries again. */
    all_clean(file->inode);
    return fault(disk);
  }
  if (disk->sync_from > 0 && disk->operations >= disk->sync_from) {
    disk->sync_from = 0;
    strike(disk, "sync", path_of(disk, file->inode));
    if (disk->sync_kept) {
      make_durable(file->inode);
      settle(disk, disk->change_count);
    } else {
      all_clean(file->inode);
    }
    return -EIO;
  }
  if (disk->lies) return 0;
  make_durable(file->inode);
  settle(disk, disk->change_count);
  return 0;
}

int faultfile_sync(faultfile *file) {
  faultdisk *disk = file->disk;
  LOCKED(int, sync_in(file));
}

int64_t faultfile_size(faultfile *file) {
  faultdisk *disk = file->disk;
  LOCKED(int64_t, is_dead(file) ? -EIO : (int64_t)file->inode->live_size);
}

static int lock_in(faultfile *file) {
  if (is_dead(file)) return -EIO;
  if (file->inode->locked_by && file->inode->locked_by != file) return -EWOULDBLOCK;
  file->inode->locked_by = file;
  return 0;
}

int faultfile_lock(faultfile *file) {
  faultdisk *disk = file->disk;
  LOCKED(int, lock_in(file));
}

/* MARK: - Behind everybody's back */

int64_t faultdisk_peek(
  faultdisk *disk, const char *path, void *bytes, size_t count, int64_t offset) {
  enter(disk);
  inode *found = lookup(&disk->live, path);
  int64_t result = found ? (int64_t)found->live_size : -ENOENT;
  if (found && (size_t)offset < found->live_size) {
    size_t left = found->live_size - (size_t)offset;
    if (count) memcpy(bytes, found->live + offset, count < left ? count : left);
  }
  leave(disk);
  return result;
}

int faultdisk_poke(
  faultdisk *disk, const char *path, const void *bytes, size_t count, int64_t offset) {
  enter(disk);
  inode *found = lookup(&disk->live, path);
  if (found) {
    change_live(found, bytes, count, (size_t)offset);
    make_durable(found);
  }
  leave(disk);
  return found ? 0 : -ENOENT;
}
