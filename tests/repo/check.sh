#!/bin/bash
# The one command before a commit: format, debug, headers alone, clang-tidy, release, sanitize.
#   check.sh          all of it
#   check.sh --quick  the release build and all checks that need no build (./dimai test)
#   check.sh --ci     the same, with the kernel and the models in the sanitize build (.ci/run)
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
mode=${1---all}
logs=build/check
passed=0 failed=0
mkdir -p "$logs"
export PATH=/usr/bin:/bin:$PATH  # Debian's own python3 comes first
export PYTHONPATH=$PWD/analysis${PYTHONPATH:+:$PYTHONPATH}
export CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)} DIMAI_ROOT=$PWD

# Passed and failed of `ctest -V`: doctest's own count where a test has one, else one a test.
count_ctest() {
  awk '
    match($0, /^[0-9]+: \[doctest\] test cases:/) {
      id = $1 + 0; split($0, part, "|")
      split(part[2], p, " "); split(part[3], f, " "); counted[id] = 1; ok[id] = p[1]; bad[id] = f[1]
    }
    match($0, /Test +#[0-9]+:/) {
      text = substr($0, RSTART, RLENGTH); gsub(/[^0-9]/, "", text); id = text + 0
      if (/ Passed /) { passed += counted[id] ? ok[id] : 1 }
      else { passed += ok[id]; failed += bad[id] ? bad[id] : 1 }
    }
    END { print passed + 0, failed + 0 }' "$1"
}

# Passed and failed of the last line of `pytest -q`.
count_pytest() {
  tail -n 1 "$1" | awk '{
    for (i = 2; i <= NF; ++i) {
      if ($i ~ /^passed/) passed = $(i - 1)
      if ($i ~ /^(failed|error)/) failed += $(i - 1)
    }
    print passed + 0, failed + 0 }'
}

count_one() { :; }

# step <name> <how to count> <command>...: runs it, counts, and shows its output if it failed.
step() {
  local name=$1 count=$2 log status=0 start=$SECONDS ok bad
  shift 2
  log=$logs/${name//[^a-z]/-}.log
  "$@" >"$log" 2>&1 </dev/null || status=1
  read -r ok bad < <("$count" "$log")
  [ -n "${ok-}" ] || { ok=$((1 - status)); bad=$status; }
  [ "$status" = 0 ] || [ "$bad" != 0 ] || bad=1
  passed=$((passed + ok))
  failed=$((failed + bad))
  printf '%-26s %5d passed %3d failed %5d s\n' "$name" "$ok" "$bad" $((SECONDS - start))
  if [ "$bad" != 0 ]; then
    { grep -E -B 1 -A 8 'ERROR:|FAILED|Failed|error:' "$log" || cat "$log"; } | tail -n 80
    echo "(the whole output is in $log)"
  fi
}

# build_tests <preset> <target>...: configures and builds.
build_tests() {
  local preset=$1
  shift
  cmake --preset "$preset" -DDIMAI_TESTS=ON && cmake --build "build/$preset" --target "$@"
}

# A full build of a preset and all its tests.
tests_of() {
  step "build $1" count_one build_tests "$1" all
  step "tests in $1" count_ctest ctest --test-dir "build/$1" -V
}

# The kernel's and the models' tests alone, among them the golden hash of the event log.
core_tests_of() {
  step "build $1" count_one build_tests "$1" test_sim test_models
  step "kernel and models in $1" count_ctest ctest --test-dir "build/$1" -V -R '^(sim|models)$'
}

cpp_files() { find sim models scenarios bindings tests -name '*.[ch]pp'; }

check_format() {
  cpp_files | xargs clang-format --dry-run -Werror 2>&1 | sed -n 's/:[0-9]*:[0-9]*: error:/:/p' |
    cut -d: -f1 | uniq | sed 's/$/: error: is not formatted; clang-format -i does it/'
  return "$((PIPESTATUS[1] != 0))"
}

check_python_types() {
  local status=0
  python3 -m mypy --config-file analysis/mypy.ini analysis/dimai || status=1
  (cd tests/repo && python3 -m mypy --strict ./*.py) || status=1
  return $status
}

check_tidy() {
  find sim models scenarios -name '*.cpp' | sort |
    xargs -P "$(nproc)" -n 4 clang-tidy --quiet -p build/debug 2>/dev/null
}

step "format" count_one check_format
step "layers" count_one python3 tests/repo/check_layers.py
step "sizes" count_one python3 tests/repo/check_sizes.py
step "texts" count_one python3 tests/repo/check_texts.py
step "python types" count_one check_python_types
tests_of release
[ "$mode" != --all ] || export DIMAI_SLURM=1  # the recipe for Slurm, where Debian's slurm-wlm is installed
step "python" count_pytest python3 -m pytest -q -n "$(nproc)" analysis tests/analysis tests/bindings tests/data tests/repo tests/scenarios tests/validation
case $mode in
  --quick) ;;
  --ci) core_tests_of sanitize ;;
  *)
    tests_of debug
    step "headers alone" count_one \
      cmake --build build/debug --target all_verify_interface_header_sets
    step "clang-tidy" count_one check_tidy
    tests_of sanitize
    ;;
esac
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
