#include "models/pipelines/capsule_line/air_balance.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>

#include "models/physics/tubes/capsule_pipe.hpp"

namespace dimai::models {

namespace {

/// Capsules over the length of a motor, at the distance of the headway; at least the one that is
/// being driven.
double capsules_in_motor(const LineSection& section, double headway_s) {
  return std::max(1.0, section.motor_length_m / (headway_s * section.air_speed_m_s));
}

SectionPhysics section_physics(const CapsuleLineParameters& line, const LineSection& section,
                               const PipePhysics& pipe) {
  SectionPhysics found;
  CapsuleRun run = pipe.run;
  run.gradient = section.gradient;
  found.length_m = section.length_m;
  found.force_n = capsule_force_n(run);
  found.slip_m_s = steady_slip_m_s(pipe.seal, found.force_n, pipe.area_m2, pipe.density_kg_m3);
  found.starting_m_s = starting_air_speed_m_s(pipe.seal, run, line.starting_coefficient,
                                              pipe.area_m2, pipe.density_kg_m3);
  found.friction = 0.5 * line.friction_factor * section.length_m / line.bore_m * pipe.density_kg_m3;
  found.speed_limit_m_s = std::numeric_limits<double>::infinity();
  if (section.drive == "blower") {
    const double free_m_s = section.free_flow_m3_s / pipe.area_m2;
    found.rise_pa = section.pressure_rise_pa;
    found.fall = section.pressure_rise_pa / (free_m_s * free_m_s);
    found.lock = true;
  } else {
    found.rise_pa = section.thrust_n * capsules_in_motor(section, line.headway_s) / pipe.area_m2;
    found.speed_limit_m_s = section.air_speed_m_s;
  }
  return found;
}

struct Sums {
  double capsules_pa = 0.0;
  double rise_pa = 0.0;
  double per_square = 0.0;  ///< of the air speed [kg/m3]
  double limit_m_s = std::numeric_limits<double>::infinity();
};

Sums sums_of(const PipePhysics& pipe, std::span<const std::size_t> capsules) {
  Sums sums;
  for (std::size_t i = 0; i < pipe.sections.size(); ++i) {
    const SectionPhysics& each = pipe.sections[i];
    sums.capsules_pa += static_cast<double>(capsules[i]) * each.force_n / pipe.area_m2;
    sums.rise_pa += each.rise_pa;
    sums.per_square += each.friction + each.fall;
    sums.limit_m_s = std::min(sums.limit_m_s, each.speed_limit_m_s);
  }
  return sums;
}

std::string fault_of(const PipePhysics& pipe, const PipeLoad& load) {
  const Sums sums = sums_of(pipe, load.capsules);
  std::array<char, 300> text{};
  for (std::size_t i = 0; i < pipe.sections.size(); ++i) {
    const double needed_m_s = std::max(pipe.sections[i].slip_m_s, pipe.sections[i].starting_m_s);
    if (load.air_m_s > needed_m_s) continue;
    std::size_t count = 0;
    for (const std::size_t each : load.capsules) count += each;
    std::snprintf(text.data(), text.size(),
                  "section %zu: the drives give %.3g kPa, %zu capsules alone take %.3g kPa, so the "
                  "air moves at %.3g m/s; capsules start at %.3g m/s",
                  i + 1, sums.rise_pa / 1e3, count, sums.capsules_pa / 1e3, load.air_m_s,
                  needed_m_s);
    return text.data();
  }
  return "";
}

}  // namespace

PipePhysics pipe_physics(const CapsuleLineParameters& line, std::span<const LineSection> sections,
                         bool outward) {
  PipePhysics pipe;
  pipe.seal = {.diameter_ratio = line.diameter_ratio,
               .disc_count = static_cast<double>(line.disc_count),
               .discharge_coefficient = line.discharge_coefficient};
  pipe.run = {.mass_kg = line.capsule_mass_kg + (outward ? line.payload_kg : 0.0),
              .rolling_coefficient = line.rolling_coefficient};
  pipe.area_m2 = bore_area_m2(line.bore_m);
  pipe.density_kg_m3 = line.air_density_kg_m3;
  for (const LineSection& section : sections) {
    if ((section.pipe == "outward") == outward)
      pipe.sections.push_back(section_physics(line, section, pipe));
  }
  return pipe;
}

double air_speed_m_s(const PipePhysics& pipe, std::span<const std::size_t> capsules) {
  const Sums sums = sums_of(pipe, capsules);
  const double left_pa = sums.rise_pa - sums.capsules_pa;
  if (left_pa <= 0.0) return 0.0;
  return std::min(sums.limit_m_s, std::sqrt(left_pa / sums.per_square));
}

double drive_rise_pa(const PipePhysics& pipe, std::size_t section, double air_m_s,
                     std::span<const std::size_t> capsules) {
  const SectionPhysics& each = pipe.sections[section];
  if (each.lock) return std::max(0.0, each.rise_pa - each.fall * air_m_s * air_m_s);
  double needed_pa = 0.0;
  double motors_pa = 0.0;
  for (std::size_t i = 0; i < pipe.sections.size(); ++i) {
    const SectionPhysics& other = pipe.sections[i];
    needed_pa += static_cast<double>(capsules[i]) * other.force_n / pipe.area_m2 +
                 (other.friction + other.fall) * air_m_s * air_m_s;
    (other.lock ? needed_pa : motors_pa) += other.lock ? -other.rise_pa : other.rise_pa;
  }
  return std::max(0.0, needed_pa) * each.rise_pa / motors_pa;
}

PipeLoad steady_load(const PipePhysics& pipe, double headway_s, std::size_t most) {
  PipeLoad load;
  load.capsules.assign(pipe.sections.size(), 0);
  // fill only lowers the air speed, and lower speed only raises the fill: step up until it holds
  for (int round = 0; round < 200; ++round) {
    load.air_m_s = air_speed_m_s(pipe, load.capsules);
    load.fault = fault_of(pipe, load);
    if (!load.fault.empty()) return load;
    std::vector<std::size_t> next;
    std::size_t left = most;
    for (const SectionPhysics& each : pipe.sections) {
      const double time_s = each.length_m / (load.air_m_s - each.slip_m_s);
      const auto count = static_cast<std::size_t>(std::ceil(time_s / headway_s));
      next.push_back(std::min(left, count));
      left -= next.back();
    }
    bool grew = false;
    for (std::size_t i = 0; i < next.size(); ++i) {
      grew |= next[i] > load.capsules[i];
      load.capsules[i] = std::max(load.capsules[i], next[i]);
    }
    if (!grew) return load;
  }
  return load;
}

}  // namespace dimai::models
