#!/bin/sh
# make-root.sh FOLDER SUITE PACKAGES: a root of Debian or Ubuntu in FOLDER/root, from the sources that apt of this machine
# has. Nothing is installed on the machine: apt keeps its lists and packages in FOLDER.
set -eu

folder=$1 suite=$2 packages=$3
[ -e "$folder/made" ] && exit 0
rm -rf "$folder"
mkdir -p "$folder/lists/partial" "$folder/archives/partial" "$folder/debootstrap"

private() {
  command=$1
  shift
  "$command" -qq -o Dir::State::Lists="$folder/lists" -o Dir::Cache::Archives="$folder/archives" \
    -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root "$@"
}

# A source that cannot be reached may be one that is not needed.
private apt-get update || true
# shellcheck disable=SC2016 -- apt's own names
mirror=$(private apt-get indextargets --format '$(CODENAME) $(COMPONENT) $(CREATED_BY) $(REPO_URI)' |
  sed -n "s/^$suite main Packages //p" | head -n 1)
[ -n "$mirror" ] || { echo "apt has no source of $suite" >&2; exit 1; }

(cd "$folder" && private apt-get download debootstrap)
dpkg-deb -x "$folder"/debootstrap_*.deb "$folder/debootstrap"
# Ubuntu has dnf in universe; Debian has no such part, and is not asked for it.
DEBOOTSTRAP_DIR="$folder/debootstrap/usr/share/debootstrap" \
  sh "$folder/debootstrap/usr/sbin/debootstrap" --variant=minbase --components=main,universe --include="$packages" \
  "$suite" "$folder/root" "$mirror" >"$folder/debootstrap.log" 2>&1 || {
  tail -n 1 "$folder/debootstrap.log" >&2
  exit 1
}

root=$folder/root
rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$folder/lists" "$folder/archives" "$folder/debootstrap"
# sudo asks for the name of its host.
echo rig >"$root/etc/hostname"
printf '127.0.0.1 localhost\n127.0.1.1 rig\n' >"$root/etc/hosts"
: >"$root/etc/resolv.conf"
# The user that images come with, whose key is in the home.
chroot "$root" useradd --create-home --shell /bin/bash --uid 1000 admin
echo 'admin ALL=(ALL) NOPASSWD:ALL' >"$root/etc/sudoers.d/90-cloud-init-users"
chmod 440 "$root/etc/sudoers.d/90-cloud-init-users"
: >"$folder/made"
