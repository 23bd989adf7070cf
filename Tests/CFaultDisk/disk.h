/* What disk.c and vfs.c share. */
#ifndef FAULTDISK_DISK_H
#define FAULTDISK_DISK_H

#include "faultdisk.h"
#include <pthread.h>
#include <sqlite3.h>

enum { SECTOR = 512, SHM_LOCKS = 8 };

/* The locks and the shared memory of one database file, among the handles of one generation. */
typedef struct sharing {
  int handles;
  int shared;
  faultfile *reserved, *pending, *exclusive;
  faultfile *first;
  void **regions;
  int region_count;
} sharing;

typedef struct inode {
  struct inode *next;
  int is_folder;
  int handles;
  unsigned char *live, *durable;
  size_t live_size, durable_size, live_room, durable_room;
  /* The smallest live size since the last sync. */
  size_t cut_to;
  /* One byte for each sector of the live image that the durable one lacks. */
  unsigned char *dirty;
  sharing *sharing;
  faultfile *locked_by;
  int mark;
} inode;

struct faultfile {
  faultdisk *disk;
  inode *inode;
  int generation;
  int writable;
  /* SQLite's side. */
  int level;
  sharing *sharing;
  unsigned shm_shared, shm_exclusive;
  faultfile *next;
};

typedef struct name {
  char *path;
  inode *inode;
} name;

typedef struct names {
  name *list;
  int count, room;
} names;

/* A change of names that is not durable yet: path is made, removed, or moved to another. */
typedef struct change {
  enum { MADE, REMOVED, MOVED } kind;
  char *path, *to;
  inode *inode;
} change;

struct faultdisk {
  pthread_mutex_t mutex;
  sqlite3_vfs *vfs;
  int references;
  uint64_t random;
  inode *inodes;
  names live, durable;
  change *changes;
  int change_count, change_room;
  int generation;
  int is_off;
  int64_t operations, reads, faults;
  int64_t cut_at, fail_from, fail_until, full_from, full_until, sync_from;
  int64_t read_fail_from, read_fail_until;
  int fail_error, sync_kept, lies;
  char struck[256];
};

static inline void enter(faultdisk *disk) { pthread_mutex_lock(&disk->mutex); }
static inline void leave(faultdisk *disk) { pthread_mutex_unlock(&disk->mutex); }

uint64_t next_random(faultdisk *disk);
int is_dead(faultfile *file);
int open_inode(faultdisk *disk, const char *path, int how, inode **found);
void close_inode(faultfile *file);
void release_disk(faultdisk *disk);
void faultdisk_register(faultdisk *disk, const char *name);

#endif
