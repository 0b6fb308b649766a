#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "models/industry/plant.hpp"
#include "sim/time.hpp"

namespace dimai::models {

using OrderIndex = sim::Index<struct OrderTag>;

/// A wish for a good out of a stock: of a household, or of another site's stock.
struct Order {
  static constexpr std::uint32_t kReplenishment = 0xFFFFFFFFU;
  std::int64_t time_ns = 0;
  StockIndex stock;
  double quantity = 0.0;
  std::uint32_t demand = kReplenishment;  ///< row of IndustryPlan::demands
  StockIndex destination;                 ///< of a replenishment
  std::uint32_t home = 0;                 ///< of a household
  std::int64_t taken_ns = -1;             ///< taken out of the stock
  std::int64_t done_ns = -1;              ///< delivered
  std::uint32_t parts = 0;                ///< shipments that are still under way
};

/// Why something waits at a site.
enum class LackKind : std::uint8_t {
  nothing,   ///< it does not wait
  good,      ///< `good` is not there
  machine,   ///< all machines of the kind are busy
  making,    ///< it is being made
  transport  ///< it is on its way here
};
inline constexpr std::size_t kLackKinds = 5;

/// Time that orders and batches waited, by what they lacked.
struct Lack {
  LackKind kind = LackKind::nothing;
  GoodIndex wanted;  ///< what was to be delivered or made
  GoodIndex good;    ///< for LackKind::good
  SiteIndex site;
  bool household = false;   ///< orders of households; otherwise batches
  double waited_s = 0.0;    ///< summed over all that waited
  std::uint64_t begun = 0;  ///< times that something began to wait for it
};

/// A good's way through all sites, in units.
struct GoodBalance {
  double initial = 0.0;
  double bought = 0.0;  ///< from outside
  double drawn = 0.0;   ///< from silos, liquid and gas networks
  double given = 0.0;   ///< by the surroundings
  double made = 0.0;
  double used = 0.0;       ///< by batches
  double delivered = 0.0;  ///< to households
  double at_hand = 0.0;
  double under_way = 0.0;  ///< between sites, and to households

  double missing() const {
    return initial + bought + drawn + given + made - used - delivered - at_hand - under_way;
  }
};

/// All mass of the industry [kg].
struct MassBalance {
  double initial_kg = 0.0;
  double brought_kg = 0.0;  ///< bought, drawn from networks, given by the surroundings
  double at_hand_kg = 0.0;
  double under_way_kg = 0.0;
  double in_machines_kg = 0.0;
  double delivered_kg = 0.0;
  double scrap_kg = 0.0;
  double loss_kg = 0.0;  ///< what recipes lose

  double missing_kg() const {
    return initial_kg + brought_kg - at_hand_kg - under_way_kg - in_machines_kg - delivered_kg -
           scrap_kg - loss_kg;
  }
};

/// State and work of a machine group, up to when power was last booked.
struct MachineState {
  double load_w = 0.0;  ///< of the group, idle machines included
  std::int64_t busy = 0;
  std::vector<RecipeIndex> last;  ///< [machine]
  std::vector<char> working;      ///< [machine]
  double busy_s = 0.0;            ///< machine-seconds, set-ups included
  double setup_s = 0.0;           ///< of set-ups begun
  std::uint64_t batches = 0;
  std::uint64_t setups = 0;
  double energy_j = 0.0;
  double labour_s = 0.0;  ///< of people, for batches begun
};

/// State and work of a stock, in units.
struct StockState {
  double at_hand = 0.0;
  double on_order = 0.0;
  double claimed = 0.0;  ///< by orders and batches that wait
  double area_s = 0.0;   ///< time integral of `at_hand`
  double least = 0.0;
  std::int64_t since_ns = 0;
  std::uint64_t served = 0;
  std::uint64_t served_at_once = 0;
  double lead_sum_s = 0.0;  ///< from an order on somebody to its arrival
  std::uint64_t leads = 0;
  double made = 0.0;  ///< by recipes
  std::int64_t first_made_ns = -1;
  std::int64_t last_made_ns = -1;
};

/// Power over one step of time.
struct PowerSample {
  double time_s = 0.0;  ///< end of the step
  PowerStep step;
};

}  // namespace dimai::models
