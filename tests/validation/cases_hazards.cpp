#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <stdexcept>

#include "models/disruption/strike_damage.hpp"
#include "models/losses/topography.hpp"
#include "models/mesh/mesh.hpp"
#include "models/physics/hazards/fragility.hpp"
#include "models/physics/hazards/ground_motion.hpp"
#include "tests/validation/case.hpp"

namespace dimai::validation {

Quantities ground_motion(const Row& row) {
  using models::PgaRelation;
  const double magnitude = row.number("magnitude");
  const double distance_m = row.number("distance_m");
  const auto acceleration_g = [&](PgaRelation relation) {
    return models::peak_ground_acceleration_m_s2(relation, magnitude, distance_m,
                                                 row.number("depth_m")) /
           9.81;
  };
  const double kawashima = acceleration_g(PgaRelation::kawashima);
  const double baag = acceleration_g(PgaRelation::baag);
  const double lee_cho = acceleration_g(PgaRelation::lee_cho);
  const double rock = models::peak_ground_velocity_m_s(models::Ground::rock, magnitude, distance_m);
  const double soil = models::peak_ground_velocity_m_s(models::Ground::soil, magnitude, distance_m);
  return {
      {"kawashima_g", kawashima},
      {"baag_g", baag},
      {"lee_cho_g", lee_cho},
      {"mean_g", (kawashima + baag + lee_cho) / 3.0},
      {"rock_m_s", rock},
      {"soil_m_s", soil},
      {"mean_m_s", (rock + soil) / 2.0},
      {"linear_per_m", models::repair_rate_per_m(models::RepairRateForm::linear, rock, 1.0)},
      {"power_per_m", models::repair_rate_per_m(models::RepairRateForm::power, rock, 1.0)},
      {"half_linear_per_m", models::repair_rate_per_m(models::RepairRateForm::linear, rock, 0.5)},
      {"half_power_per_m", models::repair_rate_per_m(models::RepairRateForm::power, rock, 0.5)},
      {"corrected_linear_per_m",
       models::repair_rate_per_m(models::RepairRateForm::linear, rock, 1.0 * 1.2 * 3.2 * 2.4)}};
}

/// Mean number of breaks per metre of a pipe all of which lies at one distance, over many strikes.
Quantities pipe_breaks(const Row& row) {
  constexpr double kDegree_m = 6371008.8 * std::numbers::pi / 180.0;
  models::BreakablePart pipe;
  pipe.id = "pipe";
  pipe.line = {{118.0, 24.5}};
  pipe.length_m = row.number("length_m");
  models::FragilityParameters fragility;
  fragility.ground = "rock";
  fragility.repair_factor = row.number("repair_factor");
  fragility.segment_m = 1000.0;
  const models::Network none;
  const models::StrikeTargets targets(none, fragility, {&pipe, 1});
  models::Strike quake;
  quake.magnitude = row.number("magnitude");
  quake.centre = {118.0, 24.5 + row.number("distance_m") / kDegree_m};
  const auto draws = static_cast<std::uint64_t>(row.number("draw_count"));
  double breaks = 0.0;
  for (std::uint64_t k = 0; k < draws; ++k) {
    for (const models::Failure& each :
         targets.damage(quake, 0, {static_cast<std::uint64_t>(row.number("seed")), k}))
      breaks += each.moderate_places + each.severe_places;
  }
  return {{"breaks_per_m", breaks / static_cast<double>(draws) / pipe.length_m}};
}

Quantities fragility(const Row& row) {
  const models::Fragility curve{row.number("median"), row.number("dispersion")};
  return {{"probability", models::failure_probability(curve, row.number("load"))}};
}

/// Mean time of messages from bikes to the last of them.
Quantities mesh_epidemic(const Row& row) {
  Quantities found;
  for (const std::uint32_t relays : {10U, 20U}) {
    double sum_s = 0.0;
    double count = 0.0;
    for (std::uint64_t trial = 0; trial < static_cast<std::uint64_t>(row.number("trial_count"));
         ++trial) {
      models::MeshSetup setup;
      setup.side_m = row.number("side_m");
      setup.range_m = row.number("range_m");
      setup.bikes = relays + 1;
      setup.gateways = 0;
      setup.bike_speed_m_s = row.number("speed_m_s");
      setup.hop_s = 1e-3;
      setup.seed = static_cast<std::uint64_t>(row.number("seed")) + trial;
      const auto messages = static_cast<std::size_t>(row.number("message_count"));
      for (const double time_s : models::mesh_meeting_s(setup, messages, 1e6)) {
        sum_s += time_s;
        count += 1.0;
      }
    }
    found.push_back({"mean_" + std::to_string(relays) + "_s", sum_s / count});
  }
  return found;
}

/// Mean number of nodes within range at which half of the trials span the city, by bisection; the
/// same random places thinned out, so that each trial spans from some number on.
Quantities mesh_percolation(const Row& row) {
  const double side = row.number("ranges_across");
  const auto trials = static_cast<std::uint64_t>(row.number("trial_count"));
  const auto spanning_share = [&](double degree) {
    std::uint64_t spanning = 0;
    for (std::uint64_t trial = 0; trial < trials; ++trial) {
      models::MeshSetup setup;
      setup.side_m = side;
      setup.range_m = 1.0;
      setup.lamps =
          static_cast<std::uint32_t>(std::lround(degree / std::numbers::pi * side * side));
      setup.seed = static_cast<std::uint64_t>(row.number("seed")) + trial;
      if (models::mesh_spans(setup)) ++spanning;
    }
    return static_cast<double>(spanning) / static_cast<double>(trials);
  };
  double low = 4.0;
  double high = 5.0;
  for (int step = 0; step < 7; ++step) {
    const double middle = 0.5 * (low + high);
    (spanning_share(middle) < 0.5 ? low : high) = middle;
  }
  return {{"half_span_degree", 0.5 * (low + high)}};
}

namespace {

models::PlainGraph named_graph(const std::string& shape, std::uint32_t n) {
  models::PlainGraph graph;
  graph.nodes = n;
  for (std::uint32_t a = 0; a < n; ++a) {
    for (std::uint32_t b = a + 1; b < n; ++b) {
      const bool next = b == a + 1;
      const bool wanted = (shape == "path" && next) ||
                          (shape == "cycle" && (next || (a == 0 && b == n - 1))) ||
                          shape == "complete" || (shape == "star" && a == 0);
      if (wanted) graph.edges.emplace_back(a, b);
    }
  }
  if (shape == "petersen") {
    for (std::uint32_t i = 0; i < 5; ++i) {
      graph.edges.emplace_back(i, (i + 1) % 5);
      graph.edges.emplace_back(i, i + 5);
      graph.edges.emplace_back(i + 5, (i + 2) % 5 + 5);
    }
  }
  if (graph.edges.empty()) throw std::runtime_error("shape: " + shape + " is not known");
  return graph;
}

/// Edges as pairs of numbers of nodes.
models::PlainGraph listed_graph(const Row& row) {
  models::PlainGraph graph;
  for (const std::vector<double>& edge : row.matrix("edges")) {
    graph.edges.emplace_back(static_cast<std::uint32_t>(edge.at(0)),
                             static_cast<std::uint32_t>(edge.at(1)));
    graph.nodes =
        std::max({graph.nodes, graph.edges.back().first + 1, graph.edges.back().second + 1});
  }
  return graph;
}

}  // namespace

Quantities topography(const Row& row) {
  const models::PlainGraph graph =
      row.has("edges")
          ? listed_graph(row)
          : named_graph(row.text("shape"), static_cast<std::uint32_t>(row.integer("nodes")));
  const models::Topography found = models::topography(graph);
  return {{"bridges", static_cast<double>(found.bridges.size())},
          {"articulation_points", static_cast<double>(found.articulation_points.size())},
          {"terminal_nodes", found.terminal_nodes},
          {"components", found.components},
          {"loops", found.loops},
          {"algebraic_connectivity", found.algebraic_connectivity},
          {"spectral_gap", found.spectral_gap},
          {"central_point_dominance", found.central_point_dominance},
          {"critical_breakdown_ratio", found.critical_breakdown_ratio}};
}

}  // namespace dimai::validation
