#pragma once

#include <cstdint>
#include <vector>

#include "models/guideway/lane.hpp"
#include "models/network/network.hpp"
#include "models/parameters/guideway.hpp"
#include "models/physics/resistance.hpp"
#include "models/trains/train.hpp"

namespace dimai::models {

/// Electrical energy of trains, written into their ledgers. What depends only on bore and
/// cross-section is found once; a link then costs a train a few products.
class Traction {
 public:
  Traction(const Network& network, const std::vector<CapsuleClass>& classes,
           const GuidewayParameters& guideway, const ResistanceParameters& resistance);

  /// Rank of a class's cross-section among all classes, widest last.
  std::uint32_t width(std::uint32_t capsule_class) const { return width_of_class_[capsule_class]; }
  /// Accelerates from rest to a speed [m/s].
  void start(Ledger& sum, double speed_m_s) const { change_speed(sum, 0.0, speed_m_s); }
  /// Brakes from a speed [m/s] to rest.
  void stop(Ledger& sum, double speed_m_s) const { change_speed(sum, speed_m_s, 0.0); }
  void change_speed(Ledger& sum, double from_m_s, double to_m_s) const;
  /// Runs the whole lane at its speed.
  void run(Train& train, const Lane& lane) const;
  /// Loses a delay on the lane by one dip of speed; true if it fits into `zone_m`, its end
  /// `anchor_m` before the lane's end.
  bool absorb_delay(Train& train, const Lane& lane, double delay_s, double anchor_m,
                    double zone_m) const;
  /// Whether the lane, before the dips that were made on it last, has room for a dip that loses a
  /// delay, > 0.
  bool dip_has_room(const Lane& lane, double delay_s) const;

 private:
  Resistance resistance_of(const Train& train, const Lane& lane) const;

  ResistanceParameters parameters_;
  Drive drive_;
  Rates rates_;
  std::vector<std::uint32_t> width_of_class_;
  std::size_t width_count_ = 0;
  std::vector<DragArea> drag_;  ///< shape (bore x width,)
  /// What a link adds to a train's resistance.
  struct Way {
    double weight_share_n_kg = 0.0;  ///< rolling and gradient, per kilogram
    double gradient = 0.0;
    std::size_t drag_row = 0;  ///< first of its bore in `drag_`
  };
  std::vector<Way> ways_;                ///< by link
  double half_air_density_kg_m3_ = 0.0;  ///< in the tunnel
};

}  // namespace dimai::models
