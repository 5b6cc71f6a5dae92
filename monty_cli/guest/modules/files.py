"""The offer of the modules of files and folders: everything that asks the system is a call that the host answers."""

from __future__ import annotations

from monty_cli.guest.modules.offer import Offer

_PROCESS = "a script starts and controls no processes"
_SYSTEM = "tells of the machine that the host runs on"
_DESCRIPTOR = "a script has no file descriptors: use open()"
_OWNER = "a script has no users, groups or permissions"
_LINK = "a script makes and reads no links"
_FOLDER = "a script can't change its current folder"
_ENVIRONMENT = "use os.environ"
_NODE = "a script makes and controls no special files"
_FLAG = "a constant of calls that are not offered"
_STAT = "os.stat has what there is"


def _because(reason: str, names: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), reason)


_OS_OMITTED = {
    **_because(
        _PROCESS,
        "_exit abort execl execle execlp execlpe execv execve execvp execvpe fork forkpty kill killpg nice popen posix_spawn "
        "posix_spawnp pidfd_open register_at_fork spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe startfile system "
        "times times_result wait wait3 wait4 waitid waitid_result waitpid waitstatus_to_exitcode WCOREDUMP WEXITSTATUS WIFCONTINUED "
        "WIFEXITED WIFSIGNALED WIFSTOPPED WSTOPSIG WTERMSIG get_exec_path getpid getppid getpgid getpgrp getsid setpgid setpgrp "
        "setsid getpriority setpriority sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getparam "
        "sched_getscheduler sched_param sched_rr_get_interval sched_setaffinity sched_setparam sched_setscheduler sched_yield "
        "setns unshare",
    ),
    **_because(
        _SYSTEM,
        "confstr confstr_names cpu_count process_cpu_count getloadavg sysconf sysconf_names uname uname_result getlogin ctermid "
        "get_terminal_size terminal_size getrandom pathconf pathconf_names statvfs statvfs_result supports_dir_fd "
        "supports_effective_ids supports_fd supports_follow_symlinks",
    ),
    **_because(
        _DESCRIPTOR,
        "close closerange copy_file_range device_encoding dup dup2 eventfd eventfd_read eventfd_write fchdir fchmod fchown fdatasync "
        "fdopen fpathconf fstat fstatvfs fsync ftruncate fwalk get_blocking get_inheritable grantpt isatty lockf login_tty lseek "
        "memfd_create open openpty pipe pipe2 posix_fadvise posix_fallocate posix_openpt pread preadv ptsname pwrite pwritev read "
        "readv sendfile set_blocking set_inheritable splice sync tcgetpgrp tcsetpgrp timerfd_create timerfd_gettime "
        "timerfd_gettime_ns timerfd_settime timerfd_settime_ns truncate ttyname unlockpt write writev",
    ),
    **_because(
        _OWNER,
        "access chmod chown getegid geteuid getgid getgrouplist getgroups getresgid getresuid getuid getxattr initgroups lchmod lchown "
        "listxattr removexattr setegid seteuid setgid setgroups setregid setresgid setresuid setreuid setuid setxattr umask utime "
        "chflags lchflags",
    ),
    **_because(_LINK, "link readlink symlink"),
    **_because(_FOLDER, "chdir chroot"),
    **_because(_ENVIRONMENT, "environb getenvb putenv unsetenv"),
    **_because(_NODE, "major makedev minor mkfifo mknod"),
    **_because(
        _FLAG,
        "CLD_CONTINUED CLD_DUMPED CLD_EXITED CLD_KILLED CLD_STOPPED CLD_TRAPPED CLONE_FILES CLONE_FS CLONE_NEWCGROUP CLONE_NEWIPC "
        "CLONE_NEWNET CLONE_NEWNS CLONE_NEWPID CLONE_NEWTIME CLONE_NEWUSER CLONE_NEWUTS CLONE_SIGHAND CLONE_SYSVSEM CLONE_THREAD "
        "CLONE_VM EFD_CLOEXEC EFD_NONBLOCK EFD_SEMAPHORE EX_CANTCREAT EX_CONFIG EX_DATAERR EX_IOERR EX_NOHOST EX_NOINPUT EX_NOPERM "
        "EX_NOUSER EX_OK EX_OSERR EX_OSFILE EX_PROTOCOL EX_SOFTWARE EX_TEMPFAIL EX_UNAVAILABLE EX_USAGE F_LOCK F_TEST F_TLOCK "
        "F_ULOCK GRND_NONBLOCK GRND_RANDOM MFD_ALLOW_SEALING MFD_CLOEXEC MFD_HUGETLB MFD_HUGE_16GB MFD_HUGE_16MB MFD_HUGE_1GB "
        "MFD_HUGE_1MB MFD_HUGE_256MB MFD_HUGE_2GB MFD_HUGE_2MB MFD_HUGE_32MB MFD_HUGE_512KB MFD_HUGE_512MB MFD_HUGE_64KB "
        "MFD_HUGE_8MB MFD_HUGE_MASK MFD_HUGE_SHIFT NGROUPS_MAX O_ACCMODE O_APPEND O_ASYNC O_CLOEXEC O_CREAT O_DIRECT O_DIRECTORY "
        "O_DSYNC O_EXCL O_FSYNC O_LARGEFILE O_NDELAY O_NOATIME O_NOCTTY O_NOFOLLOW O_NONBLOCK O_PATH O_RDONLY O_RDWR O_RSYNC O_SYNC "
        "O_TMPFILE O_TRUNC O_WRONLY PIDFD_NONBLOCK POSIX_FADV_DONTNEED POSIX_FADV_NOREUSE POSIX_FADV_NORMAL POSIX_FADV_RANDOM "
        "POSIX_FADV_SEQUENTIAL POSIX_FADV_WILLNEED POSIX_SPAWN_CLOSE POSIX_SPAWN_CLOSEFROM POSIX_SPAWN_DUP2 POSIX_SPAWN_OPEN PRIO_PGRP "
        "PRIO_PROCESS PRIO_USER P_ALL P_DETACH P_NOWAIT P_NOWAITO P_OVERLAY P_PGID P_PID P_PIDFD P_WAIT RTLD_DEEPBIND RTLD_GLOBAL "
        "RTLD_LAZY RTLD_LOCAL RTLD_NODELETE RTLD_NOLOAD RTLD_NOW RWF_APPEND RWF_DSYNC RWF_HIPRI RWF_NOWAIT RWF_SYNC SCHED_BATCH "
        "SCHED_FIFO SCHED_IDLE SCHED_OTHER SCHED_RESET_ON_FORK SCHED_RR SEEK_DATA SEEK_HOLE SPLICE_F_MORE SPLICE_F_MOVE "
        "SPLICE_F_NONBLOCK ST_APPEND ST_MANDLOCK ST_NOATIME ST_NODEV ST_NODIRATIME ST_NOEXEC ST_NOSUID ST_RDONLY ST_RELATIME "
        "ST_SYNCHRONOUS ST_WRITE TFD_CLOEXEC TFD_NONBLOCK TFD_TIMER_ABSTIME TFD_TIMER_CANCEL_ON_SET TMP_MAX WCONTINUED WEXITED WNOHANG "
        "WNOWAIT WSTOPPED WUNTRACED XATTR_CREATE XATTR_REPLACE XATTR_SIZE_MAX O_BINARY O_EVTONLY O_EXLOCK O_NOFOLLOW_ANY O_SHLOCK "
        "O_SYMLINK O_EXEC O_SEARCH O_TTY_INIT PRIO_DARWIN_BG PRIO_DARWIN_NONUI PRIO_DARWIN_PROCESS PRIO_DARWIN_THREAD",
    ),
    **_because("of the host's own modules", "abc st sys GenericAlias Mapping MutableMapping"),
}

OFFERS: dict[str, Offer] = {
    "@paths": Offer(made=True),
    "os": Offer(made=True, omitted=_OS_OMITTED),
    "os.path": Offer(
        made=True,
        omitted={
            **_because(_DESCRIPTOR, "sameopenfile"),
            **_because("of the host's own modules", "genericpath os stat sys"),
            **_because(_SYSTEM, "isdevdrive isreserved ALLOW_MISSING"),
        },
    ),
    "pathlib": Offer(
        made=True,
        omitted=_because(
            "of the host's own modules",
            "fnmatch functools glob io ntpath operator os posixpath re sys warnings EBADF EINVAL ELOOP ENOENT ENOTDIR S_ISBLK S_ISCHR "
            "S_ISDIR S_ISFIFO S_ISLNK S_ISREG S_ISSOCK Sequence attrgetter contextlib urlquote_from_bytes",
        ),
    ),
}
