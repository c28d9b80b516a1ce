#!/usr/bin/env bash
# Submits a sweep to a real Slurm of two nodes on this machine, kills a task and the daemon of a node on the way, and compares the merged
# store with that of one undisturbed process. Ends with 0 when they are equal, 1 when not, 77 (skipped, with the reason) where Slurm is missing.
# Usage: eng/test-slurm.sh PATH/TO/lindblad-verify.dll
set -u
dll=$(readlink -f "$1")
here=$(dirname "$(readlink -f "$0")")
PATH=$PATH:/usr/sbin:/sbin
for tool in slurmctld slurmd munged sbatch; do
  command -v "$tool" >/dev/null || { echo "skipped: no $tool here (Debian: slurm-wlm, munge)"; exit 77; }
done
[ "$(id -u)" = 0 ] || { echo "skipped: a Slurm of one's own needs the rights of the superuser"; exit 77; }
work=$(mktemp -d)
export SLURM_HOME=$work/slurm
source "$here/slurm-nodes.sh"
trap 'scancel --full --user=root 2>/dev/null; slurm_nodes_stop; sleep 1; rm -rf "$work"' EXIT
slurm_nodes_start 2 || { echo "skipped: Slurm did not start here"; exit 77; }

cat > "$work/sweep.yaml" <<'SWEEP'
name: slurm test
pair: { dipolar: D, hyperfine: 4e5, polarization: P, electronRate: Gc, broadening: 1e5 }
vary: { Gc: { from: 1e5, to: 1e6, points: 12, scale: log }, P: { from: 0, to: 1.02, points: 9 }, D: [2e4, 4e4] }
compute: { mc: { quantity: monte-carlo, trajectories: 500 }, W: { quantity: residence-time } }
SWEEP
dotnet "$dll" sweep run "$work/sweep.yaml" --store "$work/one.sqlite" || exit 1
submitted=$(dotnet "$dll" sweep submit "$work/sweep.yaml" --store "$work/jobs" --tasks 6 --sbatch "--time=10 --mem=0" --json) || { echo "$submitted"; exit 1; }
echo "$submitted"

# A task is killed by force as soon as there is one, and the daemon of a node is, and comes back.
for _ in $(seq 100); do task=$(pgrep -f "sweep run $work/sweep.yaml --store $work/jobs" | head -1); [ -n "$task" ] && break; sleep 0.1; done
sleep 1
[ -n "$task" ] && kill -KILL "$task" && echo "killed task process $task"
kill -KILL "$(cat "$SLURM_HOME/slurmd-n2.pid")" && echo "killed the daemon of n2"
sleep 2
slurm_node_start 2
for _ in $(seq 300); do [ -z "$(squeue -h)" ] && break; sleep 1; done
squeue
# The task that was killed by force is missing; submitting again runs what is missing and nothing else.
dotnet "$dll" sweep submit "$work/sweep.yaml" --store "$work/jobs" --tasks 6 --sbatch "--time=10 --mem=0" --json || exit 1
for _ in $(seq 300); do [ -z "$(squeue -h)" ] && break; sleep 1; done
cat "$work/jobs/merge.log"
dotnet "$dll" sweep export "$work/one.sqlite" --csv "$work/one.csv" || exit 1
dotnet "$dll" sweep export "$work/jobs/merged.sqlite" --csv "$work/merged.csv" || exit 1
cmp "$work/one.csv" "$work/merged.csv" || { echo "the merged store differs from that of one process"; tail -n 5 "$work"/jobs/*.log; exit 1; }
echo "the merged store equals that of one process: $(($(wc -l < "$work/one.csv") - 1)) points"
