#pragma once

#include <vector>

#include "models/economics/comparison.hpp"
#include "models/economics/stages.hpp"
#include "models/industry/industry.hpp"
#include "models/shipments/shipments.hpp"
#include "scenarios/logistics/logistics_plan.hpp"

namespace dimai::scenarios {

/// What making one item of a class takes here, mean over what was delivered.
struct ItemMaking {
  double energy_j = 0.0;
  double labour_h = 0.0;
  double material_cny = 0.0;
  double material_tkm = 0.0;
  std::vector<double> machine_s;  ///< at each site  [site]
};

/// One class of shipments in a run: what became of it, with what.
struct ClassOutcome {
  std::uint64_t arrived = 0;
  std::vector<double> times_s;  ///< door to door, of those that arrived
  double wait_s = 0.0;          ///< mean
  double handling_s = 0.0;
  double moving_s = 0.0;
  double distance_m = 0.0;
  double energy_j = 0.0;
  double road_km = 0.0;
};

/// Days that the run's shipments stand for, for figures a day.
double days_of(const models::Shipments& shipments);

/// Making of what households ordered and got, by the class that it is sent as.  [class]
std::vector<ItemMaking> makings(const LogisticsPlan& plan, const models::Industry& industry,
                                const std::vector<ClassOutcome>& outcomes);

/// Outcome of each class.  [class]
std::vector<ClassOutcome> class_outcomes(const models::Shipments& shipments);

/// The same for comparison: where households order goods of a class, a mean over what they got,
/// which bears what went between sites before.  [class]
std::vector<ClassOutcome> compared_outcomes(const LogisticsPlan& plan,
                                            const models::Shipments& shipments,
                                            const models::Industry& industry);

/// Comparison with today of the classes that have one.
struct ComparedClasses {
  std::vector<std::uint32_t> classes;  ///< rows, as `result.classes`
  std::vector<models::ClassFlow> flows;
  models::ComparisonResult result;
};
ComparedClasses compare_with_today(const LogisticsPlan& plan, const models::Shipments& shipments,
                                   const models::Industry& industry);

/// Money through the stages: at the mode of each factor, and if all costs are at their low or high
/// ends.
struct StagePath {
  std::vector<models::Stage> stages;
  models::CashPath central, low, high;
};
StagePath stage_path(const LogisticsPlan& plan, const models::Shipments& shipments,
                     const models::Industry& industry);

}  // namespace dimai::scenarios
