# Run a command in a root, apart: in a mount, process and IPC namespace made by `unshare`, which all mounts below end with.
#   sh enter.sh ROOT USER:GROUP GROUPS COMMAND...
set -e
cd "$1" && whom=$2 groups=$3 && shift 3
mount -t proc proc proc
mount -t tmpfs -o mode=755 dev dev
mknod -m 666 dev/null c 1 3
mknod -m 666 dev/zero c 1 5
mknod -m 666 dev/full c 1 7
mknod -m 666 dev/random c 1 8
mknod -m 666 dev/urandom c 1 9
mknod -m 666 dev/tty c 5 0
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts dev/pts
mount -t tmpfs -o mode=1777 shm dev/shm
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
ln -s fd/0 dev/stdin
ln -s fd/1 dev/stdout
ln -s fd/2 dev/stderr
set +e
/usr/sbin/chroot --userspec="$whom" --groups="$groups" . "$@"
status=$?
for one in proc/[0-9]*; do # the first process is this shell
    [ "$one" = proc/1 ] || cat "$one/comm"
done >left-behind 2>/dev/null
exit $status
