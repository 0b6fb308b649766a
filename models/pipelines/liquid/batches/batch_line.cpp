#include "models/pipelines/liquid/batches/batch_line.hpp"

#include <algorithm>
#include <cmath>

#include "models/physics/domain.hpp"
#include "models/physics/flow/batch_interface.hpp"
#include "models/physics/flow/bore.hpp"

namespace dimai::models {
BatchLine::BatchLine(std::vector<LinePipe> pipes, std::vector<LiquidProduct> products,
                     std::size_t first_product)
    : pipes_(std::move(pipes)),
      products_(std::move(products)),
      delivered_m3_(products_.size(), 0.0) {
  require_domain(first_product < products_.size(), "the line needs a product to be full of");
  require_domain(!pipes_.empty(), "the line needs a pipe");
  double end_m3 = 0.0;
  for (const LinePipe& pipe : pipes_) {
    require_domain(pipe.length_m > 0.0 && pipe.diameter_m > 0.0,
                   "a pipe of the line needs length and diameter");
    end_m3 += pipe.length_m * bore_area_m2(pipe.diameter_m);
    ends_m3_.push_back(end_m3);
  }
  batches_.push_back({first_product, end_m3});
}

void BatchLine::push(std::size_t product, double volume_m3, double flow_m3_s) {
  require_domain(product < products_.size(), "there is no such product");
  require_domain(volume_m3 >= 0.0 && std::isfinite(volume_m3), "volume must be >= 0 m3");
  require_domain(flow_m3_s > 0.0 && std::isfinite(flow_m3_s), "flow must be > 0 m3/s");
  if (volume_m3 == 0.0) return;
  if (batches_.back().product != product) {
    interfaces_.push_back({batches_.back().product, product, 0.0, 0.0});
    batches_.push_back({product, 0.0});
  }
  for (BatchInterface& each : interfaces_) {
    const double left_m3 = ends_m3_.back() - each.position_m3;
    advance(each, std::min(volume_m3, left_m3), flow_m3_s);
  }
  while (!interfaces_.empty() &&
         interfaces_.front().position_m3 >= ends_m3_.back() * (1.0 - 1e-10)) {
    const BatchInterface& out = interfaces_.front();
    // The middle arrives when what stands before it has left.
    transmix_.push_back(
        {out.ahead, out.behind, std::sqrt(out.spread_m6), pushed_m3_ + batches_.front().volume_m3});
    interfaces_.pop_front();
    const double rest_m3 = batches_.front().volume_m3;
    release(rest_m3);
    volume_m3 -= rest_m3;
    pushed_m3_ += rest_m3;
    batches_.back().volume_m3 += rest_m3;
  }
  batches_.back().volume_m3 += volume_m3;
  pushed_m3_ += volume_m3;
  release(volume_m3);
}

void BatchLine::release(double volume_m3) {
  while (volume_m3 > 0.0) {
    LiquidBatch& front = batches_.front();
    const double part_m3 = std::min(volume_m3, front.volume_m3);
    delivered_m3_[front.product] += part_m3;
    front.volume_m3 -= part_m3;
    volume_m3 -= part_m3;
    if (front.volume_m3 > 0.0 || batches_.size() == 1) return;
    batches_.pop_front();
  }
  if (batches_.size() > 1 && batches_.front().volume_m3 <= 0.0) batches_.pop_front();
}

void BatchLine::advance(BatchInterface& interface, double volume_m3, double flow_m3_s) const {
  const double viscosity = mixture_viscosity_m2_s(products_[interface.ahead].viscosity_m2_s,
                                                  products_[interface.behind].viscosity_m2_s);
  for (std::size_t i = 0; i < pipes_.size() && volume_m3 > 0.0; ++i) {
    if (interface.position_m3 >= ends_m3_[i]) continue;
    const LinePipe& pipe = pipes_[i];
    const double part_m3 = std::min(volume_m3, ends_m3_[i] - interface.position_m3);
    const double area = bore_area_m2(pipe.diameter_m);
    const double reynolds = flow_m3_s / area * pipe.diameter_m / viscosity;
    interface.spread_m6 +=
        batch_interface_growth_m(pipe.diameter_m, reynolds) * (part_m3 / area) * area * area;
    interface.position_m3 += part_m3;
    volume_m3 -= part_m3;
  }
}

}  // namespace dimai::models
