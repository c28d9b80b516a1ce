#!/usr/bin/env bash
# Times `simulate` against QuTiP's mesolve and mcsolve, scipy's expm_multiply, and quantum jumps in plain C++ on the same models,
# and checks all of them against a reference.
# Usage: benchmarks/peers/simulate/run.sh [--paper 3,4,5,6,12] [--without-symmetry 4,5,6,7] [--quantum-jumps 4,6] [--seconds S]
# Missing Debian packages are installed.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../../.." && pwd)"
out="$root/artifacts/peers"
python=/usr/bin/python3
mkdir -p "$out"

missing=()
"$python" -c 'import numpy, scipy, qutip' 2>/dev/null || missing+=(python3-numpy python3-scipy python3-qutip)
command -v g++ >/dev/null || missing+=(g++)
if [ "${#missing[@]}" -gt 0 ]; then
  sudo=""; [ "$(id -u)" -eq 0 ] || sudo=sudo
  $sudo apt-get update -qq
  $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

g++ -O3 -march=native -ffast-math -o "$out/jumps" "$here/jumps.cpp"
dotnet build -c Release -v q --nologo "$root/benchmarks/LindbladVerify.Benchmarks/LindbladVerify.Benchmarks.csproj"
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
"$python" "$here/compare.py" --jumps "$out/jumps" --json "$out/simulate.json" \
  --engine "$root/benchmarks/LindbladVerify.Benchmarks/bin/Release/net10.0/LindbladVerify.Benchmarks.dll" "$@"
echo "ratios: $out/simulate.json"
