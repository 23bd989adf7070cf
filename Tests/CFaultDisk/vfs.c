/* The disk as SQLite sees it: files, locks, and the shared memory of the write-ahead log. */
#include "disk.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct handle {
  sqlite3_file base;
  faultfile *file;
} handle;

static faultfile *of(sqlite3_file *file) { return ((handle *)file)->file; }

static int answer(int result, int otherwise) {
  return result == 0 ? SQLITE_OK : result == -ENOSPC ? SQLITE_FULL : otherwise;
}

/* MARK: - Reading and writing */

static int x_read(sqlite3_file *base, void *bytes, int count, sqlite3_int64 offset) {
  int64_t read = faultfile_read(of(base), bytes, (size_t)count, offset);
  if (read < 0) return SQLITE_IOERR_READ;
  if (read == count) return SQLITE_OK;
  memset((char *)bytes + read, 0, (size_t)(count - read));
  return SQLITE_IOERR_SHORT_READ;
}

static int x_write(sqlite3_file *base, const void *bytes, int count, sqlite3_int64 offset) {
  return answer(faultfile_write(of(base), bytes, (size_t)count, offset), SQLITE_IOERR_WRITE);
}

static int x_truncate(sqlite3_file *base, sqlite3_int64 size) {
  return answer(faultfile_truncate(of(base), size), SQLITE_IOERR_TRUNCATE);
}

static int x_sync(sqlite3_file *base, int flags) {
  (void)flags;
  return answer(faultfile_sync(of(base)), SQLITE_IOERR_FSYNC);
}

static int x_size(sqlite3_file *base, sqlite3_int64 *size) {
  *size = faultfile_size(of(base));
  return *size < 0 ? SQLITE_IOERR_FSTAT : SQLITE_OK;
}

/* MARK: - Locks */

static int lock(faultfile *file, sharing *all, int level) {
  if (file->level >= level) return SQLITE_OK;
  if (is_dead(file)) return SQLITE_IOERR_LOCK;
  int others_wait = (all->pending && all->pending != file) || (all->exclusive && all->exclusive != file);
  if (level == SQLITE_LOCK_SHARED) {
    if (others_wait) return SQLITE_BUSY;
    all->shared++;
    file->level = level;
    return SQLITE_OK;
  }
  if (others_wait || (all->reserved && all->reserved != file)) return SQLITE_BUSY;
  if (level == SQLITE_LOCK_RESERVED) {
    all->reserved = file;
    file->level = level;
    return SQLITE_OK;
  }
  all->pending = file;
  file->level = SQLITE_LOCK_PENDING;
  if (all->shared > 1) return SQLITE_BUSY;
  all->exclusive = file;
  file->level = SQLITE_LOCK_EXCLUSIVE;
  return SQLITE_OK;
}

static void unlock(faultfile *file, sharing *all, int level) {
  if (file->level <= level) return;
  if (all->reserved == file) all->reserved = NULL;
  if (all->pending == file) all->pending = NULL;
  if (all->exclusive == file) all->exclusive = NULL;
  if (level == SQLITE_LOCK_NONE) all->shared--;
  file->level = level;
}

static int x_lock(sqlite3_file *base, int level) {
  faultfile *file = of(base);
  if (!file->sharing) return SQLITE_OK;
  enter(file->disk);
  int result = lock(file, file->sharing, level);
  leave(file->disk);
  return result;
}

static int x_unlock(sqlite3_file *base, int level) {
  faultfile *file = of(base);
  if (!file->sharing) return SQLITE_OK;
  enter(file->disk);
  unlock(file, file->sharing, level);
  leave(file->disk);
  return SQLITE_OK;
}

static int x_is_reserved(sqlite3_file *base, int *result) {
  faultfile *file = of(base);
  *result = 0;
  if (!file->sharing) return SQLITE_OK;
  enter(file->disk);
  *result = file->sharing->reserved || file->sharing->pending || file->sharing->exclusive;
  leave(file->disk);
  return SQLITE_OK;
}

/* MARK: - The shared memory of the write-ahead log */

