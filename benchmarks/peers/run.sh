#!/usr/bin/env bash
# Times the trajectory kernels against NumPy (plain and tuned), plain C++ and QuTiP on the same work and the same core.
# Usage: benchmarks/peers/run.sh [--avx2] [--rounds N] [--trajectories N] [--steps N]; missing Debian packages are installed.
# --avx2 keeps the runtime, the compiler and NumPy from wider registers, as on a processor without AVX-512.
set -euo pipefail
target=native
if [ "${1:-}" = --avx2 ]; then
  shift
  target=x86-64-v3
  export DOTNET_EnableAVX512=0
  export NPY_DISABLE_CPU_FEATURES="AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL"
fi
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
out="$root/artifacts/peers"
python=/usr/bin/python3
mkdir -p "$out"

missing=()
"$python" -c 'import numpy' 2>/dev/null || missing+=(python3-numpy)
"$python" -c 'import qutip' 2>/dev/null || missing+=(python3-qutip)
command -v g++ >/dev/null || missing+=(g++)
if [ "${#missing[@]}" -gt 0 ]; then
  sudo=""; [ "$(id -u)" -eq 0 ] || sudo=sudo
  $sudo apt-get update -qq
  $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

g++ -O3 "-march=$target" -ffast-math -o "$out/trajectories" "$here/trajectories.cpp"
dotnet build -c Release -v q --nologo "$root/benchmarks/LindbladVerify.Benchmarks/LindbladVerify.Benchmarks.csproj"
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
"$python" "$here/compare.py" --here "$here" --cpp "$out/trajectories" --json "$out/ratios.json" \
  --engine "$root/benchmarks/LindbladVerify.Benchmarks/bin/Release/net10.0/LindbladVerify.Benchmarks.dll" "$@"
echo "ratios: $out/ratios.json"
