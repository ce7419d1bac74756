/* Stands between a process and the system: records, ends the process at, or refuses the n-th
 * change of a file below one folder. Asleep until `shim_begin`; see shim.py for its record. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define ONLY_PATH (PATH_MAX + 64)

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char below[PATH_MAX];
static size_t below_length; /* 0 while asleep */
static int record = -1;
static long count, first, last;
static int how; /* the errno of what is refused; 0 ends the process */

/* `at` is the first change that is not let through, counted from 1, and `many` how many; none
 * with 0. `to` is an open file for the record, or -1. */
void shim_begin(const char *folder, int to, long at, long many, int error) {
    pthread_mutex_lock(&turn);
    record = to;
    count = 0;
    first = many ? at : 0;
    last = many ? (many > LONG_MAX - at ? LONG_MAX : at + many - 1) : -1;
    how = error;
    below_length = strlen(folder);
    memcpy(below, folder, below_length + 1);
    pthread_mutex_unlock(&turn);
}

/* How many changes there were. */
long shim_end(void) {
    below_length = 0;
    return count;
}

static void keep(
    const char *kind, ino_t file, long long at, const void *content, size_t length) {
    if (record < 0)
        return;
    char head[128];
    int used = snprintf(
        head, sizeof head, "%s %ld %lu %lld %zu\n", kind, count, (unsigned long)file, at, length);
    struct iovec parts[] = {{head, (size_t)used}, {(void *)content, length}};
    if (REAL(writev)(record, parts, 2) != (ssize_t)(used + (ssize_t)length))
        abort(); /* a record with a hole proves nothing */
}

static void keep_path(const char *kind, const char *path, ino_t file) {
    keep(kind, file, 0, path, strlen(path));
}

static void keep_paths(const char *kind, const char *from, const char *to) {
    char both[2 * ONLY_PATH];
    int used = snprintf(both, sizeof both, "%s\n%s", from, to);
    keep(kind, 0, 0, both, (size_t)used);
}

/* What the process was told is safe. */
void shim_note(const char *text) {
    pthread_mutex_lock(&turn);
    keep_path("told", text, 0);
    pthread_mutex_unlock(&turn);
}

static int is_below(const char *path) {
    return below_length && !strncmp(path, below, below_length)
        && (path[below_length] == '/' || !path[below_length]);
}

static void path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = 0;
}

static void absolute(int folder, const char *path, char *whole) {
    char begins[PATH_MAX];
    if (path[0] == '/') {
        snprintf(whole, ONLY_PATH, "%s", path);
        return;
    }
    if (folder == AT_FDCWD) {
        if (!getcwd(begins, sizeof begins))
            begins[0] = 0;
    } else
        path_of(folder, begins);
    snprintf(whole, ONLY_PATH, "%.*s/%s", PATH_MAX - 1, begins, path);
}

static ino_t file_of(int fd) {
    struct stat found;
    return fstat(fd, &found) ? 0 : found.st_ino;
}

/* Call it with the turn: counts a change, and says whether it is refused. */
static int refused(void) {
    count++;
    if (count < first || count > last)
        return 0;
    if (!how)
        kill(getpid(), SIGKILL);
    errno = how;
    return 1;
}

/* -- opening -------------------------------------------------------------------------------- */

typedef int (*opener)(int, const char *, int, ...);

static int opened(opener real, int folder, const char *path, int flags, mode_t mode) {
    char whole[ONLY_PATH];
    if (!below_length || !(flags & (O_CREAT | O_TRUNC)))
        return real(folder, path, flags, mode);
    absolute(folder, path, whole);
    if (!is_below(whole))
        return real(folder, path, flags, mode);
    pthread_mutex_lock(&turn);
    struct stat before;
    int is_new = stat(whole, &before) != 0;
    int changes = is_new || flags & O_TRUNC;
    int fd = changes && refused() ? -1 : real(folder, path, flags, mode);
    if (fd >= 0 && is_new)
        keep_path("create", whole, file_of(fd));
    else if (fd >= 0 && flags & O_TRUNC)
        keep("cut", file_of(fd), 0, "", 0);
    pthread_mutex_unlock(&turn);
    return fd;
}

#define MODE(flags, mode)                                                                         \
    mode_t mode = 0;                                                                              \
    if (flags & (O_CREAT | O_TMPFILE)) {                                                          \
        va_list more;                                                                             \
        va_start(more, flags);                                                                    \
        mode = va_arg(more, mode_t);                                                              \
        va_end(more);                                                                             \
    }

