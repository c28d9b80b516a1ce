#!/usr/bin/env bash
# Installs the optional native libraries of LindbladVerify on Debian and Ubuntu: Intel MKL (libmkl-rt) and
# OpenBLAS (libopenblas0). The program runs without them on its managed backend; with MKL dense work is faster.
#
#   eng/install-native.sh            as root, or as a user who may run sudo
#
# libmkl-rt lives in Debian's component "non-free" (Ubuntu: "multiverse"); the script adds that component to the
# distribution's own archive entries, whether they are one-line (.list) or deb822 (.sources), and keeps a copy
# of each file it edits beside it, ending in .save. It asks no question, does not make MKL the system's default
# BLAS, and may be run any number of times.
set -euo pipefail

say() { printf 'install-native: %s\n' "$*"; }
die() { printf 'install-native: %s\n' "$*" >&2; exit 1; }

PACKAGES=(libmkl-rt libopenblas0)
export DEBIAN_FRONTEND=noninteractive

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null 2>&1 || die "needs root: run it as root, or install sudo."
  as_root=(sudo --preserve-env=DEBIAN_FRONTEND)
fi

check_system() {
  if ! command -v apt-get >/dev/null 2>&1; then
    die "this system has no apt-get. Install MKL (libmkl_rt) or OpenBLAS with its own package manager, or unpack
  oneAPI MKL anywhere and set LINDBLAD_VERIFY_MKL_PATH to the folder. Nothing was changed."
  fi
  local machine
  machine=$(dpkg --print-architecture)
  if [ "$machine" != amd64 ] && [ "$machine" != i386 ]; then
    say "MKL exists for x86 processors only; on $machine OpenBLAS alone is installed."
    PACKAGES=(libopenblas0)
  fi
}

installed() { [ "$(dpkg-query -W -f '${Status}' "$1" 2>/dev/null)" = "install ok installed" ]; }

# True when a configured archive offers the package (a name that others merely mention has no candidate).
offered() { [[ $(LC_ALL=C apt-cache policy "$1") =~ Candidate:\ [^\(] ]]; }

missing=()
find_missing() {
  local package
  missing=()
  for package in "${PACKAGES[@]}"; do
    installed "$package" || missing+=("$package")
  done
}

is_missing() { [[ " ${missing[*]} " == *" $1 "* ]]; }

# The distribution's own archives as apt sees them: origin|component|source file:entry, read from the signed indexes.
archive_entries() {
  apt-get indextargets --format '$(ORIGIN)|$(COMPONENT)|$(SOURCESENTRY)' 'Created-By: Packages' | sort -u
}

# Appends a component to one entry. deb822 entries are counted in stanzas, one-line entries in lines.
add_component() {
  local component=$1 file=$2 entry=$3 edited
  edited=$(mktemp)
  if [[ $file == *.sources ]]; then
    awk -v component="$component" -v entry="$entry" '
      /^[[:space:]]*$/ { inside = 0; print; next }
      /^#/             { print; next }
      !inside          { inside = 1; stanza++ }
      tolower($1) == "components:" && stanza == entry { print $0 " " component; next }
      { print }' "$file" >"$edited"
  else
    awk -v component="$component" -v entry="$entry" '
      NR == entry { comment = ""; if (match($0, /[[:space:]]*#.*/)) { comment = substr($0, RSTART); $0 = substr($0, 1, RSTART - 1) }
                    print $0 " " component comment; next }
      { print }' "$file" >"$edited"
  fi
  if cmp -s "$file" "$edited"; then
    rm -f "$edited"
    return
  fi
  [ -e "$file.save" ] || "${as_root[@]}" cp -p "$file" "$file.save"
  "${as_root[@]}" tee "$file" <"$edited" >/dev/null
  rm -f "$edited"
  say "added component $component to entry $entry of $file"
}

enable_component() {
  local origin component entries source
  entries=$(archive_entries)
  if grep -q '^Debian|main|' <<<"$entries"; then
    origin=Debian component=non-free
  elif grep -q '^Ubuntu|main|' <<<"$entries"; then
    origin=Ubuntu component=multiverse
  else
    die "apt knows no archive that calls itself Debian or Ubuntu; add the component that holds libmkl-rt by hand."
  fi
  while IFS= read -r source; do
    grep -qF "$origin|$component|$source" <<<"$entries" || add_component "$component" "${source%:*}" "${source##*:}"
  done < <(awk -F'|' -v origin="$origin" '$1 == origin && $2 == "main" { print $3 }' <<<"$entries")
}

update_lists() {
  say "reading package lists"
  "${as_root[@]}" apt-get update -qq || die "apt-get update failed; see its message above."
}

install_packages() {
  if is_missing libmkl-rt; then
    # "false" leaves the system's default libblas and liblapack as they are.
    printf '%s\n' 'libmkl-rt libmkl-rt/use-as-default-blas-lapack boolean false' |
      "${as_root[@]}" debconf-set-selections
  fi
  say "installing ${missing[*]}"
  "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

report() {
  local package
  for package in "${PACKAGES[@]}"; do
    say "$package $(dpkg-query -W -f '${Version}' "$package") is installed"
  done
  say "'lindblad-verify doctor' shows what the program finds."
}

check_system
find_missing
if [ "${#missing[@]}" -eq 0 ]; then
  say "nothing to do"
else
  update_lists
  if is_missing libmkl-rt && ! offered libmkl-rt; then
    enable_component
    update_lists
    offered libmkl-rt || die "libmkl-rt is still not offered by the configured archives."
  fi
  install_packages
fi
report
