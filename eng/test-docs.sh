#!/usr/bin/env bash
# Runs every command of the program that stands in a block of the documentation, in an empty folder beside a copy of docs, and builds
# the site. Needs a build (dotnet build -c Release); ends with a line "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
program="dotnet $root/src/LindbladVerify.Cli/bin/Release/net10.0/lindblad-verify.dll"
passed=0 failed=0 skipped=0

# The files that the blocks name without making them.
cp -r docs "$work/docs"
grep -v '^ *electron:' docs/models/paper-three-spins.yaml >"$work/MODEL.yaml" # one observable is left
cp docs/formulas/chessari-equation-11-as-printed.yaml "$work/FORMULA.yaml"
cp -r docs/formulas/models "$work/models"
cd "$work" || exit 1
$program verify --init my.yaml || exit 1

# What is not run, and why.
reason() {
  case $1 in
    *"sweep submit"*) echo "needs a Slurm cluster (eng/test-slurm.sh makes one)" ;;
    *FROM:TO:POINTS*) echo "a form to fill in" ;;
    *"hypres model.yaml"*) echo "needs a file of one's own" ;;
    *"verify --gallery"* | *"verify docs/formulas/*.yaml"*) echo "the tests of the gallery judge it" ;;
    *"doctor --benchmark"*) echo "measures the machine" ;;
  esac
}

declare -A done_before
pages=(README.md packaging/README.md CONTRIBUTING.md docs/*.md docs/models/README.md docs/formulas/README.md)
for page in "${pages[@]}"; do
  while IFS= read -r line; do
    why=$(reason "$line")
    if [ -n "$why" ]; then
      echo "skipped: $page: $line ($why)"
      skipped=$((skipped + 1))
      continue
    fi
    arguments=${line#dotnet run -c Release --project src/LindbladVerify.Cli -- }
    arguments=${arguments#lindblad-verify }
    case $arguments in # a quick look says whether the command is right; CI runs the whole suite besides
      verify*--init*) ;;
      verify*) [[ $arguments == *--quick* ]] || arguments="${arguments%%  #*} --quick" ;;
      *) arguments=${arguments%%  *#*} ;;
    esac
    [ -z "${done_before[$arguments]:-}" ] || continue
    done_before[$arguments]=1
    [[ $arguments != *--init* ]] || rm -f my.yaml
    if eval "timeout 600 $program $arguments" >log 2>&1 </dev/null; then
      passed=$((passed + 1))
    else
      echo "FAILED: $page: $line"
      tail -n 5 log
      failed=$((failed + 1))
    fi
  done < <(awk '/^```/ { inside = !inside; next } inside && /^(lindblad-verify |dotnet run -c Release --project src\/LindbladVerify\.Cli -- )/' "$root/$page")
done

cd "$root" || exit 1
if bash eng/docs.sh >"$work/log" 2>&1; then
  tail -n 1 "$work/log"
  passed=$((passed + 1))
else
  echo "FAILED: the site"
  grep -iE "warning|error" "$work/log" | head -n 20
  failed=$((failed + 1))
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 20 ]
