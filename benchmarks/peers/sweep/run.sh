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

TIMEFORMAT='%U %S'
{ time $program sweep run "$here/sweep.yaml" --store "$out/s" --threads "$workers" --json > "$out/ours.json"; } 2> "$out/processor"
$program sweep export "$out/s" --npz "$out/s.npz"
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
"$python" "$here/steadystate_qutip.py" "$out/s.npz" 300 "$workers" > "$out/qutip.json"
"$python" - "$out/ours.json" "$out/qutip.json" "$out/processor" <<'PY'
import json, sys
ours, peer = (json.load(open(f)) for f in sys.argv[1:3])
used = 1e6 * sum(map(float, open(sys.argv[3]).read().split()[-2:])) / ours["points"]
cpu = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), "unknown")
print(f"{cpu}, {peer['workers']} workers")
print(f"sweep run: {ours['pointsPerSecond']:.4g} points/s, {used:.3g} µs of processor a point with the start of the program ({ours['points']} points)")
print(f"QuTiP {peer['qutip']}: {peer['pointsPerSecond']:.4g} points/s, {peer['processorMicroseconds']:.3g} µs of processor a point ({peer['points']} points)")
print(f"ratio {ours['pointsPerSecond'] / peer['pointsPerSecond']:.3g} by the clock, {peer['processorMicroseconds'] / used:.3g} by processor time")
print(f"largest difference of the values: {peer['largestDifference']:.2g}")
PY
