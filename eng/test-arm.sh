#!/usr/bin/env bash
# The program for Linux on ARM beside the one of this machine, which is x64: trajectories must give the same bits. Needs no ARM: QEMU runs it, some twenty times slower.
# Debian packages that are missing are installed. Ends with "N passed, N failed".
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

missing=()
command -v qemu-aarch64-static > /dev/null || missing+=(qemu-user-static)
[ -e /usr/aarch64-linux-gnu/lib/libstdc++.so.6 ] || missing+=(libc6-arm64-cross libgcc-s1-arm64-cross libstdc++6-arm64-cross)
if [ "${#missing[@]}" -gt 0 ]; then
  sudo=""; [ "$(id -u)" -eq 0 ] || sudo=sudo
  $sudo apt-get update -qq
  $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

bash eng/publish.sh linux-arm64
dotnet build -c Release -v quiet -nologo src/LindbladVerify.Cli
here=(dotnet src/LindbladVerify.Cli/bin/Release/net10.0/lindblad-verify.dll)
there=(qemu-aarch64-static -L /usr/aarch64-linux-gnu artifacts/publish/linux-arm64/lindblad-verify)
passed=0
failed=0

same() {
  "${here[@]}" "$@" --backend managed --json > "$work/here"
  "${there[@]}" "$@" --backend managed --json > "$work/there"
  if cmp -s "$work/here" "$work/there"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "test-arm: other bits: $*" >&2
  fi
}

pair=(rate --dipolar 3e4 --hyperfine 1e5 --polarization 0.5 --electron-rate 1e6 --broadening 1e5 --method monte-carlo --trajectories 256 --seed 7)
same "${pair[@]}" --noise electron-telegraph
same "${pair[@]}" --noise ornstein-uhlenbeck
same simulate docs/models/optical-bloch-atom.yaml --method quantum-jumps --trajectories 64
same simulate docs/models/kubo-dephasing.yaml --method monte-carlo --trajectories 64
same simulate docs/models/qubit-one-over-f.yaml --method monte-carlo --trajectories 64
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
