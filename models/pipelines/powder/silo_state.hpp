#pragma once

#include <limits>
#include <vector>

#include "models/pipelines/powder/plant.hpp"

namespace dimai::models {

/// What passes a silo over a time: in by the line, out by who takes it.
struct SiloPassage {
  double used_kg = 0.0;
  double fed_kg = 0.0;
  double inflow_kg = 0.0;               ///< what has come in, not left
  std::vector<double> foreign_used_kg;  ///< [powder], part of used_kg
  std::vector<double> foreign_fed_kg;   ///< [powder], part of fed_kg
};

/// A silo between events: all flows are constant, so levels are straight and times exact.
///
/// Well mixed: what leaves has the composition of what is inside.
class SiloState {
 public:
  SiloState(const Silo& silo, std::size_t powder_count);

  double level_kg() const { return level_kg_; }
  double room_kg() const { return capacity_kg_ - level_kg_; }
  double inflow_kg_s() const { return inflow_kg_s_; }
  double feed_kg_s() const { return feed_kg_s_; }
  /// What is taken for use now: the demand, or the inflow if the silo is empty.
  double use_kg_s() const;
  double demand_kg_s() const { return demand_kg_s_; }
  bool is_empty() const { return level_kg_ <= 0.0; }
  bool is_full() const { return level_kg_ >= capacity_kg_; }
  /// Powder of another kind inside [kg].
  const std::vector<double>& foreign_kg() const { return foreign_kg_; }
  double foreign_share() const;

  /// Lets the flows go on to a time. @return what has left
  SiloPassage advance(double time_s);
  void set_inflow(double flow_kg_s) { inflow_kg_s_ = flow_kg_s; }
  void set_feed(double flow_kg_s) { feed_kg_s_ = flow_kg_s; }
  void set_demand(double flow_kg_s) { demand_kg_s_ = flow_kg_s; }
  /// Takes a mass out at once, of what is inside as it is. @return what there was of it, by powder
  SiloPassage take(double mass_kg);
  /// Adds a mass at once. @return what did not fit
  double add(double mass_kg);
  /// Adds powder of another kind at once, room or not: grammes.
  void add_foreign(std::size_t powder, double mass_kg);
  /// Some of what is inside turns out to be another powder.
  void declare_foreign(std::size_t powder, double mass_kg) { foreign_kg_[powder] += mass_kg; }
  /// Puts the level exactly to a border that an event says it has reached.
  void settle(double level_kg) { level_kg_ = level_kg; }

  /// When the level reaches a border: empty, full, or `watch_kg` from above; infinite if never.
  struct Border {
    double time_s = std::numeric_limits<double>::infinity();
    double level_kg = 0.0;
  };
  Border next_border(double watch_kg) const;
  void keep(sim::Archive& archive);  ///< see there

  double shortfall_kg = 0.0;  ///< demand that found the silo empty
  double overflow_kg = 0.0;   ///< conveyed powder that found it full
  double lowest_kg;

 private:
  double net_kg_s() const { return inflow_kg_s_ - feed_kg_s_ - use_kg_s(); }

  double capacity_kg_;
  double level_kg_;
  double time_s_ = 0.0;
  double inflow_kg_s_ = 0.0;
  double feed_kg_s_ = 0.0;
  double demand_kg_s_ = 0.0;
  std::vector<double> foreign_kg_;  ///< [powder]
};

}  // namespace dimai::models
