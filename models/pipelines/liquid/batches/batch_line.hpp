#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace dimai::sim {
class Archive;
}

namespace dimai::models {

/// A liquid that is sent through a line in batches.
struct LiquidProduct {
  std::string name;
  double viscosity_m2_s = 1e-6;  ///< kinematic [m2/s], > 0.2e-6
};

/// One pipe of a line.
struct LinePipe {
  double length_m = 0.0;
  double diameter_m = 0.0;
};

/// A batch in the line, from its front to its back.
struct LiquidBatch {
  std::size_t product = 0;
  double volume_m3 = 0.0;
};

/// The boundary of two batches: its place, and how far it has spread.
struct BatchInterface {
  std::size_t ahead = 0;     ///< product before it
  std::size_t behind = 0;    ///< product after it
  double position_m3 = 0.0;  ///< volume of the line from the inlet to it
  double spread_m6 = 0.0;    ///< square of the volume from 1 % to 99 % of the product behind
};

/// What has left the line with an interface: transmix, to be blended or refined again.
struct Transmix {
  std::size_t ahead = 0;
  std::size_t behind = 0;
  double volume_m3 = 0.0;
  double pushed_m3 = 0.0;  ///< volume sent into the line until its middle arrived
};

/// A pipeline that carries products one after the other, each pushing that before it. Plug flow in
/// coordinates of volume, first in first out; interfaces grow by Austin and Palfrey, S^2 adding up
/// over pipes and flows (as the square of the volume, which a change of diameter leaves as it is).
class BatchLine {
 public:
  /// The line is full of one product.
  /// @throws std::domain_error if a pipe has no length or diameter, or there is no product
  BatchLine(std::vector<LinePipe> pipes, std::vector<LiquidProduct> products,
            std::size_t first_product);

  /// Sends a volume of a product in at a constant flow; as much leaves at the other end.
  ///
  /// @param volume_m3  [m3], >= 0; @param flow_m3_s  [m3/s], > 0
  /// @throws std::domain_error outside those ranges or if there is no such product
  void push(std::size_t product, double volume_m3, double flow_m3_s);

  double volume_m3() const { return ends_m3_.back(); }
  /// From the outlet to the inlet.
  const std::deque<LiquidBatch>& batches() const { return batches_; }
  const std::deque<BatchInterface>& interfaces() const { return interfaces_; }
  const std::vector<Transmix>& transmix() const { return transmix_; }
  /// Volume that has left, by product, transmix counted half to either  [product]
  const std::vector<double>& delivered_m3() const { return delivered_m3_; }
  double pushed_m3() const { return pushed_m3_; }
  void keep(sim::Archive& archive);  ///< see there

 private:
  void advance(BatchInterface& interface, double volume_m3, double flow_m3_s) const;
  void release(double volume_m3);

  std::vector<LinePipe> pipes_;
  std::vector<LiquidProduct> products_;
  std::vector<double> ends_m3_;  ///< volume from the inlet to the end of each pipe
  std::deque<LiquidBatch> batches_;
  std::deque<BatchInterface> interfaces_;
  std::vector<Transmix> transmix_;
  std::vector<double> delivered_m3_;
  double pushed_m3_ = 0.0;
};

}  // namespace dimai::models
