#!/usr/bin/env bash
# Installs on Debian and Ubuntu what the tests of the world outside use: NumPy, SymPy and QuTiP for the Python module, Chromium for pages.
# Without them those tests are skipped and say so. It asks no question and may be run any number of times.
set -euo pipefail
command -v apt-get >/dev/null 2>&1 || { echo "install-tools: this system has no apt-get" >&2; exit 1; }
missing=()
for package in python3-numpy python3-sympy python3-qutip chromium unzip; do
  [ "$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null)" = "install ok installed" ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || { echo "install-tools: nothing to do"; exit 0; }
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  as_root=(sudo --preserve-env=DEBIAN_FRONTEND)
fi
export DEBIAN_FRONTEND=noninteractive
echo "install-tools: installing ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"
