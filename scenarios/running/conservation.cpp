// What a run counts, and what must add up in every run.

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "models/network/loops.hpp"
#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

namespace {

bool has_name(const std::vector<ClassCounts>& counts, const std::string& name) {
  return std::any_of(counts.begin(), counts.end(),
                     [&](const ClassCounts& row) { return row.name == name; });
}

}  // namespace

/// A class of parcels and one of shipments may share a name: the later one says whose it is.
std::vector<ClassCounts> Run::counts() const {
  std::vector<ClassCounts> counts(scenario_.capsule_classes.size());
  for (const models::Journey& journey : service_->journeys()) {
    ClassCounts& row = counts[journey.request.capsule_class];
    ++row.requested;
    switch (journey.state) {
      case models::Journey::State::waiting:
        ++row.waiting;
        break;
      case models::Journey::State::under_way:
        ++row.under_way;
        break;
      case models::Journey::State::arrived:
        ++row.arrived;
        break;
      case models::Journey::State::refused:
        ++row.refused;
        break;
    }
  }
  for (std::size_t c = 0; c < counts.size(); ++c) {
    counts[c].name = scenario_.capsule_classes[c].name;
    counts[c].capsules_start = static_cast<std::uint64_t>(scenario_.capsule_classes[c].fleet);
    counts[c].unparked = service_->work()[c].unparked;
  }
  count_capsules_at_end(counts);
  for (std::size_t p = 0; p < pipelines_.size(); ++p) {
    for (ClassCounts& row : pipelines_[p]->counts()) {
      if (has_name(counts, row.name))
        row.name += fmt::format(" ({})", scenario_.pipelines[p]->kind());
      counts.push_back(std::move(row));
    }
  }
  return counts;
}

void Run::count_capsules_at_end(std::vector<ClassCounts>& counts) const {
  std::vector<std::uint64_t> by_class(scenario_.capsule_classes.size(), 0);
  if (regions_) {
    regions_->count_capsules(by_class);
  } else {
    guideway_->count_capsules(by_class);
  }
  service_->count_capsules_in_portals(by_class);
  for (std::size_t c = 0; c < by_class.size(); ++c) counts[c].capsules_end = by_class[c];
}

/// Where the deadlock guard lost count; at the end, what it does not guard and is full of trains.
std::vector<std::string> Run::guard_violations() const {
  std::vector<std::string> found;
  for (const auto* guideway : guideways()) {
    for (const models::GuardFault& fault : guideway->audit_guard()) {
      const models::Lane& lane = guideway->lanes()[models::LaneIndex{fault.place.value}];
      found.push_back("deadlock guard (" + scenario_.network.links[lane.link].id +
                      "): " + std::to_string(fault.taken) + " capsules booked, " +
                      std::to_string(fault.counted) + " counted one by one");
    }
  }
  if (!regions_ || !at_end() || all_served()) return found;
  const auto loops = models::loop_regions(scenario_.network);
  const auto& lanes = guideways().front()->lanes();
  for (const models::LaneIndex tube : lanes.indices()) {
    const models::Link& link = scenario_.network.links[lanes[tube].link];
    const auto& part = regions_->partition().region_of_node;
    if (part[link.from.value] == part[link.to.value] || !loops.on_loop(lanes[tube].link)) continue;
    const auto room = models::CycleGuard::capsules_in(link.length_m, scenario_.guideway,
                                                      scenario_.capsule_classes);
    if (regions_->capsules_between(tube) < room) continue;
    found.push_back("deadlock guard (" + link.id +
                    "): full of trains at the end, and circles through several regions are not "
                    "kept open; run.regions = 1 keeps all open");
  }
  return found;
}

std::vector<std::string> Run::violations() const {
  std::vector<std::string> found;
  for (const ClassCounts& row : counts()) {
    if (row.requested != row.arrived + row.under_way + row.waiting + row.refused) {
      found.push_back("conservation of requests (" + row.name +
                      "): " + std::to_string(row.requested) +
                      " requested, but arrived, under way, waiting and refused add up to " +
                      std::to_string(row.arrived + row.under_way + row.waiting + row.refused));
    }
    if (row.capsules_start != row.capsules_end) {
      found.push_back("conservation of capsules (" + row.name +
                      "): " + std::to_string(row.capsules_start) + " at the start, " +
                      std::to_string(row.capsules_end) + " at the end");
    }
  }
  for (std::string& violation : guard_violations()) found.push_back(std::move(violation));
  if (service_->untimely_journeys() > 0) {
    found.push_back("conservation of time: the parts of " +
                    std::to_string(service_->untimely_journeys()) +
                    " journeys are longer than the whole");
  }
  for (const auto& each : pipelines_) {
    for (std::string& violation : each->violations()) found.push_back(std::move(violation));
  }
  const std::uint64_t forgotten = dispatch_ ? dispatch_->forgotten_requests() : 0;
  if (forgotten > 0) {
    found.push_back("conservation of requests: no dispatcher, portal or message keeps " +
                    std::to_string(forgotten) + " that wait for a capsule");
  }
  const std::int64_t slack_ns = observation().least_slack_ns;
  if (slack_ns < -2) {
    found.push_back("separation: a train followed " + std::to_string(-slack_ns) + " ns too early");
  }
  return found;
}

}  // namespace dimai::scenarios
