#include "scenarios/pipelines/tubes/tubes_run.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "scenarios/running/sample_measure.hpp"

namespace dimai::scenarios {

namespace {

constexpr std::uint32_t kAllClasses = std::numeric_limits<std::uint32_t>::max();
constexpr double kJoulesAKilowattHour = 3.6e6;

struct Part {
  const char* name;
  std::int64_t models::Send::*of;  ///< null: the whole time
};

constexpr std::array<Part, 6> kParts{{{"send_time", nullptr},
                                      {"carrier_wait", &models::Send::carrier_wait_ns},
                                      {"load_time", &models::Send::load_ns},
                                      {"zone_wait", &models::Send::zone_wait_ns},
                                      {"transfer_wait", &models::Send::transfer_wait_ns},
                                      {"transit", &models::Send::transit_ns}}};

}  // namespace

TubesRun::TubesRun(const TubesPlan& plan, const RunParameters& run)
    : plan_(plan),
      model_(plan.network, plan.parameters, plan.carriers, plan.parcels,
             models::make_sends(plan.network, plan.parcels, plan.demand, run.duration_s,
                                static_cast<std::uint64_t>(run.seed),
                                static_cast<std::uint64_t>(run.replication))) {}

void TubesRun::start(sim::Simulation& simulation) {
  simulation_ = &simulation;
  model_.attach(simulation);
}

double TubesRun::share_done() const {
  if (model_.sends().empty()) return 1.0;
  return static_cast<double>(model_.done()) / static_cast<double>(model_.sends().size());
}

std::vector<double> TubesRun::times_s(std::uint32_t parcel_class,
                                      std::int64_t models::Send::*part) const {
  std::vector<double> times;
  for (const models::Send& send : model_.sends()) {
    if (send.state != models::SendState::arrived) continue;
    if (parcel_class != kAllClasses && send.parcel_class != parcel_class) continue;
    const std::int64_t ns = part == nullptr ? send.arrival_ns - send.time.ns : send.*part;
    times.push_back(sim::to_seconds({ns}));
  }
  return times;
}

ClassCounts TubesRun::count_class(std::uint32_t parcel_class) const {
  ClassCounts row;
  row.name = plan_.parcels[parcel_class].name;
  std::size_t issued = model_.issued();
  for (const models::Send& send : model_.sends()) {
    if (issued-- == 0) break;
    if (send.parcel_class != parcel_class) continue;
    ++row.requested;
    switch (send.state) {
      case models::SendState::waiting:
        ++row.waiting;
        break;
      case models::SendState::under_way:
        ++row.under_way;
        break;
      case models::SendState::arrived:
        ++row.arrived;
        break;
      case models::SendState::refused:
        ++row.refused;
        break;
    }
  }
  return row;
}

std::vector<ClassCounts> TubesRun::counts() const {
  std::vector<ClassCounts> rows;
  rows.reserve(plan_.parcels.size());
  for (std::uint32_t c = 0; c < plan_.parcels.size(); ++c) rows.push_back(count_class(c));
  return rows;
}

std::vector<Measure> TubesRun::measures() const {
  std::vector<Measure> all;
  for (const Part& part : kParts)
    all.push_back(sample_measure(part.name, "tubes", "s", times_s(kAllClasses, part.of)));
  for (std::uint32_t c = 0; c < plan_.parcels.size(); ++c)
    all.push_back(sample_measure("send_time", plan_.parcels[c].name, "s", times_s(c, nullptr)));
  const models::TubeNetwork& network = plan_.network;
  for (const models::ZoneIndex zone : network.zones.indices()) {
    std::vector<double> times;
    for (const models::Send& send : model_.sends()) {
      if (send.state != models::SendState::arrived) continue;
      if (network.nodes[network.stations[send.origin].node].zone == zone)
        times.push_back(sim::to_seconds({send.arrival_ns - send.time.ns}));
    }
    Measure measure = sample_measure("send_time", "tubes", "s", std::move(times));
    measure.origin = network.zones[zone].id;
    all.push_back(std::move(measure));
  }
  return all;
}

std::vector<std::string> TubesRun::violations() const { return model_.violations(); }

double TubesRun::energy_j() const {
  double sum_j = 0.0;
  for (const models::ZoneIndex zone : plan_.network.zones.indices())
    sum_j += model_.blower_energy_j(zone);
  return sum_j;
}

std::string TubesRun::summary(Language language) const {
  const Measure time = sample_measure("", "", "", times_s(kAllClasses, nullptr));
  const std::vector<double> times = times_s(kAllClasses, nullptr);
  const double longest_s = times.empty() ? 0.0 : *std::max_element(times.begin(), times.end());
  double busiest = 0.0;
  std::string zone_id;
  for (const models::ZoneIndex zone : plan_.network.zones.indices()) {
    const double share = sim::to_seconds({model_.zones()[zone].busy_ns}) /
                         std::max(1.0, sim::to_seconds(simulation_->now()));
    if (share > busiest) zone_id = plan_.network.zones[zone].id;
    busiest = std::max(busiest, share);
  }
  const char* form = in_language(
      language,
      "tubes: send time p50 {:.0f} s, p95 {:.0f} s, p99 {:.0f} s, longest {:.0f} s\n"
      "       busiest zone {} {:.0f} % of the time; {} moves of empty carriers; blowers {:.0f} "
      "kWh\n",
      "气动管道：发送用时 p50 {:.0f} 秒，p95 {:.0f} 秒，p99 {:.0f} 秒，最长 {:.0f} 秒\n"
      "       最忙的区 {}，占用 {:.0f} %；空瓶移动 {} 次；风机用电 {:.0f} 千瓦时\n");
  std::string text =
      fmt::format(fmt::runtime(form), time.p50, time.p95, time.p99, longest_s, zone_id,
                  100.0 * busiest, model_.empty_moves(), energy_j() / kJoulesAKilowattHour);
  if (model_.caught().empty()) return text;
  double held_s = 0.0;
  for (const models::CaughtCarrier& each : model_.caught()) {
    const std::int64_t until_ns = each.released_ns < 0 ? simulation_->now().ns : each.released_ns;
    held_s = std::max(held_s, sim::to_seconds({until_ns - each.caught_ns}));
  }
  const char* held = in_language(language,
                                 "       {} carriers caught in zones by failures, for {:.0f} s at "
                                 "most\n",
                                 "       故障困在区内的传送瓶 {} 个，最长 {:.0f} 秒\n");
  return text + fmt::format(fmt::runtime(held), model_.caught().size(), held_s);
}

}  // namespace dimai::scenarios
