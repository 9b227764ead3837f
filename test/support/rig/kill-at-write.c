/*
 * kill-at-write N REPORT COMMAND...: runs COMMAND and kills it, and all that came of it, with SIGKILL before the N-th system
 * call that changes the file system. N = 0: kills nothing. REPORT gets one line for each such call: its number, name and
 * path; then `killed` or the exit status. Stops at the calls of interest only (seccomp), so that it is fast.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

/* Where a call names what it changes: a file descriptor, a path, or a path below the folder of a descriptor. */
enum where { DESCRIPTOR, PATH, PATH_AT, OPEN, OPEN_AT, OPENAT2, SECOND, SECOND_AT };

struct call {
  int number;
  const char *name;
  enum where where;
};

static const struct call CALLS[] = {
#ifdef SYS_open
  {SYS_open, "open", OPEN}, {SYS_creat, "creat", PATH}, {SYS_rename, "rename", SECOND},
  {SYS_unlink, "unlink", PATH}, {SYS_rmdir, "rmdir", PATH}, {SYS_mkdir, "mkdir", PATH},
  {SYS_link, "link", SECOND}, {SYS_symlink, "symlink", SECOND}, {SYS_chmod, "chmod", PATH},
  {SYS_chown, "chown", PATH}, {SYS_lchown, "lchown", PATH}, {SYS_mknod, "mknod", PATH},
  {SYS_utimes, "utimes", PATH},
#endif
#ifdef SYS_renameat
  {SYS_renameat, "renameat", SECOND_AT},
#endif
#ifdef SYS_fchmodat2
  {SYS_fchmodat2, "fchmodat2", PATH_AT},
#endif
  {SYS_openat, "openat", OPEN_AT}, {SYS_openat2, "openat2", OPENAT2}, {SYS_write, "write", DESCRIPTOR},
  {SYS_pwrite64, "pwrite64", DESCRIPTOR}, {SYS_writev, "writev", DESCRIPTOR},
  {SYS_pwritev, "pwritev", DESCRIPTOR}, {SYS_sendfile, "sendfile", DESCRIPTOR},
  {SYS_renameat2, "renameat2", SECOND_AT}, {SYS_unlinkat, "unlinkat", PATH_AT},
  {SYS_mkdirat, "mkdirat", PATH_AT}, {SYS_symlinkat, "symlinkat", SECOND_AT},
  {SYS_linkat, "linkat", SECOND_AT}, {SYS_mknodat, "mknodat", PATH_AT}, {SYS_fchmod, "fchmod", DESCRIPTOR},
  {SYS_fchmodat, "fchmodat", PATH_AT}, {SYS_fchown, "fchown", DESCRIPTOR}, {SYS_fchownat, "fchownat", PATH_AT},
  {SYS_truncate, "truncate", PATH}, {SYS_ftruncate, "ftruncate", DESCRIPTOR},
  {SYS_fallocate, "fallocate", DESCRIPTOR}, {SYS_utimensat, "utimensat", PATH_AT},
  {SYS_setxattr, "setxattr", PATH}, {SYS_lsetxattr, "lsetxattr", PATH}, {SYS_fsetxattr, "fsetxattr", DESCRIPTOR},
  {SYS_copy_file_range, "copy_file_range", SECOND}, {SYS_fsync, "fsync", DESCRIPTOR},
  {SYS_fdatasync, "fdatasync", DESCRIPTOR},
};
#define COUNT (sizeof(CALLS) / sizeof(CALLS[0]))

static void fail(const char *what) {
  perror(what);
  exit(120);
}

static void install_filter(void) {
  struct sock_filter filter[COUNT + 3];
  size_t n = 0;
  filter[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
  for (size_t i = 0; i < COUNT; i++)
    filter[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CALLS[i].number,
                                               (unsigned char)(COUNT - i), 0);
  filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
  struct sock_fprog program = {.len = (unsigned short)n, .filter = filter};
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) fail("seccomp");
}

/* The text at an address of a tracee, as much of it as fits. */
static void read_text(pid_t pid, unsigned long address, char *text, size_t size) {
  size_t length = 0;
  while (length + 1 < size) {
    errno = 0;
    long word = ptrace(PTRACE_PEEKDATA, pid, address + length, 0);
    if (errno != 0) break;
    for (size_t i = 0; i < sizeof(word) && length + 1 < size; i++) {
      text[length] = ((char *)&word)[i];
      if (text[length] == '\0') return;
      length++;
    }
  }
  text[length] = '\0';
}

/* Whether a descriptor is of a file that lasts; its path goes to `path`. */
static int is_lasting(pid_t pid, long descriptor, char *path, size_t size) {
  char link[64];
  struct stat status;
  snprintf(link, sizeof(link), "/proc/%d/fd/%ld", pid, descriptor);
  if (stat(link, &status) != 0 || !(S_ISREG(status.st_mode) || S_ISDIR(status.st_mode))) return 0;
  ssize_t length = readlink(link, path, size - 1);
  path[length < 0 ? 0 : length] = '\0';
  return strncmp(path, "/memfd:", 7) != 0;
}

