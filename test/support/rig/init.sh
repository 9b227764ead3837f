#!/bin/sh
# init.sh FOLDER LOWER: the first process of a host, in namespaces of its own. Its root is an overlay of LOWER and
# FOLDER/upper. It prints its process id as the machine has it, reaps orphans, and ends with its stdin, all others with it.
set -eu

folder=$1 lower=$2
# The proc that is still mounted is the machine's.
read -r pid rest </proc/self/stat
root=$folder/root
mount -t overlay overlay -o "lowerdir=$lower,upperdir=$folder/upper,workdir=$folder/work" "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
mknod -m 666 "$root/dev/null" c 1 3
mknod -m 666 "$root/dev/zero" c 1 5
mknod -m 666 "$root/dev/full" c 1 7
mknod -m 666 "$root/dev/random" c 1 8
mknod -m 666 "$root/dev/urandom" c 1 9
mknod -m 666 "$root/dev/tty" c 5 0
mkdir "$root/dev/pts" "$root/dev/shm" "$root/run/sshd" "$root/run/lock"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
hostname rig
exec chroot "$root" /bin/sh -c 'echo "$1"; cat >/dev/null; exit 0' sh "$pid"
