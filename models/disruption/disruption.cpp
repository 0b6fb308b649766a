#include "models/disruption/disruption.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "sim/random.hpp"

namespace dimai::models {

namespace {

/// No run lives to see what is due later, 146 years; a long repair times a factor may be.
constexpr double kNever_s = 4.6e9;

}  // namespace

Disruption::Disruption(DisruptionSetup setup)
    : setup_(std::move(setup)), crews_(setup_.plan->repair, setup_.base) {
  std::vector<Failure>& failures = rows_.failures;
  failures = std::exchange(setup_.failures, {});
  std::stable_sort(failures.begin(), failures.end(), [](const Failure& a, const Failure& b) {
    return sim::seconds(a.from_s) < sim::seconds(b.from_s);
  });
  rows_.damages.resize(failures.size());
  rows_.active.resize(failures.size(), 0);
  std::array<std::uint32_t, 2> count{};
  for (std::size_t i = 0; i < failures.size(); ++i) {
    const Failure& failure = failures[i];
    draws_.push_back(count[failure.part == Failure::kNoPart ? 0 : 1]++);
    rows_.damages[i].trips = failure.trips;
    if (failure.part != Failure::kNoPart && failure.part >= reasons_.size())
      reasons_.resize(failure.part + std::size_t{1}, 0);
  }
  if (setup_.effect != nullptr) setup_.effect->meet(rows_);
}

void Disruption::start(sim::Simulation& simulation) {
  handler_ = simulation.add_handler(*this);
  for (std::uint32_t i = 0; i < failures().size(); ++i) {
    const sim::Time from = sim::seconds(failures()[i].from_s);
    const bool first = i == 0 || sim::seconds(failures()[i - 1].from_s) < from;
    if (first) simulation.schedule(from, handler_, begin, i);
  }
  if (setup_.effect != nullptr) setup_.effect->start();
}

void Disruption::handle(sim::Simulation& simulation, const sim::Event& event) {
  switch (event.kind) {
    case begin:
      begin_group(simulation, event.subject);
      break;
    case repaired:
      crews_.free(event.data);
      mend(simulation, event.subject);
      send_crews(simulation);
      break;
    case end:
      mend(simulation, event.subject);
      break;
    default:
      setup_.effect->remind(event.subject, sim::to_seconds(simulation.now()));
  }
}

/// Failures of one time: all break at once, so what a part is worth is asked of all before.
void Disruption::begin_group(sim::Simulation& simulation, std::uint32_t first) {
  const double now_s = sim::to_seconds(simulation.now());
  const auto ends = [&](std::size_t i) {
    return i == failures().size() || sim::seconds(failures()[i].from_s) > simulation.now();
  };
  for (std::uint32_t i = first; !ends(i); ++i) {
    const Failure& failure = failures()[i];
    if (failure.stream.empty()) continue;
    rows_.damages[i].trips =
        setup_.parts->share_served_by(failure.part) * std::max(setup_.trips, 1.0);
  }
  std::uint32_t last = first;
  for (; !ends(last); ++last) {
    const Failure& failure = failures()[last];
    rows_.active[last] = 1;
    const double remind_s = setup_.effect != nullptr ? setup_.effect->begin(last, now_s)
                                                     : std::numeric_limits<double>::quiet_NaN();
    if (failure.part != Failure::kNoPart) set_part(failure.part, false);
    if (std::isinf(failure.until_s)) {
      report_to_crews(last);
    } else if (failure.until_s < kNever_s) {
      simulation.schedule(sim::seconds(failure.until_s), handler_, end, last);
    }
    if (!std::isnan(remind_s)) simulation.schedule(sim::seconds(remind_s), handler_, remind, last);
  }
  if (setup_.effect != nullptr) setup_.effect->begun(simulation, first, last);
  send_crews(simulation);
}

/// Its owner is told of changes alone: what fails for two reasons works once both are over.
void Disruption::set_part(std::uint32_t part, bool working) {
  std::uint32_t& reasons = reasons_[part];
  reasons = working ? reasons - 1 : reasons + 1;
  if (reasons == (working ? 0U : 1U)) setup_.parts->set_working(part, working);
}

/// Draws of tunnels, of hosts and of each part of a pipeline are streams of their own.
void Disruption::report_to_crews(std::uint32_t index) {
  const Failure& failure = failures()[index];
  const bool of_pipeline = !failure.stream.empty();
  const bool part = failure.part != Failure::kNoPart;
  const auto from_ns = static_cast<std::uint64_t>(sim::seconds(failure.from_s).ns);
  sim::Random random(setup_.key.seed, setup_.key.replication,
                     of_pipeline ? kPartRepairPurpose
                     : part      ? kHostRepairPurpose
                                 : kRepairPurpose,
                     of_pipeline ? name_hash(failure.stream, from_ns) : draws_[index]);
  const RepairParameters& rules = setup_.plan->repair;
  const double factor = of_pipeline ? rules.pipeline_factor : 1.0;
  const double work_s = factor * repair_time_s(rules, failure.moderate_places,
                                               failure.severe_places, random.normal());
  const bool placed = !std::isnan(failure.place.first);
  const RepairCrews::Place place{placed ? failure.place.first : setup_.base.longitude_deg,
                                 placed ? failure.place.second : setup_.base.latitude_deg};
  crews_.tell({index, place, rows_.damages[index].trips, work_s});
}

void Disruption::send_crews(sim::Simulation& simulation) {
  const double now_s = sim::to_seconds(simulation.now());
  while (const auto sent = crews_.send(now_s)) {
    Damage& damage = rows_.damages[sent->failure];
    damage.crew = sent->crew;
    damage.crew_sent_s = now_s;
    damage.crew_there_s = sent->arrive_s;
    if (sent->done_s < kNever_s)
      simulation.schedule(sim::seconds(sent->done_s), handler_, repaired, sent->failure,
                          sent->crew);
  }
}

void Disruption::mend(sim::Simulation& simulation, std::uint32_t index) {
  const Failure& failure = failures()[index];
  rows_.active[index] = 0;
  rows_.damages[index].mended_s = sim::to_seconds(simulation.now());
  if (failure.part != Failure::kNoPart) set_part(failure.part, true);
  if (setup_.effect != nullptr) setup_.effect->mend(simulation, index);
}

}  // namespace dimai::models
