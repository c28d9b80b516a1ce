#!/usr/bin/env bash
# Many identical two-level atoms by `simulate` and by QuTiP's piqs, one after the other in the same run: processor time and the largest difference of the values.
# Usage: benchmarks/peers/identical-sites/run.sh [--repeat N] [--atoms 10,20,50] [--driven 10,20]; needs QuTiP in python3 (Debian: python3-qutip).
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../../.." && pwd)"
python="${PYTHON:-/usr/bin/python3}"
program="${LINDBLAD_VERIFY:-}"
if [ -z "$program" ]; then
  dotnet build -c Release -v q --nologo "$root/src/LindbladVerify.Cli/LindbladVerify.Cli.csproj"
  program="dotnet $root/src/LindbladVerify.Cli/bin/Release/net10.0/lindblad-verify.dll"
fi

export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
"$python" "$here/compare.py" --engine "$program" "$@"
