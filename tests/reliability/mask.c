/* A machine without libthai: the loader finds it for nobody. Built by the test; Linux only. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <string.h>

void *dlopen(const char *name, int flags) {
  static void *(*real)(const char *, int);
  if (!real) real = dlsym(RTLD_NEXT, "dlopen");
  return name && strstr(name, "libthai") ? NULL : real(name, flags);
}
