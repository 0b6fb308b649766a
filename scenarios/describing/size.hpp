#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "scenarios/scenario.hpp"

namespace dimai::scenarios {

/// How large a scenario is, before it is run.
struct ScenarioSize {
  std::size_t nodes = 0;
  std::array<std::size_t, 4> nodes_by_kind{};  ///< in the order of models::NodeKind
  std::size_t links = 0;                       ///< each in one direction
  std::array<double, 2> tube_m_by_role{};      ///< local, trunk; parallel tubes count each [m]
  std::int64_t berths = 0;
  std::int64_t parking = 0;
  std::vector<double> requests;     ///< expected in the period  [class]
  std::vector<std::int64_t> fleet;  ///< [class]
};

ScenarioSize size_of(const Scenario& scenario);

/// Memory that a run is expected to take [B], by what takes it. An estimate: see size.cpp for the
/// bytes counted for each thing.
struct MemoryEstimate {
  double program_bytes = 0.0;
  double network_bytes = 0.0;
  double routing_bytes = 0.0;
  double requests_bytes = 0.0;
  double capsules_bytes = 0.0;
  double series_bytes = 0.0;
  double pipelines_bytes = 0.0;

  double total_bytes() const {
    return program_bytes + network_bytes + routing_bytes + requests_bytes + capsules_bytes +
           series_bytes + pipelines_bytes;
  }
};

MemoryEstimate memory_of(const Scenario& scenario);

}  // namespace dimai::scenarios