static int x_shm_map(
  sqlite3_file *base, int number, int size, int extend, void volatile **region) {
  faultfile *file = of(base);
  sharing *all = file->sharing;
  *region = NULL;
  if (!all) return SQLITE_IOERR_SHMMAP;
  enter(file->disk);
  int result = is_dead(file) ? SQLITE_IOERR_SHMMAP : SQLITE_OK;
  if (result == SQLITE_OK && extend) {
    while (all->region_count <= number) {
      all->regions = realloc(all->regions, (size_t)(all->region_count + 1) * sizeof(void *));
      all->regions[all->region_count++] = calloc(1, (size_t)size);
    }
  }
  if (result == SQLITE_OK && number < all->region_count) *region = all->regions[number];
  leave(file->disk);
  return result;
}

static int shm_lock(faultfile *file, unsigned mask, int flags) {
  if (flags & SQLITE_SHM_UNLOCK) {
    file->shm_shared &= ~mask;
    file->shm_exclusive &= ~mask;
    return SQLITE_OK;
  }
  if (is_dead(file)) return SQLITE_IOERR_SHMLOCK;
  for (faultfile *other = file->sharing->first; other; other = other->next) {
    if (other == file) continue;
    if (other->shm_exclusive & mask) return SQLITE_BUSY;
    if ((flags & SQLITE_SHM_EXCLUSIVE) && (other->shm_shared & mask)) return SQLITE_BUSY;
  }
  if (flags & SQLITE_SHM_EXCLUSIVE)
    file->shm_exclusive |= mask;
  else
    file->shm_shared |= mask;
  return SQLITE_OK;
}

static int x_shm_lock(sqlite3_file *base, int first, int count, int flags) {
  faultfile *file = of(base);
  enter(file->disk);
  int result = shm_lock(file, ((1u << count) - 1) << first, flags);
  leave(file->disk);
  return result;
}

static void x_shm_barrier(sqlite3_file *base) {
  (void)base;
  __sync_synchronize();
}

static int x_shm_unmap(sqlite3_file *base, int removes) {
  /* The regions go with the last handle: a newer one may use them. */
  faultfile *file = of(base);
  enter(file->disk);
  file->shm_shared = file->shm_exclusive = 0;
  sharing *all = file->sharing;
  if (removes && all && all->handles == 1) {
    for (int i = 0; i < all->region_count; i++) free(all->regions[i]);
    free(all->regions);
    all->regions = NULL;
    all->region_count = 0;
  }
  leave(file->disk);
  return SQLITE_OK;
}

static void join(faultfile *file) {
  inode *inode = file->inode;
  if (!inode->sharing) inode->sharing = calloc(1, sizeof(sharing));
  file->sharing = inode->sharing;
  file->sharing->handles++;
  file->next = file->sharing->first;
  file->sharing->first = file;
}

static void part(faultfile *file) {
  sharing *all = file->sharing;
  if (!all) return;
  unlock(file, all, SQLITE_LOCK_NONE);
  for (faultfile **place = &all->first; *place; place = &(*place)->next) {
    if (*place != file) continue;
    *place = file->next;
    break;
  }
  file->sharing = NULL;
  if (--all->handles) return;
  if (file->inode->sharing == all) file->inode->sharing = NULL;
  for (int i = 0; i < all->region_count; i++) free(all->regions[i]);
  free(all->regions);
  free(all);
}

/* MARK: - Opening and closing */

static int x_close(sqlite3_file *base) {
  faultfile *file = of(base);
  enter(file->disk);
  part(file);
  leave(file->disk);
  faultfile_close(file);
  return SQLITE_OK;
}

static int x_control(sqlite3_file *base, int what, void *value) {
  (void)base, (void)what, (void)value;
  return SQLITE_NOTFOUND;
}

static int x_sector_size(sqlite3_file *base) {
  (void)base;
  return 4096;
}

/* As SQLite assumes of any file system: what is beside a torn write stays as it was. */
static int x_characteristics(sqlite3_file *base) {
  (void)base;
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = x_close,
  .xRead = x_read,
  .xWrite = x_write,
  .xTruncate = x_truncate,
  .xSync = x_sync,
  .xFileSize = x_size,
  .xLock = x_lock,
  .xUnlock = x_unlock,
  .xCheckReservedLock = x_is_reserved,
  .xFileControl = x_control,
  .xSectorSize = x_sector_size,
  .xDeviceCharacteristics = x_characteristics,
  .xShmMap = x_shm_map,
  .xShmLock = x_shm_lock,
  .xShmBarrier = x_shm_barrier,
  .xShmUnmap = x_shm_unmap,
};

