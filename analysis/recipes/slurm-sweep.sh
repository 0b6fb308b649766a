#!/bin/bash
# Runs a sweep on a Slurm cluster: Dask workers start inside a job array, and the sweep, which runs
# where this is called (a login node, or a job of its own), hands them the tasks.
#
#   analysis/recipes/slurm-sweep.sh SWEEP.toml WORKERS [FOLDER] [-- SBATCH OPTIONS...]
#
# FOLDER (default: results/<name of the sweep>) must be on a disk that all nodes see, and so must
# dimai, at the same path. A worker that is killed, or whose job runs out of time, costs nothing: its
# run is given to another. A sweep that was stopped goes on when this is called again.
set -euo pipefail

root=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../..
root=$(readlink -f "$root")
sweep=${1:?needs SWEEP.toml}
workers=${2:?needs the number of workers}
shift 2
folder=results/$(basename "$sweep" .toml)
if [ $# -gt 0 ] && [ "$1" != -- ]; then folder=$1; shift; fi
if [ $# -gt 0 ]; then shift; fi  # the --

mkdir -p "$folder"
folder=$(readlink -f "$folder")
export PYTHONPATH=$root/analysis${PYTHONPATH:+:$PYTHONPATH} DIMAI_ROOT=$root
where=$folder/scheduler.json
rm -f "$where"

"$root/dimai" sweep "$sweep" --check
/usr/bin/dask-scheduler --host "$(hostname)" --port 0 --no-dashboard --scheduler-file "$where" \
  >"$folder/scheduler.log" 2>&1 &
scheduler=$!
job=
end() {
  [ -z "$job" ] || scancel "$job" 2>/dev/null || true
  kill "$scheduler" 2>/dev/null || true
}
trap end EXIT

for _ in $(seq 100); do [ -s "$where" ] && break; sleep 0.2; done
[ -s "$where" ] || { echo "the scheduler did not start: $folder/scheduler.log" >&2; exit 1; }

# Each worker has one thread, so that its memory is that of one run.
job=$(sbatch --parsable --array="1-$workers" --job-name=dimai --output="$folder/worker-%a.log" "$@" \
  --wrap "exec /usr/bin/dask-worker --scheduler-file '$where' --nthreads 1 --no-dashboard \
--death-timeout 120 --local-directory \"\${TMPDIR:-/var/tmp}\"")
echo "job array $job: waiting for the first worker…"
/usr/bin/python3 -c "
import sys, distributed
distributed.Client(scheduler_file=sys.argv[1]).wait_for_workers(1)" "$where"
"$root/dimai" sweep "$sweep" --output "$folder" --scheduler "$where"
