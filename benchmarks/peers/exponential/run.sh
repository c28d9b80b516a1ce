#!/usr/bin/env bash
# Times the library's matrix exponential against scipy's expm, both on the same OpenBLAS and one thread, by turns, and writes a table.
# Usage: benchmarks/peers/exponential/run.sh [--backend openblas|mkl|managed|auto] [--orders 64,256,512,1024] [--kinds real,complex,...] [--norms 0.5,5,200] [--rounds N] [--seconds S]
# Missing Debian packages are installed.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../../.." && pwd)"
out="$root/artifacts/peers"
python=/usr/bin/python3
mkdir -p "$out"

missing=()
"$python" -c 'import numpy, scipy' 2>/dev/null || missing+=(python3-numpy python3-scipy)
ldconfig -p | grep -q libopenblas.so.0 || missing+=(libopenblas0)
if [ "${#missing[@]}" -gt 0 ]; then
  sudo=""; [ "$(id -u)" -eq 0 ] || sudo=sudo
  $sudo apt-get update -qq
  $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

dotnet build -c Release -v q --nologo "$root/benchmarks/LindbladVerify.Benchmarks/LindbladVerify.Benchmarks.csproj"
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
"$python" "$here/compare.py" --out "$out" \
  --engine "$root/benchmarks/LindbladVerify.Benchmarks/bin/Release/net10.0/LindbladVerify.Benchmarks.dll" "$@"
