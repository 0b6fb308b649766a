#include "models/pipelines/liquid/network/tank.hpp"

namespace dimai::models {

double tank_volume_m3(const LiquidNode& tank, double head_m) {
  const LiquidTank& t = tank.tank;
  if (!t.volume_curve.empty())
    return interpolate(t.volume_curve.x, t.volume_curve.y, head_m - tank.elevation_m);
  return t.least_volume_m3 + (head_m - t.least_head_m) * t.area_m2;
}

double tank_head_m(const LiquidNode& tank, double volume_m3) {
  const LiquidTank& t = tank.tank;
  if (!t.volume_curve.empty())
    return tank.elevation_m + interpolate(t.volume_curve.y, t.volume_curve.x, volume_m3);
  return t.least_head_m + (volume_m3 - t.least_volume_m3) / t.area_m2;
}

}  // namespace dimai::models
