/* A disk in memory that loses power, fills, fails and lies, for tests of the store.
 *
 * Every file has two images: the live one, which is what a process reads back, and the durable
 * one, which is what a power loss leaves. A sync copies the first into the second. Names of files
 * are an ordered journal, as on ext4: a sync of anything makes all earlier names durable, and a
 * power loss leaves a beginning of the rest.
 *
 * One disk serves both SQLite, as a VFS of its own name, and the store's plain file operations.
 * Answers are 0 or a negated errno. All of it may be called from any thread. */
#ifndef FAULTDISK_H
#define FAULTDISK_H

#include <stddef.h>
#include <stdint.h>

typedef struct faultdisk faultdisk;
typedef struct faultfile faultfile;

/* The name must be new in the process; it is the VFS's. */
faultdisk *faultdisk_new(const char *vfs, uint64_t seed);
/* A disk of its own with the same files, live and durable, and none of the faults. */
faultdisk *faultdisk_copy(faultdisk *disk, const char *vfs, uint64_t seed);
/* The disk itself goes when its last open file has been closed. */
void faultdisk_free(faultdisk *disk);

/* Operations that change something: make, write, truncate, sync, rename, remove. */
int64_t faultdisk_operations(faultdisk *disk);
int64_t faultdisk_reads(faultdisk *disk);
/* How often it has not done what it was asked, lies left out. */
int64_t faultdisk_faults(faultdisk *disk);
/* What the operation did at which the power went or the fault struck; empty before. */
void faultdisk_struck(faultdisk *disk, char *text, size_t size);

/* At this operation the power goes; 0 is never. Less than the count so far is at once. */
void faultdisk_cut_power(faultdisk *disk, int64_t at);
int faultdisk_is_off(faultdisk *disk);
/* Decides what has survived, and gives a disk that only has that. */
void faultdisk_power_on(faultdisk *disk);
/* The process is killed and the machine stays up: open files and locks are gone, data is not. */
void faultdisk_kill(faultdisk *disk);

/* Operations from, until (exclusive) answer this errno. A failed sync is never made good. */
void faultdisk_fail(faultdisk *disk, int64_t from, int64_t until, int error);
void faultdisk_fail_reads(faultdisk *disk, int64_t from, int64_t until);
/* Operations from, until (exclusive) find no room to make a file or to let one grow. */
void faultdisk_fill(faultdisk *disk, int64_t from, int64_t until);
/* The first sync at or after this operation fails, once; later ones succeed without writing what
 * it should have written, unless it was kept all the same. */
void faultdisk_fail_sync(faultdisk *disk, int64_t from, int kept);
/* Syncs say that they succeeded, and do nothing. */
void faultdisk_lie(faultdisk *disk, int lies);

uint64_t faultdisk_random(faultdisk *disk);

/* Plain files. */
int faultdisk_exists(faultdisk *disk, const char *path);
int faultdisk_make_folder(faultdisk *disk, const char *path);
int faultdisk_rename(faultdisk *disk, const char *path, const char *to);
int faultdisk_remove(faultdisk *disk, const char *path);
int faultdisk_sync_names(faultdisk *disk, const char *folder);

enum { FAULTDISK_READ = 0, FAULTDISK_WRITE = 1, FAULTDISK_MAKE = 2, FAULTDISK_MAKE_NEW = 4 };

/* Without a path: a file that never has a name. */
int faultdisk_open(faultdisk *disk, const char *path, int how, faultfile **file);
void faultfile_close(faultfile *file);
int64_t faultfile_read(faultfile *file, void *bytes, size_t count, int64_t offset);
int faultfile_write(faultfile *file, const void *bytes, size_t count, int64_t offset);
int faultfile_truncate(faultfile *file, int64_t size);
int faultfile_sync(faultfile *file);
int64_t faultfile_size(faultfile *file);
/* Takes the file for one open handle until it is closed; -EWOULDBLOCK when another has it. */
int faultfile_lock(faultfile *file);

/* Behind everybody's back: size or content of a file, in both images, without an operation. */
int64_t faultdisk_peek(faultdisk *disk, const char *path, void *bytes, size_t count, int64_t offset);
int faultdisk_poke(
  faultdisk *disk, const char *path, const void *bytes, size_t count, int64_t offset);

#endif
