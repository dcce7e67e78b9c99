"""A minimal Debian in a folder, entered apart: mounts, processes and devices of its own, the network of the host.

Every mount is made inside the namespace of what was entered and ends with it. None is ever seen outside, so removing
the folder reaches nothing else.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).parents[2]
ROOTS = Path(os.environ.get("CLEAN_TRIAL_ROOTS", HOUSE / ".cache" / "roots"))
OVERLAY = os.environ.get("CLEAN_TRIAL_OVERLAY")
PASSED = os.environ.get("CLEAN_TRIAL_PASS", "").split()

APART = ["unshare", "--mount", "--ipc", "--pid", "--fork", "--kill-child", "--propagation", "private", "sh"]
BIN = "/usr/local/bin:/usr/bin:/bin"
HOSTS = "127.0.0.1 localhost\n::1 localhost\n127.0.1.1 {}\n"


@dataclass(frozen=True)
class Person:
    """Who works at the machine."""

    name: str
    groups: str
    home: str
    path: str


ROOT = Person("root", "root", "/root", f"{BIN}:/usr/local/sbin:/usr/sbin:/sbin")
CLERK = Person("clerk", "clerk,sudo", "/home/clerk", BIN)


@dataclass(frozen=True)
class Machine:
    root: Path

    def entering(self, person: Person, script: str) -> tuple[list[str], dict[str, str]]:
        """The command, and its whole environment, that runs a script inside as this person, in their home."""
        enter = [str(Path(__file__).with_name("enter.sh")), str(self.root), f"{person.name}:{person.name}"]
        own = {"HOME": person.home, "USER": person.name, "PATH": person.path, "LANG": "C.UTF-8", "TERM": "xterm"}
        passed = {name: os.environ[name] for name in PASSED if name in os.environ}
        return [*APART, *enter, person.groups, "/bin/sh", "-c", f"cd && {script}"], own | passed

    def run(self, person: Person, script: str) -> None:
        command, environment = self.entering(person, script)
        subprocess.run(command, env=environment, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def left_behind(self) -> list[str]:
        """The programs that still ran when the last command had ended; then they were killed."""
        return (self.root / "left-behind").read_text(encoding="utf-8").split()


@contextmanager
def machine(release: str, person: Person) -> Iterator[Machine]:
    """A new machine of this release with git, make, the person (with sudo) and a clone of our last commit."""
    base = _base(release)
    folder = Path(tempfile.mkdtemp(prefix=f"clean-{release}-"))
    try:
        subprocess.run(["tar", "--extract", "--file", base, "--directory", folder], check=True)
        folder.chmod(0o755)
        made = Machine(folder)
        _furnish(made, person)
        yield made
    finally:
        remove(folder)


def remove(folder: Path) -> None:
    """Remove a root; not while anything is mounted in it, and never across a file system."""
    if str(folder) in Path("/proc/mounts").read_text(encoding="utf-8"):
        raise SystemExit(f"Something is mounted under {folder}: unmount it, then remove the folder.")
    subprocess.run(["rm", "--recursive", "--force", "--one-file-system", folder], check=True)


def _base(release: str) -> Path:
    """The archive of the release as debootstrap makes it; made once."""
    archive = ROOTS / f"{release}.tar.gz"
    if archive.exists():
        return archive
    ROOTS.mkdir(parents=True, exist_ok=True)
    folder, unfinished = Path(tempfile.mkdtemp(prefix=f"base-{release}-")), archive.with_suffix(".part")
    try:
        subprocess.run(["debootstrap", "--variant=minbase", release, folder], check=True)
        subprocess.run(
            ["tar", "--create", "--gzip", "--one-file-system", "--file", unfinished, "--directory", folder, "."],
            check=True,
        )
        unfinished.rename(archive)
    finally:
        remove(folder)
    return archive


def _furnish(made: Machine, person: Person) -> None:
    shutil.copy("/etc/resolv.conf", made.root / "etc/resolv.conf")
    (made.root / "etc/hosts").write_text(HOSTS.format(os.uname().nodename), encoding="utf-8")
    if OVERLAY:
        shutil.copytree(OVERLAY, made.root, dirs_exist_ok=True)
    wanted = "git make" if person is ROOT else "git make sudo"
    quietly = "DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends"
    made.run(ROOT, f"apt-get -qq update && {quietly} {wanted}")
    if person is not ROOT:
        allowed = f"echo '{person.name} ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/{person.name}"
        made.run(ROOT, f"useradd --create-home --shell /bin/bash {person.name} && {allowed}")
    subprocess.run(["git", "clone", "--quiet", "--bare", HOUSE, made.root / "srv/prejeto.git"], check=True)
    made.run(ROOT, f"chown -R {person.name}: /srv/prejeto.git")
    made.run(person, "git clone --quiet /srv/prejeto.git prejeto")