static int writes(long flags) {
  return (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC)) != 0;
}

/* Whether this call changes the file system; what it changes goes to `path`. */
static int is_change(pid_t pid, const struct call *call, const unsigned long long *args, char *path, size_t size) {
  long flags = 0;
  path[0] = '\0';
  switch (call->where) {
    case DESCRIPTOR: return is_lasting(pid, (long)(int)args[0], path, size);
    case OPEN: read_text(pid, args[0], path, size); flags = (long)args[1]; break;
    case OPEN_AT: read_text(pid, args[1], path, size); flags = (long)args[2]; break;
    case OPENAT2:
      read_text(pid, args[1], path, size);
      flags = ptrace(PTRACE_PEEKDATA, pid, args[2], 0);
      break;
    case PATH: read_text(pid, args[0], path, size); return 1;
    case PATH_AT: read_text(pid, args[1], path, size); return 1;
    case SECOND:
      if (call->number == SYS_copy_file_range) return is_lasting(pid, (long)(int)args[2], path, size);
      read_text(pid, args[1], path, size);
      return 1;
    case SECOND_AT:
      read_text(pid, call->number == SYS_symlinkat ? args[2] : args[3], path, size);
      return 1;
  }
  return writes(flags) && strncmp(path, "/dev/", 5) != 0 && strncmp(path, "/proc/", 6) != 0;
}

static const struct call *call_of(int number) {
  for (size_t i = 0; i < COUNT; i++)
    if (CALLS[i].number == number) return &CALLS[i];
  return NULL;
}

#define MOST 4096
static pid_t tracees[MOST];
static size_t tracee_count;

static void note(pid_t pid) {
  for (size_t i = 0; i < tracee_count; i++)
    if (tracees[i] == pid) return;
  if (tracee_count == MOST) { errno = ENOMEM; fail("too many processes"); }
  tracees[tracee_count++] = pid;
}

static void forget(pid_t pid) {
  for (size_t i = 0; i < tracee_count; i++)
    if (tracees[i] == pid) tracees[i] = tracees[--tracee_count];
}

/* A child that was being made at that moment reports afterwards, and is killed then. */
static void kill_all(void) {
  for (size_t i = 0; i < tracee_count; i++) kill(tracees[i], SIGKILL);
  for (;;) {
    int status;
    pid_t pid = waitpid(-1, &status, __WALL);
    if (pid < 0 && errno == ECHILD) return;
    if (pid > 0 && WIFSTOPPED(status)) kill(pid, SIGKILL);
  }
}

int main(int argc, char **argv) {
  if (argc < 4) {
    fputs("usage: kill-at-write N REPORT COMMAND...\n", stderr);
    return 120;
  }
  long wanted = atol(argv[1]), seen = 0;
  FILE *report = fopen(argv[2], "we");
  if (report == NULL) fail(argv[2]);

  pid_t first = fork();
  if (first < 0) fail("fork");
  if (first == 0) {
    raise(SIGSTOP);
    install_filter();
    execvp(argv[3], argv + 3);
    fail(argv[3]);
  }
  const long options = PTRACE_O_EXITKILL | PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                       PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC;
  int status;
  if (waitpid(first, &status, WUNTRACED) != first) fail("waitpid");
  if (ptrace(PTRACE_SEIZE, first, 0, options) != 0) fail("ptrace");
  kill(first, SIGCONT);
  note(first);

  int result = 0;
  while (tracee_count > 0) {
    pid_t pid = waitpid(-1, &status, __WALL);
    if (pid < 0) {
      if (errno == EINTR) continue;
      break;
    }
    if (WIFEXITED(status) || WIFSIGNALED(status)) {
      if (pid == first) result = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
      forget(pid);
      continue;
    }
    note(pid);
    const int event = status >> 16;
    long signal = 0;
    if (event == PTRACE_EVENT_SECCOMP) {
      struct __ptrace_syscall_info info;
      char path[512];
      if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof(info), &info) > 0) {
        const struct call *call = call_of((int)info.seccomp.nr);
        if (call != NULL && is_change(pid, call, (const unsigned long long *)info.seccomp.args, path, sizeof(path))) {
          fprintf(report, "%ld %s %s\n", ++seen, call->name, path);
          if (seen == wanted) {
            kill_all();
            fputs("killed\n", report);
            fclose(report);
            return 0;
          }
        }
      }
    } else if (event == PTRACE_EVENT_STOP) {
      const int by = WSTOPSIG(status);
      if (by == SIGSTOP || by == SIGTSTP || by == SIGTTIN || by == SIGTTOU) {
        ptrace(PTRACE_LISTEN, pid, 0, 0);
        continue;
      }
    } else if (event == 0) {
      signal = WSTOPSIG(status);
    }
    ptrace(PTRACE_CONT, pid, 0, signal);
  }
  fprintf(report, "status %d\n", result);
  fclose(report);
  return 0;
}
