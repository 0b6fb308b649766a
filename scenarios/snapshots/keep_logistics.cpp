#include "scenarios/logistics/running/logistics_run.hpp"
#include "sim/keeping/archive.hpp"

namespace dimai::scenarios {

void TubeLegs::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [shipments, tubes, simulation, handler, of_send, booked_j] = *this;
  archive(of_send, booked_j);
}

/// The service hears of its listener with the first request; so it must, if there was one.
void CapsuleLegs::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [shipments, service, handler, loads, open, of_journey] = *this;
  std::uint64_t count = loads.size();
  archive(count);
  loads.resize(count);
  for (Load& load : loads) {
    auto& [mode, from, to, carried, sent] = load;
    archive(mode, from, to, carried, sent);
  }
  archive(open, of_journey);
  if (archive.reads() && !of_journey.empty()) service.set_listener(this);
}

void IndustryLinks::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [shipments, industry, powder, consignments] = *this;
  archive(consignments);
}

/// Books are closed at the end alone; what is compared follows from the rest.
void LogisticsRun::keep(sim::Archive& archive) {
  [[maybe_unused]] auto& [plan, shipments, links, industry, tubes, capsules, simulation, compared,
                          books] = *this;
  archive(shipments, *industry, links, books);
  if (tubes) archive(*tubes);
  archive(*capsules);
  if (archive.reads()) compared.reset();
}

}  // namespace dimai::scenarios
