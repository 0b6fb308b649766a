#!/bin/bash
# Runs a sweep on a Slurm cluster: Dask workers start inside a job array, and the sweep, which runs
# where this is called (a login node, or a job of its own), hands them the tasks.
#
#   analysis/recipes/slurm-sweep.sh SWEEP.toml WORKERS [FOLDER] [-- SBATCH OPTIONS...]
#
# FOLDER (default: results/<name of the sweep>) must be on a disk that all nodes see, and so must
# dimai, at the same path. A worker that is killed, or whose job runs out of time, costs nothing: its
# run is given to another. A sweep that was stopped, or whose jobs all ended before it did, goes on
# when this is called again. DIMAI_WATCH_S (30): seconds between looks at the queue.
set -euo pipefail

root=$(readlink -f "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../..")
usage="usage: $0 SWEEP.toml WORKERS [FOLDER] [-- SBATCH OPTIONS...]"
sweep=${1:?$usage}
workers=${2:?$usage}
shift 2
if ! [[ $workers =~ ^[1-9][0-9]*$ ]]; then
  echo "got \"$workers\" workers, accepts a whole number from 1; $usage" >&2
  exit 2
fi
folder=results/$(basename "$sweep" .toml)
if [ $# -gt 0 ] && [ "$1" != -- ]; then folder=$1; shift; fi
if [ $# -gt 0 ]; then
  [ "$1" = -- ] || { echo "got \"$1\" after the folder; $usage" >&2; exit 2; }
  shift
fi
for program in sbatch squeue scancel /usr/bin/dask-scheduler; do
  command -v "$program" >/dev/null || { echo "$program is not installed here" >&2; exit 1; }
done

"$root/dimai" sweep "$sweep" --check
mkdir -p "$folder"
folder=$(readlink -f "$folder")
where=$folder/scheduler.json
rm -f "$where" "$folder"/worker-*.log
export PYTHONPATH=$root/analysis${PYTHONPATH:+:$PYTHONPATH} DIMAI_ROOT=$root

job='' scheduler='' waiting=''
end() {
  [ -z "$job" ] || scancel "$job" 2>/dev/null || true
  [ -z "$waiting" ] || kill "$waiting" 2>/dev/null || true
  [ -z "$scheduler" ] || kill "$scheduler" 2>/dev/null || true
  rm -f "$where"
}
trap end EXIT

/usr/bin/dask-scheduler --host "$(hostname)" --port 0 --no-dashboard --scheduler-file "$where" \
  >"$folder/scheduler.log" 2>&1 &
scheduler=$!
for _ in $(seq 150); do [ -s "$where" ] && break; sleep 0.2; done
[ -s "$where" ] || { echo "the scheduler did not start: $folder/scheduler.log" >&2; exit 1; }

# Each worker has one thread, so that its memory is that of one run. What it needs to find dimai is
# said here, for a cluster may be set up not to hand the environment on.
job=$(sbatch --parsable --array="1-$workers" --job-name=dimai --output="$folder/worker-%a.log" "$@" \
  --wrap "export PYTHONPATH='$PYTHONPATH' DIMAI_ROOT='$root'
exec /usr/bin/dask-worker --scheduler-file '$where' --nthreads 1 --no-dashboard \
--death-timeout 120 --local-directory \"\${TMPDIR:-/var/tmp}\"")
job=${job%%;*}  # a federation adds the cluster's name

# True once none of the array's jobs waits or runs; false as long as Slurm gives no answer.
ended() {
  local said
  if said=$(squeue --noheader --jobs "$job" 2>&1); then [ -z "$said" ]; else [[ $said == *Invalid* ]]; fi
}

# with_workers <command>...: runs it; if all workers' jobs end before it, it is stopped as by Ctrl-C.
with_workers() {
  local status=0
  "$@" &
  waiting=$!
  trap 'kill "$waiting" 2>/dev/null' INT TERM  # a sweep takes SIGTERM as Ctrl-C
  while kill -0 "$waiting" 2>/dev/null; do
    for _ in $(seq $((${DIMAI_WATCH_S:-30} * 5))); do
      sleep 0.2
      kill -0 "$waiting" 2>/dev/null || break 2
    done
    if ended; then
      echo "all jobs of the array $job have ended, and the sweep has not; their last words:" >&2
      tail -n 2 "$folder"/worker-*.log >&2 || true
      echo "calling this again goes on from what is done; --time=... gives workers longer" >&2
      kill "$waiting" 2>/dev/null || true
      wait "$waiting" || true
      exit 1
    fi
  done
  wait "$waiting" || status=$?
  waiting=
  return "$status"
}

echo "job array $job: waiting for the first worker…"
with_workers /usr/bin/python3 -c "
import sys, distributed
distributed.Client(scheduler_file=sys.argv[1]).wait_for_workers(1)" "$where"
with_workers "$root/dimai" sweep "$sweep" --output "$folder" --scheduler "$where"
