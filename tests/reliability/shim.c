/* Interposes the calls by which a database reaches its disk, below the folder SHIM_DIR, and appends them to SHIM_LOG.
   A record: op(1) path length(2) path, then offset(8) length(8) data. Built by the test; Linux only. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;
static __thread int inside = 0;

static const char *path_of(int fd, char *buffer, size_t size) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, buffer, size - 1);
  if (n < 0) return NULL;
  buffer[n] = 0;
  const char *dir = getenv("SHIM_DIR");
  return dir && strncmp(buffer, dir, strlen(dir)) == 0 ? buffer : NULL;
}

static void put(const void *data, size_t size) {
  static ssize_t (*real)(int, const void *, size_t);
  if (!real) real = dlsym(RTLD_NEXT, "write");
  if (real(log_fd, data, size) != (ssize_t)size) abort();
}

static void note(char op, const char *path, uint64_t offset, const void *data, uint64_t length) {
  static int (*real_open)(const char *, int, ...);
  if (inside || !path) return;
  inside = 1;
  pthread_mutex_lock(&lock);
  if (log_fd < 0) {
    if (!real_open) real_open = dlsym(RTLD_NEXT, "open");
    log_fd = real_open(getenv("SHIM_LOG"), O_WRONLY | O_CREAT | O_APPEND, 0600);
  }
  uint16_t size = strlen(path);
  put(&op, 1); put(&size, 2); put(path, size); put(&offset, 8); put(&length, 8);
  if (data) put(data, length);
  pthread_mutex_unlock(&lock);
  inside = 0;
}

#define REAL(name, type, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, #name)

ssize_t pwrite64(int fd, const void *data, size_t n, off64_t at) {
  REAL(pwrite64, ssize_t, int, const void *, size_t, off64_t);
  char p[4096]; ssize_t done = real(fd, data, n, at);
  if (done > 0) note('W', path_of(fd, p, sizeof p), at, data, done);
  return done;
}
ssize_t pwrite(int fd, const void *data, size_t n, off_t at) { return pwrite64(fd, data, n, at); }
ssize_t write(int fd, const void *data, size_t n) {
  REAL(write, ssize_t, int, const void *, size_t);
  char p[4096]; const char *path = inside ? NULL : path_of(fd, p, sizeof p);
  off_t at = path ? lseek(fd, 0, SEEK_CUR) : 0;
  ssize_t done = real(fd, data, n);
  if (done > 0) note('W', path, at, data, done);
  return done;
}
int ftruncate64(int fd, off64_t size) {
  REAL(ftruncate64, int, int, off64_t);
  char p[4096]; int done = real(fd, size);
  if (!done) note('T', path_of(fd, p, sizeof p), size, NULL, 0);
  return done;
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }
int fsync(int fd) { char p[4096]; note('S', path_of(fd, p, sizeof p), 0, NULL, 0); return 0; }
int fdatasync(int fd) { char p[4096]; note('S', path_of(fd, p, sizeof p), 0, NULL, 0); return 0; }
int unlink(const char *path) {
  REAL(unlink, int, const char *);
  int done = real(path); const char *dir = getenv("SHIM_DIR");
  if (!done && dir && strncmp(path, dir, strlen(dir)) == 0) note('U', path, 0, NULL, 0);
  return done;
}
int rename(const char *from, const char *to) {
  REAL(rename, int, const char *, const char *);
  int done = real(from, to); const char *dir = getenv("SHIM_DIR");
  if (!done && dir && strncmp(from, dir, strlen(dir)) == 0) note('R', from, 0, to, strlen(to));
  return done;
}
