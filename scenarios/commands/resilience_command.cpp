#include "scenarios/commands/resilience_command.hpp"

#include <algorithm>
#include <iostream>
#include <thread>

#include <fmt/format.h>

#include "scenarios/describing/describe.hpp"
#include "scenarios/disruption/resilience.hpp"
#include "scenarios/formats/units.hpp"
#include "scenarios/read_scenario.hpp"
#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

namespace {

constexpr int kDone = 0;
constexpr int kWrong = 2;

double quantity_of(const std::string& option, const std::string& text, Dimension dimension,
                   double low, double high, Problems& problems) {
  const Quantity read = parse_quantity(text, dimension);
  if (!read.error.empty()) {
    problems.add({"", 0, 0, option, read.error});
  } else if (!(read.value >= low && read.value <= high)) {
    problems.add({"", 0, 0, option,
                  fmt::format("got \"{}\", accepts {} to {}", text, quantity_text(low, dimension),
                              quantity_text(high, dimension))});
  } else {
    return read.value;
  }
  return low;
}

}  // namespace

int study_losses_of(const ResilienceOptions& options, Language language) {
  Problems problems;
  ResilienceQuestion question;
  question.most_losses = options.most_losses;
  question.draws = options.draws;
  question.in_time_draws = options.in_time_draws;
  question.ranked = options.ranked;
  question.strikes = options.strikes;
  question.radius_m =
      quantity_of("--radius", options.radius, Dimension::length, 1.0, 1e6, problems);
  question.horizon_s =
      quantity_of("--horizon", options.horizon, Dimension::time, 60.0, 3.2e8, problems);
  question.threads = options.threads > 0
                         ? options.threads
                         : std::max<std::size_t>(1, std::thread::hardware_concurrency());
  std::vector<Problem> found = problems.sorted();
  try {
    Scenario scenario = read_scenario(options.scenario, options.overrides);
    if (scenario.capsule_classes.empty())
      found.push_back({options.scenario, 0, 0, "network", "has no tunnels whose loss to study"});
    if (found.empty()) {
      Run run(scenario);
      models::Router router = run.router_of_start();
      const ResilienceAnswer answer =
          study_resilience(scenario, router, run.pair_demand(), question);
      std::cout << (options.json ? resilience_json(scenario, question, answer) + "\n"
                                 : resilience_text(scenario, question, answer, language));
      return kDone;
    }
  } catch (const ScenarioError& error) {
    found.insert(found.end(), error.problems().begin(), error.problems().end());
  }
  if (options.json) std::cout << to_json(found) << "\n";
  if (!options.json) std::cerr << problems_text(found, options.scenario, language);
  return kWrong;
}

}  // namespace dimai::scenarios
