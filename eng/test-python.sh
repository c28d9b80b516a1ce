#!/usr/bin/env bash
# Tests the Python module with a program that was built (dotnet build -c Release); ends with a line "N passed, N failed, N skipped".
# NumPy is needed; SymPy and QuTiP where they are installed. PYTHON names another interpreter than python3.
set -uo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-/usr/bin/python3}
if ! "$python" -c 'import numpy' 2>/dev/null; then
  echo "skipped: the Python module ($python has no NumPy)"
  echo "0 passed, 0 failed, 1 skipped"
  exit 0
fi
export PYTHONPATH=$PWD/python PYTHONDONTWRITEBYTECODE=1
export LINDBLAD_VERIFY=${LINDBLAD_VERIFY:-dotnet $PWD/src/LindbladVerify.Cli/bin/Release/net10.0/lindblad-verify.dll}
tests=(python/tests/test_commands.py python/tests/test_documentation.py)
left_out=0
if "$python" -W ignore -c 'import qutip' 2>/dev/null; then
  tests+=(python/tests/test_qutip.py)
else
  echo "skipped: the converter from QuTiP ($python has no QuTiP)"
  left_out=1
fi
log=$(mktemp)
"$python" -W ignore -m unittest "${tests[@]}" 2>&1 | tee "$log"
code=${PIPESTATUS[0]}
ran=$(sed -nE 's/^Ran ([0-9]+) tests?.*/\1/p' "$log")
count() { grep -oE "$1=[0-9]+" "$log" | grep -oE '[0-9]+' | awk '{ n += $1 } END { print n + 0 }'; }
failed=$(($(count failures) + $(count errors))) skipped=$(count skipped)
[ "$code" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
rm -f "$log"
echo "$((${ran:-0} - failed - skipped)) passed, $failed failed, $((skipped + left_out)) skipped"
exit "$code"
