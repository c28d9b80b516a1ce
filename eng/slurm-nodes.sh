#!/usr/bin/env bash
# A real Slurm on this machine, for tests: one controller and N nodes (default 2) on loopback, without accounting.
# Usage: source eng/slurm-nodes.sh start [NODES]   (exports SLURM_CONF)   |   ... stop
# Needs the rights of the superuser and slurmctld, slurmd and munged (Debian: slurm-wlm, munge). Everything lies under $SLURM_HOME.
slurm_nodes_start() {
  local nodes=${1:-2} host cpus i
  host=$(hostname -s); cpus=$(nproc)
  command -v slurmctld >/dev/null && command -v slurmd >/dev/null && command -v munged >/dev/null || { echo "slurm-nodes: slurmctld, slurmd or munged is missing" >&2; return 2; }
  export SLURM_HOME=${SLURM_HOME:-$(mktemp -d)}
  export SLURM_CONF=$SLURM_HOME/slurm.conf
  mkdir -p "$SLURM_HOME/state" "$SLURM_HOME/log"
  cat > "$SLURM_CONF" <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=${SLURM_TEST_PORT:-16817}
AuthType=auth/munge
CryptoType=crypto/munge
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
ReturnToService=2
SlurmctldPidFile=$SLURM_HOME/slurmctld.pid
SlurmdPidFile=$SLURM_HOME/slurmd-%n.pid
SlurmdSpoolDir=$SLURM_HOME/spool-%n
StateSaveLocation=$SLURM_HOME/state
SlurmUser=root
SlurmctldLogFile=$SLURM_HOME/log/controller.log
SlurmdLogFile=$SLURM_HOME/log/%n.log
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobAcctGatherType=jobacct_gather/none
SchedulerParameters=requeue_delay=1
SlurmdTimeout=10
KillWait=5
MinJobAge=300
CONF
  for ((i = 1; i <= nodes; i++)); do
    echo "NodeName=n$i NodeHostname=$host NodeAddr=127.0.0.1 Port=$((17100 + i)) CPUs=$cpus State=UNKNOWN" >> "$SLURM_CONF"
  done
  echo "PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE OverSubscribe=FORCE State=UP" >> "$SLURM_CONF"
  if ! munge -n >/dev/null 2>&1; then
    mkdir -p /run/munge && chown munge:munge /run/munge && runuser -u munge -- "$(command -v munged || echo /usr/sbin/munged)" || return 1
    sleep 1
  fi
  slurmctld -f "$SLURM_CONF" || return 1
  sleep 1
  for ((i = 1; i <= nodes; i++)); do slurm_node_start "$i" || return 1; done
  for i in $(seq 60); do [ "$(sinfo -h -N -o %t | grep -c idle)" = "$nodes" ] && return 0; sleep 0.5; done
  echo "slurm-nodes: the nodes did not come up; see $SLURM_HOME/log" >&2
  return 1
}
slurm_node_start() { mkdir -p "$SLURM_HOME/spool-n$1"; slurmd -N "n$1" -f "$SLURM_CONF"; }
slurm_nodes_stop() {
  local f
  for f in "$SLURM_HOME"/slurmd-*.pid "$SLURM_HOME"/slurmctld.pid; do [ -f "$f" ] && kill "$(cat "$f")" 2>/dev/null; done
  return 0
}
case "${1:-}" in
  start) shift; slurm_nodes_start "$@" ;;
  stop) slurm_nodes_stop ;;
esac
