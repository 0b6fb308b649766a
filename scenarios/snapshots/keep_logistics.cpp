#include "scenarios/logistics/running/logistics_run.hpp"
#include "sim/keeping/archive.hpp"

namespace dimai::scenarios {

void TubeLegs::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [shipments, tubes, simulation, handler, of_send, booked_j] = *this;
  archive(of_send, booked_j);
}

void CapsuleLegs::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [shipments, service, simulation, handler, more, loads, open, waiting,
                          looked, at_intervals] = *this;
  std::uint64_t count = loads.size();
  archive(count);
  loads.resize(count);
  for (Load& load : loads) {
    auto& [mode, from, to, carried, of_them, sent, station, sum_since_ns, journey] = load;
    archive(mode, from, to, carried, of_them, sent, station, sum_since_ns, journey);
  }
  archive(open, waiting, looked, at_intervals);
}

void IndustryLinks::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [shipments, industry, delivered, consignments] = *this;
  archive(delivered, consignments);
}

void NetworkDraws::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [plan, powder, liquid, gas, density, taps, silo_kg] = *this;
  archive(silo_kg);
}

/// Books are closed at the end alone; what is compared follows from the rest.
void LogisticsRun::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [plan, shipments, links, networks, returns, industry, tubes, capsules,
                          simulation, compared, books] = *this;
  archive(shipments, *industry, links, networks, returns, books);
  if (tubes) archive(*tubes);
  archive(*capsules);
  if (archive.reads()) compared.reset();
}

}  // namespace dimai::scenarios
