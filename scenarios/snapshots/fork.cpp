#include "scenarios/snapshots/fork.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "models/yards/junction_policy.hpp"
#include "scenarios/find_scenario.hpp"
#include "scenarios/formats/clock_text.hpp"
#include "scenarios/read_scenario.hpp"
#include "sim/time.hpp"

namespace dimai::scenarios {

namespace {

namespace fs = std::filesystem;

constexpr const char* kAccepted =
    "; accepts run.duration, run.seed, run.replication, run.reroute_interval, demand, closure, "
    "empties, formation, report";

struct Rule {
  std::string_view key;     ///< it and all below it
  std::string_view reason;  ///< why it may not change; "" if it may
};

/// The first that fits counts.
constexpr std::array<Rule, 17> kRules{{
    {"run.duration", ""},
    {"run.seed", ""},
    {"run.replication", ""},
    {"run.reroute_interval", ""},
    {"demand", ""},
    {"closure", ""},
    {"empties", ""},
    {"formation", ""},
    {"report", ""},
    {"run.time_bin", "time bins that are filled have the length that they have"},
    {"run.regions", "the state is cut into the regions that the run was cut into"},
    {"dispatch", "the state is of decisions at those times"},
    {"guideway", "trains on their way have left by it"},
    {"capsule", "capsules that are on their way are built"},
    {"network", "what stands there would have no place"},
    {"berths", "capsules that stand there hold its places"},
    {"output", "the tables of the result so far would not fit"},
}};

std::string_view key_of(std::string_view assignment) {
  return assignment.substr(0, assignment.find('='));
}

bool is_below(std::string_view key, std::string_view above) {
  return key.starts_with(above) && (key.size() == above.size() || key[above.size()] == '.');
}

std::string reason_against(std::string_view key) {
  const auto* rule = std::find_if(kRules.begin(), kRules.end(),
                                  [&](const Rule& each) { return is_below(key, each.key); });
  if (rule == kRules.end()) return "what has happened so far follows from it";
  return std::string(rule->reason);
}

/// Whole numbers of nanoseconds, for the times of closures are those of events.
bool same_past(const models::Closure& a, const models::Closure& b, std::int64_t now_ns) {
  const std::int64_t a_end = sim::seconds(a.until_s).ns;
  const std::int64_t b_end = sim::seconds(b.until_s).ns;
  return a.link == b.link && sim::seconds(a.from_s) == sim::seconds(b.from_s) &&
         (a_end == b_end || (a_end > now_ns && b_end > now_ns));
}

/// Closures that have begun stay, and end when they ended.
bool closures_fit(const Scenario& before, const Scenario& after, std::int64_t now_ns) {
  const auto begun = [&](const Scenario& scenario) {
    std::vector<models::Closure> list;
    for (const models::Closure& each : scenario.closures) {
      if (sim::seconds(each.from_s).ns <= now_ns) list.push_back(each);
    }
    return list;
  };
  const std::vector<models::Closure> a = begun(before);
  const std::vector<models::Closure> b = begun(after);
  return a.size() == b.size() &&
         std::is_permutation(a.begin(), a.end(), b.begin(),
                             [&](const auto& x, const auto& y) { return same_past(x, y, now_ns); });
}

/// First node where capsules stand under one policy and not under the other; "" if there is none.
std::string other_yard(const Scenario& before, const Scenario& after) {
  const auto policies = [](const Scenario& scenario) {
    return models::junction_policies(
        scenario.network, {scenario.formation, scenario.formation_at, {}}, scenario.guideway);
  };
  const auto a = policies(before);
  const auto b = policies(after);
  for (const models::NodeIndex node : a.indices()) {
    const models::Node& row = before.network.nodes[node];
    const bool stands = row.kind == models::NodeKind::yard || row.kind == models::NodeKind::siding;
    if (stands && models::holds_standing(a[node].policy) != models::holds_standing(b[node].policy))
      return row.id;
  }
  return "";
}

std::string hash_of_file(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return text_hash({std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()});
}

/// Below the scenario's folder if it is there, else by itself: so a scenario may be moved.
std::string name_of(const fs::path& file, const fs::path& scenario) {
  const fs::path folder = fs::is_directory(scenario) ? scenario : scenario.parent_path();
  const fs::path relative = fs::absolute(file).lexically_normal().lexically_proximate(folder);
  const bool below = !relative.is_absolute() && *relative.begin() != "..";
  return (below ? relative : file.filename()).generic_string();
}

void check_files(const SnapshotLabel& before, const SnapshotLabel& now, Problems& problems) {
  const auto error = [&](const std::string& file, const std::string& message) {
    problems.add({file, 0, 0, "", message, Severity::error});
  };
  if (now.source_hash != before.source_hash)
    error(now.scenario,
          "is another than when the snapshot was made; a run goes on in the scenario "
          "that it began in, with changes by --set alone");
  for (const auto& [name, hash] : before.file_hashes) {
    const auto found = now.file_hashes.find(name);
    if (found == now.file_hashes.end())
      error(name, "was read when the snapshot was made, but not now");
    else if (found->second != hash)
      error(name, "is another than when the snapshot was made");
  }
  for (const auto& [name, hash] : now.file_hashes) {
    if (!before.file_hashes.contains(name)) error(name, "was not read when the snapshot was made");
  }
}

void check_keys(const Scenario& scenario, const std::vector<std::string>& changes, Fork& fork,
                Problems& problems) {
  for (const std::string& change : changes) {
    const std::string key(key_of(change));
    const auto error = [&](const std::string& message) {
      problems.add({"--set", 0, 0, key, message, Severity::error});
    };
    fork.any = true;
    if (const std::string reason = reason_against(key); !reason.empty())
      error("may not change while a run goes: " + reason + kAccepted);
    const bool seed = key == "run.seed" || key == "run.replication";
    if ((seed || key == "run.duration") && !scenario.pipelines.empty())
      error("may not change while a run of pipelines goes: they have drawn and planned all of it");
    fork.demand |= seed || is_below(key, "demand");
    fork.closures |= is_below(key, "closure");
    fork.rerouting |= key == "run.reroute_interval";
    fork.empties |= is_below(key, "empties");
    if (fork.demand && scenario.run.regions > 1)
      error("may not change while a run in regions goes: they were cut for the demand as it was");
  }
}

}  // namespace

SnapshotLabel label_of(const Scenario& scenario, const fs::path& path, const std::string& origin) {
  SnapshotLabel label;
  label.version = this_version();
  label.scenario = fs::absolute(path).lexically_normal().generic_string();
  label.source_hash = text_hash(scenario.source_text);
  Problems none;
  const auto toml = find_scenario(path, none);
  for (const std::string& file : scenario.files) {
    std::error_code failure;
    if (toml && fs::equivalent(file, *toml, failure) && !is_epanet_file(*toml)) continue;
    label.file_hashes[name_of(file, label.scenario)] = hash_of_file(file);
  }
  label.overrides = scenario.overrides;
  label.origin = origin;
  std::string all = label.version + "\n" + label.source_hash + "\n" + origin;
  for (const auto& [name, hash] : label.file_hashes) all += "\n" + name + "\n" + hash;
  for (const std::string& each : label.overrides) all += "\n" + each;
  label.fingerprint = text_hash(all);
  return label;
}

Fork check_fork(const SnapshotLabel& label, const Scenario& scenario,
                const std::vector<std::string>& changes) {
  Problems problems;
  Fork fork;
  check_files(label, label_of(scenario, label.scenario, ""), problems);
  check_keys(scenario, changes, fork, problems);
  const double now_s = sim::to_seconds({label.time_ns});
  if (scenario.run.duration_s <= now_s)
    problems.add({"--set", 0, 0, "run.duration",
                  "ends before the snapshot was made, at " + clock_text(now_s), Severity::error});
  if (problems.any_error() || !fork.any) {
    if (problems.any_error()) throw ScenarioError(problems.sorted());
    return fork;
  }
  const Scenario before = read_scenario(label.scenario, label.overrides);
  if (const std::string node = other_yard(before, scenario); !node.empty())
    problems.add({"--set", 0, 0, "formation.policy",
                  "may not change at " + node +
                      " between policies under which capsules stand there (window, size, capacity, "
                      "blocks, look-ahead) and others: what stands there would have no place",
                  Severity::error});
  if (fork.closures && !closures_fit(before, scenario, label.time_ns))
    problems.add({"--set", 0, 0, "closure",
                  "may not change what has been by " + clock_text(now_s) +
                      ": closures that have begun stay in the list, those that have ended as they "
                      "were",
                  Severity::error});
  if (problems.any_error()) throw ScenarioError(problems.sorted());
  return fork;
}

}  // namespace dimai::scenarios