static int x_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *given) {
  faultdisk *disk = vfs->pAppData;
  base->pMethods = NULL;
  int how = flags & SQLITE_OPEN_READWRITE ? FAULTDISK_WRITE : FAULTDISK_READ;
  if (flags & SQLITE_OPEN_CREATE) how |= FAULTDISK_MAKE;
  if (flags & SQLITE_OPEN_EXCLUSIVE && flags & SQLITE_OPEN_CREATE) how |= FAULTDISK_MAKE_NEW;
  /* Without a path it is a temporary file, which never has a name. */
  faultfile *file;
  int result = faultdisk_open(disk, path, how, &file);
  if (result) return SQLITE_CANTOPEN;
  if (path && flags & SQLITE_OPEN_MAIN_DB) {
    enter(disk);
    join(file);
    leave(disk);
  }
  if (path && flags & SQLITE_OPEN_DELETEONCLOSE) faultdisk_remove(disk, path);
  ((handle *)base)->file = file;
  base->pMethods = &methods;
  if (given) *given = flags;
  return SQLITE_OK;
}

static int x_delete(sqlite3_vfs *vfs, const char *path, int sync_names) {
  faultdisk *disk = vfs->pAppData;
  int result = faultdisk_remove(disk, path);
  if (result == -ENOENT) return SQLITE_IOERR_DELETE_NOENT;
  if (result) return SQLITE_IOERR_DELETE;
  return sync_names && faultdisk_sync_names(disk, "/") ? SQLITE_IOERR_DIR_FSYNC : SQLITE_OK;
}

static int x_access(sqlite3_vfs *vfs, const char *path, int flags, int *result) {
  faultdisk *disk = vfs->pAppData;
  (void)flags;
  if (faultdisk_is_off(disk)) return SQLITE_IOERR_ACCESS;
  /* An empty file counts as none, as SQLite's own VFS has it. */
  *result = faultdisk_peek(disk, path, NULL, 0, 0) > 0;
  return SQLITE_OK;
}

static int x_full_name(sqlite3_vfs *vfs, const char *path, int size, char *name) {
  (void)vfs;
  if ((int)strlen(path) >= size) return SQLITE_CANTOPEN;
  strcpy(name, path);
  return SQLITE_OK;
}

static int x_random(sqlite3_vfs *vfs, int count, char *bytes) {
  faultdisk *disk = vfs->pAppData;
  for (int i = 0; i < count; i++) bytes[i] = (char)faultdisk_random(disk);
  return count;
}

static int x_sleep(sqlite3_vfs *vfs, int microseconds) {
  (void)vfs;
  usleep((useconds_t)microseconds);
  return microseconds;
}

/* The same moment always: nothing the store does may depend on SQLite's clock. */
static int x_time(sqlite3_vfs *vfs, sqlite3_int64 *milliseconds) {
  (void)vfs;
  *milliseconds = 212663102400000;
  return SQLITE_OK;
}

static int x_day(sqlite3_vfs *vfs, double *day) {
  sqlite3_int64 milliseconds;
  x_time(vfs, &milliseconds);
  *day = (double)milliseconds / 86400000.0;
  return SQLITE_OK;
}

void faultdisk_register(faultdisk *disk, const char *name) {
  sqlite3_vfs *vfs = calloc(1, sizeof(sqlite3_vfs));
  *vfs = (sqlite3_vfs){
    .iVersion = 2,
    .szOsFile = sizeof(handle),
    .mxPathname = 1024,
    .zName = strdup(name),
    .pAppData = disk,
    .xOpen = x_open,
    .xDelete = x_delete,
    .xAccess = x_access,
    .xFullPathname = x_full_name,
    .xRandomness = x_random,
    .xSleep = x_sleep,
    .xCurrentTime = x_day,
    .xCurrentTimeInt64 = x_time,
  };
  disk->vfs = vfs;
  sqlite3_initialize();
  sqlite3_vfs_register(vfs, 0);
}