int open(const char *path, int flags, ...) {
    MODE(flags, mode)
    return opened(REAL(openat), AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    MODE(flags, mode)
    return opened(REAL(openat64), AT_FDCWD, path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...) {
    MODE(flags, mode)
    return opened(REAL(openat), folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...) {
    MODE(flags, mode)
    return opened(REAL(openat64), folder, path, flags, mode);
}

int creat(const char *path, mode_t mode) {
    return opened(REAL(openat), AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

/* -- what is in a file ---------------------------------------------------------------------- */

static int watches(int fd) {
    char path[PATH_MAX];
    if (!below_length)
        return 0;
    path_of(fd, path);
    return is_below(path);
}

static void keep_written(int fd, off_t at, const void *content, ssize_t length) {
    if (length > 0)
        keep("write", file_of(fd), at, content, (size_t)length);
}

static off_t where(int fd) {
    if (fcntl(fd, F_GETFL) & O_APPEND)
        return lseek(fd, 0, SEEK_END);
    return lseek(fd, 0, SEEK_CUR);
}

ssize_t write(int fd, const void *content, size_t length) {
    if (!watches(fd))
        return REAL(write)(fd, content, length);
    pthread_mutex_lock(&turn);
    off_t at = where(fd);
    ssize_t done = refused() ? -1 : REAL(write)(fd, content, length);
    keep_written(fd, at, content, done);
    pthread_mutex_unlock(&turn);
    return done;
}

typedef ssize_t (*pwriter)(int, const void *, size_t, off_t);

static ssize_t pwritten(pwriter real, int fd, const void *content, size_t length, off_t at) {
    if (!watches(fd))
        return real(fd, content, length, at);
    pthread_mutex_lock(&turn);
    ssize_t done = refused() ? -1 : real(fd, content, length, at);
    keep_written(fd, at, content, done);
    pthread_mutex_unlock(&turn);
    return done;
}

ssize_t pwrite(int fd, const void *content, size_t length, off_t at) {
    return pwritten(REAL(pwrite), fd, content, length, at);
}

ssize_t pwrite64(int fd, const void *content, size_t length, off64_t at) {
    return pwritten(REAL(pwrite64), fd, content, length, at);
}

typedef int (*cutter)(int, off_t);

static int cut(cutter real, int fd, off_t length) {
    if (!watches(fd))
        return real(fd, length);
    pthread_mutex_lock(&turn);
    int done = refused() ? -1 : real(fd, length);
    if (!done)
        keep("cut", file_of(fd), length, "", 0);
    pthread_mutex_unlock(&turn);
    return done;
}

int ftruncate(int fd, off_t length) {
    return cut(REAL(ftruncate), fd, length);
}

int ftruncate64(int fd, off64_t length) {
    return cut(REAL(ftruncate64), fd, length);
}

static int flushed(int (*real)(int), int fd) {
    char path[PATH_MAX];
    if (!below_length)
        return real(fd);
    path_of(fd, path);
    if (!is_below(path))
        return real(fd);
    pthread_mutex_lock(&turn);
    int done = refused() ? -1 : real(fd);
    struct stat found;
    if (!done && !fstat(fd, &found))
        keep_path(S_ISDIR(found.st_mode) ? "flush_folder" : "flush", path, found.st_ino);
    pthread_mutex_unlock(&turn);
    return done;
}

int fsync(int fd) {
    return flushed(REAL(fsync), fd);
}

int fdatasync(int fd) {
    return flushed(REAL(fdatasync), fd);
}

/* -- names ---------------------------------------------------------------------------------- */

#define CHANGE_OF_A_NAME(kind, folder, path, real)                                                \
    char whole[ONLY_PATH];                                                                        \
    absolute(folder, path, whole);                                                                \
    if (!is_below(whole))                                                                         \
        return real;                                                                              \
    pthread_mutex_lock(&turn);                                                                    \
    int done = refused() ? -1 : real;                                                             \
    if (!done)                                                                                    \
        keep_path(kind, whole, 0);                                                                \
    pthread_mutex_unlock(&turn);                                                                  \
    return done;

#define CHANGE_OF_TWO_NAMES(kind, folder, from, other, to, real)                                  \
    char begins[ONLY_PATH], ends[ONLY_PATH];                                                      \
    absolute(folder, from, begins);                                                               \
    absolute(other, to, ends);                                                                    \
    if (!is_below(begins) && !is_below(ends))                                                     \
        return real;                                                                              \
    pthread_mutex_lock(&turn);                                                                    \
    int done = refused() ? -1 : real;                                                             \
    if (!done)                                                                                    \
        keep_paths(kind, begins, ends);                                                           \
    pthread_mutex_unlock(&turn);                                                                  \
    return done;

int mkdir(const char *path, mode_t mode) {
    CHANGE_OF_A_NAME("mkdir", AT_FDCWD, path, REAL(mkdir)(path, mode))
}

int mkdirat(int folder, const char *path, mode_t mode) {
    CHANGE_OF_A_NAME("mkdir", folder, path, REAL(mkdirat)(folder, path, mode))
}

int unlink(const char *path) {
    CHANGE_OF_A_NAME("unlink", AT_FDCWD, path, REAL(unlink)(path))
}

int rmdir(const char *path) {
    CHANGE_OF_A_NAME("unlink", AT_FDCWD, path, REAL(rmdir)(path))
}

int unlinkat(int folder, const char *path, int flags) {
    CHANGE_OF_A_NAME("unlink", folder, path, REAL(unlinkat)(folder, path, flags))
}

int rename(const char *from, const char *to) {
    CHANGE_OF_TWO_NAMES("rename", AT_FDCWD, from, AT_FDCWD, to, REAL(rename)(from, to))
}

int renameat(int folder, const char *from, int other, const char *to) {
    CHANGE_OF_TWO_NAMES(
        "rename", folder, from, other, to, REAL(renameat)(folder, from, other, to))
}

int link(const char *from, const char *to) {
    CHANGE_OF_TWO_NAMES("link", AT_FDCWD, from, AT_FDCWD, to, REAL(link)(from, to))
}

int linkat(int folder, const char *from, int other, const char *to, int flags) {
    CHANGE_OF_TWO_NAMES(
        "link", folder, from, other, to, REAL(linkat)(folder, from, other, to, flags))
}
