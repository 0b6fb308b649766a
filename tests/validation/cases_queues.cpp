#include <array>

#include "models/physics/berths.hpp"
#include "models/physics/merge_queue.hpp"
#include "models/physics/resistance.hpp"
#include "tests/validation/case.hpp"

namespace dimai::validation {

Quantities merge_wait(const Row& row) {
  const double load = row.number("load");
  const std::array<double, 2> inlets{0.5 * load, 0.5 * load};
  const models::PriorityWaits priority = models::priority_merge_waits(inlets[0], inlets[1]);
  return {{"single_server", models::single_server_wait(load)},
          {"merge_only", models::merge_wait(inlets)},
          {"high", priority.high},
          {"low", priority.low}};
}

Quantities clear_path(const Row& row) {
  return {{"probability",
           models::clear_path_probability(row.number("occupied_share"),
                                          static_cast<int>(row.integer("merge_count")))}};
}

Quantities berth_capacity(const Row& row) {
  const models::BerthTimes times{.dwell_s = row.number("dwell_s"),
                                 .swap_s = row.number("swap_s"),
                                 .advance_s = row.number("advance_s"),
                                 .entry_headway_s = row.number("entry_headway_s")};
  const std::int64_t count = row.integer("berth_count");
  return {{"parallel_per_hour", models::parallel_berths_per_hour(times, count)},
          {"serial_per_hour", models::serial_berths_per_hour(times, count)}};
}

Quantities berth_wait(const Row& row) {
  const double service_s = row.number("service_s");
  const std::int64_t count = row.integer("berth_count");
  const double load = row.number("load");
  return {{"exact_s", service_s * models::constant_service_wait(count, load)},
          {"cosmetatos_s", service_s * models::constant_service_wait_approximate(count, load)}};
}

Quantities piston(const Row& row) {
  const double ratio = models::piston_flow_ratio(
      row.number("tunnel_loss"), row.number("vehicle_loss"), row.number("train_count"));
  const double alone =
      models::piston_flow_ratio(row.number("tunnel_loss"), row.number("vehicle_loss"), 1.0);
  const double factor = models::piston_drag_factor(ratio);
  return {{"flow_ratio", ratio},
          {"drag_factor", factor},
          {"saving", 1.0 - factor / models::piston_drag_factor(alone)}};
}

}  // namespace dimai::validation
