#include "models/pipelines/liquid/batches/slow_ways.hpp"

#include "models/physics/flow/batch_interface.hpp"
#include "models/physics/flow/bore.hpp"

namespace dimai::models {

namespace {

/// What the front of a batch does while another is sent: its way in volume of the line.
struct Way {
  double from_m3 = 0.0;
  double to_m3 = 0.0;
};

void look_at(const BatchSetup& setup, double minimum_reynolds, double viscosity_m2_s, Way way,
             SlowWay& worst, SlowWay at) {
  const double flow_m3_s = setup.orders[at.sending].flow_m3_s;
  double begin_m3 = 0.0;
  for (at.pipe = 0; at.pipe < setup.pipes.size(); ++at.pipe) {
    const LinePipe& pipe = setup.pipes[at.pipe];
    const double area_m2 = bore_area_m2(pipe.diameter_m);
    const double end_m3 = begin_m3 + pipe.length_m * area_m2;
    const bool passes = way.from_m3 < end_m3 && way.to_m3 > begin_m3;
    begin_m3 = end_m3;
    if (!passes) continue;
    at.reynolds = flow_m3_s / area_m2 * pipe.diameter_m / viscosity_m2_s;
    at.needed_reynolds =
        minimum_reynolds > 0.0 ? minimum_reynolds : critical_batch_reynolds(pipe.diameter_m);
    at.needed_flow_m3_s = flow_m3_s * at.needed_reynolds / at.reynolds;
    if (at.reynolds < at.needed_reynolds && at.needed_flow_m3_s > worst.needed_flow_m3_s)
      worst = at;
  }
}

}  // namespace

std::vector<SlowWay> slow_ways(const BatchSetup& setup, double minimum_reynolds) {
  double line_m3 = 0.0;
  for (const LinePipe& pipe : setup.pipes) line_m3 += pipe.length_m * bore_area_m2(pipe.diameter_m);
  std::vector<SlowWay> all;
  for (std::size_t sending = 0; sending < setup.orders.size(); ++sending) {
    SlowWay worst;
    double front_m3 = 0.0;  // of batch b when `sending` begins
    for (std::size_t b = sending + 1; b-- > 0 && front_m3 < line_m3;) {
      if (b < sending) front_m3 += setup.orders[b].volume_m3;
      const std::size_t ahead = b > 0 ? setup.orders[b - 1].product : setup.first_product;
      const std::size_t behind = setup.orders[b].product;
      if (ahead == behind || front_m3 >= line_m3) continue;
      const double viscosity = mixture_viscosity_m2_s(setup.products[ahead].viscosity_m2_s,
                                                      setup.products[behind].viscosity_m2_s);
      look_at(setup, minimum_reynolds, viscosity,
              {front_m3, front_m3 + setup.orders[sending].volume_m3}, worst,
              {sending, b, 0, 0.0, 0.0, 0.0});
    }
    if (worst.needed_flow_m3_s > 0.0) all.push_back(worst);
  }
  return all;
}

}  // namespace dimai::models
