#include "scenarios/commands/resumption.hpp"

#include <system_error>

#include "scenarios/output_folder.hpp"
#include "scenarios/snapshots/earlier_result.hpp"

namespace dimai::scenarios {

Resumption resumption_of(RunOptions& options) {
  namespace fs = std::filesystem;
  Resumption resumed{read_snapshot(options.resume), {}, {}};
  const SnapshotLabel& label = resumed.snapshot.label;
  resumed.earlier = find_earlier_result(options.resume, label);
  if (options.scenario.empty()) options.scenario = label.scenario;
  options.overrides.insert(options.overrides.begin(), label.overrides.begin(),
                           label.overrides.end());
  if (options.output.empty()) options.output = resumed_output(options.scenario);
  std::error_code none;
  if (fs::equivalent(options.output, fs::absolute(options.resume).parent_path(), none))
    throw SnapshotError("--output: the result in " + options.output.generic_string() +
                        " is what the run goes on from, and stays as it is; needs another folder");
  if (const auto problem = unwritable_output(options.output))
    throw SnapshotError(to_text(*problem));
  return resumed;
}

}  // namespace dimai::scenarios
