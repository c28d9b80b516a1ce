#!/usr/bin/env bash
# A grid of steady states by `sweep run` and by QuTiP's parallel_map over steadystate, with as many workers.
# Usage: benchmarks/peers/sweep/run.sh [WORKERS]; needs QuTiP in python3 (Debian: python3-qutip).
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../../.." && pwd)"
out="$(mktemp -d)"
trap 'rm -rf "$out"' EXIT
workers="${1:-$(nproc)}"
python="${PYTHON:-/usr/bin/python3}"
program="${LINDBLAD_VERIFY:-}"
if [ -z "$program" ]; then
  dotnet build -c Release -v q --nologo "$root/src/LindbladVerify.Cli/LindbladVerify.Cli.csproj"
  program="dotnet $root/src/LindbladVerify.Cli/bin/Release/net10.0/lindblad-verify.dll"
fi

$program sweep run "$here/sweep.yaml" --store "$out/s" --threads "$workers" --json > "$out/ours.json"
$program sweep export "$out/s" --npz "$out/s.npz"
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
"$python" "$here/steadystate_qutip.py" "$out/s.npz" 10 "$workers" > "$out/qutip.json"
"$python" - "$out/ours.json" "$out/qutip.json" <<'PY'
import json, sys
ours, peer = (json.load(open(f)) for f in sys.argv[1:])
cpu = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), "unknown")
print(f"{cpu}, {peer['workers']} workers")
print(f"sweep run: {ours['pointsPerSecond']:.4g} points/s ({ours['points']} points, start of the program not counted)")
print(f"QuTiP {peer['qutip']}: {peer['pointsPerSecond']:.4g} points/s ({peer['points']} points); ratio {ours['pointsPerSecond'] / peer['pointsPerSecond']:.3g}")
print(f"largest difference of the values: {peer['largestDifference']:.2g}")
PY
