#include "scenarios/running/measures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "scenarios/running/sample_measure.hpp"

namespace dimai::scenarios {

namespace {

using models::Journey;

struct Quantity {
  std::string_view name;
  std::string_view unit;
  double (*value)(const Journey&);
};

constexpr std::array<Quantity, 9> kQuantities{{
    {"door_to_door_time", "s",
     [](const Journey& j) { return sim::to_seconds({j.arrival_ns - j.request.time.ns}); }},
    {"wait_time", "s", [](const Journey& j) { return static_cast<double>(j.wait_s); }},
    {"handling_time", "s", [](const Journey& j) { return static_cast<double>(j.handling_s); }},
    {"access_time", "s", [](const Journey& j) { return static_cast<double>(j.access_s); }},
    {"line_time", "s", [](const Journey& j) { return static_cast<double>(j.line_s); }},
    {"junction_time", "s", [](const Journey& j) { return static_cast<double>(j.junction_s); }},
    {"egress_time", "s", [](const Journey& j) { return static_cast<double>(j.egress_s); }},
    {"distance", "m", [](const Journey& j) { return static_cast<double>(j.distance_m); }},
    {"energy", "J", [](const Journey& j) { return static_cast<double>(j.energy_j); }},
}};

/// All quantities of the journeys listed.
void add_group(const std::vector<const Journey*>& journeys, const Measure& group,
               std::vector<Measure>& measures) {
  std::vector<double> values(journeys.size());
  for (const Quantity& quantity : kQuantities) {
    Measure measure = group;
    measure.name = quantity.name;
    measure.unit = quantity.unit;
    std::transform(journeys.begin(), journeys.end(), values.begin(),
                   [&](const Journey* journey) { return quantity.value(*journey); });
    fill_from_sample(measure, values);
    measures.push_back(measure);
  }
}

std::vector<std::uint8_t> marks(const Scenario& scenario,
                                const std::vector<models::NodeIndex>& nodes) {
  std::vector<std::uint8_t> marked(scenario.network.nodes.size(), 0);
  for (const models::NodeIndex node : nodes) marked[node.value] = 1;
  return marked;
}

std::vector<const Journey*> arrived(const Run& run,
                                    const std::function<bool(const Journey&)>& wanted) {
  std::vector<const Journey*> found;
  for (const Journey& journey : run.service().journeys()) {
    if (journey.state == Journey::State::arrived && wanted(journey)) found.push_back(&journey);
  }
  return found;
}

void add_pair(const Run& run, const ReportPair& pair, std::vector<Measure>& measures) {
  const std::vector<std::uint8_t> from = marks(run.scenario(), pair.origins);
  const std::vector<std::uint8_t> to = marks(run.scenario(), pair.destinations);
  const auto& classes = run.scenario().capsule_classes;
  Measure group;
  group.capsule_class = pair.capsule_class;
  group.origin = pair.origin;
  group.destination = pair.destination;
  add_group(arrived(run,
                    [&](const Journey& j) {
                      return from[j.request.origin.value] != 0 &&
                             to[j.request.destination.value] != 0 &&
                             (pair.capsule_class.empty() ||
                              classes[j.request.capsule_class].name == pair.capsule_class);
                    }),
            group, measures);
}

/// Capsules that coupled in motion, and the most that left one link in one bin, by time: what worse
/// or later news costs in coupling and capacity.
void add_traffic(const models::Observation& observation, std::vector<Measure>& measures) {
  const auto add = [&](const char* name, const char* unit, double value) {
    Measure measure;
    measure.name = name;
    measure.unit = unit;
    measure.n = 1;
    measure.mean = measure.p5 = measure.p50 = measure.p95 = measure.p99 = value;
    measures.push_back(measure);
  };
  std::uint64_t couplings = 0;
  for (const auto& junction : observation.junctions) couplings += junction.couplings;
  add("couplings", "1", static_cast<double>(couplings));
  const models::LinkFlows& flows = observation.flows;
  const auto most = std::max_element(flows.capsules.begin(), flows.capsules.end());
  if (most == flows.capsules.end()) return;
  add("greatest_flow", "1/s", *most / sim::to_seconds({flows.bin_ns}));
}

Measure measure_of(const std::string& name, const sim::QuantileSketch& sketch) {
  Measure measure;
  measure.name = name;
  measure.unit = "s";
  measure.n = sketch.count();
  measure.mean = std::nan("");
  measure.p5 = sketch.quantile(0.05);
  measure.p50 = sketch.quantile(0.5);
  measure.p95 = sketch.quantile(0.95);
  measure.p99 = sketch.quantile(0.99);
  return measure;
}

/// Age of what was known at decisions, and time to order or grant, by kind of decision.
void add_dispatch(const models::DispatchLog& log, std::vector<Measure>& measures) {
  for (std::size_t i = 0; i < models::kDecisionKinds; ++i) {
    const std::string name(models::kDecisionNames[i]);
    measures.push_back(measure_of("information_age_" + name, log.decisions[i].age_s));
    measures.push_back(measure_of("decision_time_" + name, log.decisions[i].delay_s));
  }
}

/// For each mesh, in place of a class: the share of messages in time, and how long they took.
void add_mesh(const std::string& mesh, const std::string& way, const models::MeshWayCounts& counts,
              std::vector<Measure>& measures) {
  Measure share = measure_of("mesh_" + way + "_in_time", sim::QuantileSketch{});
  share.capsule_class = mesh;
  share.unit = "1";
  share.n = counts.sent;
  if (counts.sent > 0)
    share.mean = static_cast<double>(counts.in_time) / static_cast<double>(counts.sent);
  measures.push_back(share);
  measures.push_back(measure_of("mesh_" + way + "_delay", counts.delay_s));
  measures.back().capsule_class = mesh;
}

void add_meshes(const models::Dispatch& dispatch, std::vector<Measure>& measures) {
  for (std::size_t i = 0; i < dispatch.plan().meshes.size(); ++i) {
    const std::string& mesh = dispatch.plan().meshes[i].id;
    add_mesh(mesh, "up", dispatch.log().meshes[i].up, measures);
    add_mesh(mesh, "down", dispatch.log().meshes[i].down, measures);
  }
}

}  // namespace

std::vector<Measure> measures(const Run& run) {
  std::vector<Measure> all;
  for (const ReportPair& pair : run.scenario().report_pairs) add_pair(run, pair, all);
  for (std::uint32_t c = 0; c < run.scenario().capsule_classes.size(); ++c) {
    Measure group;
    group.capsule_class = run.scenario().capsule_classes[c].name;
    add_group(arrived(run, [&](const Journey& j) { return j.request.capsule_class == c; }), group,
              all);
  }
  if (!run.scenario().capsule_classes.empty()) add_traffic(run.observation(), all);
  if (run.dispatch() != nullptr) {
    add_dispatch(run.dispatch()->log(), all);
    add_meshes(*run.dispatch(), all);
  }
  if (run.scenario().disruption.any()) {
    const DisruptedRun disrupted = run.disrupted();
    for (Measure& measure : disruption_measures(disrupted, disruption_outcome(disrupted)))
      all.push_back(std::move(measure));
  }
  for (const auto& pipeline : run.pipelines()) {
    for (Measure& measure : pipeline->measures()) all.push_back(std::move(measure));
  }
  return all;
}

}  // namespace dimai::scenarios
