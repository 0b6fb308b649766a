#include <algorithm>
#include <cmath>

#include "models/pipelines/capsule_line/line_profile.hpp"
#include "scenarios/pipelines/capsule_line/capsule_line_run.hpp"
#include "scenarios/recording/columns.hpp"
#include "scenarios/results/result_writer.hpp"

namespace dimai::scenarios {

namespace {

/// A row of /capsule_line/sections.
struct SectionRow {
  std::uint32_t line = 0;
  const models::LineSection* section = nullptr;
  const models::SectionPhysics* physics = nullptr;
  const models::SectionState* state = nullptr;
  double rise_pa = 0.0;  ///< mean, from the mean air speed
};

/// A point of a line's profile.
struct ProfileRow {
  std::uint32_t line = 0;
  std::uint8_t pipe = 0;
  models::LineProfilePoint at;
};

std::vector<ColumnInfo> sample_columns() {
  return {{"time_s", "s", "time", ColumnType::float64, {}},
          {"line", "1", "row of /capsule_line/lines", ColumnType::uint32, {}},
          {"pipe", "1", "which way it carries", ColumnType::uint8, {"outward", "return"}},
          {"air_m_s", "m/s", "speed of the air", ColumnType::float64, {}},
          {"capsule_m_s", "m/s", "speed of capsules in the first section", ColumnType::float64, {}},
          {"capsules", "1", "capsules in the pipe", ColumnType::int64, {}},
          {"rise_pa", "Pa", "pressure rise of all drives", ColumnType::float64, {}},
          {"energy_j", "J", "electrical energy of all drives so far", ColumnType::float64, {}},
          {"delivered", "1", "loads unloaded so far", ColumnType::int64, {}}};
}

}  // namespace

void CapsuleLineRun::define_tables(ResultWriter& writer) const {
  writer.define_columns("/capsule_line/series", sample_columns());
}

void CapsuleLineRun::write_news(ResultWriter& writer) {
  using models::LineSample;
  for (std::uint32_t l = 0; l < lines_.size(); ++l) {
    const std::vector<LineSample>& rows = lines_[l]->samples();
    if (rows.empty()) continue;
    writer.append(
        "/capsule_line/series",
        {column<double>(rows, [](const LineSample& r) { return sim::to_seconds({r.time_ns}); }),
         column<std::uint32_t>(rows, [&](const LineSample&) { return l; }),
         column<std::uint8_t>(rows, [](const LineSample& r) { return r.pipe; }),
         column<double>(rows, [](const LineSample& r) { return r.air_m_s; }),
         column<double>(rows, [](const LineSample& r) { return r.capsule_m_s; }),
         column<std::int64_t>(rows, [](const LineSample& r) { return r.capsules; }),
         column<double>(rows, [](const LineSample& r) { return r.rise_pa; }),
         column<double>(rows, [](const LineSample& r) { return r.energy_j; }),
         column<std::int64_t>(rows, [](const LineSample& r) { return r.delivered; })});
    lines_[l]->forget_samples();
  }
}

void CapsuleLineRun::write_closing(ResultWriter& writer) const {
  write_lines(writer);
  write_sections(writer);
  write_profiles(writer);
  write_trips(writer);
}

void CapsuleLineRun::write_lines(ResultWriter& writer) const {
  const double end_s = sim::to_seconds(simulation_->now());
  std::vector<LineFigures> figures;
  for (const auto& line : lines_) figures.push_back(line_figures(*line, end_s));
  const auto figure = [&](double LineFigures::*member) {
    return column<double>(figures, [&](const LineFigures& f) { return f.*member; });
  };
  writer.write_columns(
      "/capsule_line/lines",
      {{{"name", "", "of the line", ColumnType::text},
        column<std::string>(lines_, [](const auto& l) { return l->parameters().name; })},
       {{"bore_m", "m", "bore"},
        column<double>(lines_, [](const auto& l) { return l->parameters().bore_m; })},
       {{"capsules", "1", "capsules in all"},
        column<std::int64_t>(lines_, [](const auto& l) { return l->parameters().fleet; })},
       {{"payload_kg", "kg", "load of a capsule"},
        column<double>(lines_, [](const auto& l) { return l->parameters().payload_kg; })},
       {{"drag_band", "1", "relative uncertainty of the capsules' drag"},
        column<double>(lines_, [](const auto& l) { return l->parameters().drag_band; })},
       {{"delivered_t", "t", "unloaded"}, figure(&LineFigures::delivered_t)},
       {{"throughput_t_h", "t/h", "from the first unloading on"},
        figure(&LineFigures::delivered_t_h)},
       {{"line_fill", "1", "mean share of the outward pipe's length that capsules take"},
        figure(&LineFigures::line_fill)},
       {{"air_m_s", "m/s", "mean while running, outward"}, figure(&LineFigures::air_m_s)},
       {{"slip_m_s", "m/s", "air over capsule, first section"}, figure(&LineFigures::slip_m_s)},
       {{"blower_energy_j", "J", "electrical energy of blowers"}, figure(&LineFigures::blower_j)},
       {{"motor_energy_j", "J", "electrical energy of linear motors"},
        figure(&LineFigures::motor_j)},
       {{"energy_mj_t_km", "MJ/(t km)", "electrical, of delivered load and outward way"},
        figure(&LineFigures::energy_mj_t_km)},
       {{"floor_mj_t_km", "MJ/(t km)", "rolling resistance of the load alone"},
        figure(&LineFigures::floor_mj_t_km)},
       {{"air_lost_m3", "m3", "by locks, at ambient pressure"},
        column<double>(lines_, [](const auto& l) { return l->air_lost_m3(); })},
       {{"held_at_locks", "1", "capsules that found a lock taken"},
        column<std::int64_t>(lines_, [](const auto& l) { return l->held_at_locks(); })}});
}

void CapsuleLineRun::write_sections(ResultWriter& writer) const {
  std::vector<SectionRow> rows;
  for (std::uint32_t l = 0; l < lines_.size(); ++l) {
    for (const models::PipeState& pipe : lines_[l]->pipes()) {
      const std::vector<std::size_t> counts = models::mean_counts(pipe);
      for (std::size_t s = 0; s < pipe.sections.size(); ++s) {
        const double rise_pa =
            models::drive_rise_pa(pipe.physics, s, models::mean_air_m_s(pipe), counts);
        rows.push_back({l, &lines_[l]->sections()[pipe.section_of[s]], &pipe.physics.sections[s],
                        &pipe.sections[s], rise_pa});
      }
    }
  }
  writer.write_columns(
      "/capsule_line/sections",
      {{{"line", "1", "row of /capsule_line/lines"},
        column<std::uint32_t>(rows, [](const auto& r) { return r.line; })},
       {{"pipe", "1", "which way it carries", ColumnType::uint8, {"outward", "return"}},
        column<std::uint8_t>(rows, [](const auto& r) { return r.section->pipe != "outward"; })},
       {{"drive", "1", "what moves the air", ColumnType::uint8, {"blower", "linear_motor"}},
        column<std::uint8_t>(rows, [](const auto& r) { return r.section->drive != "blower"; })},
       {{"length_m", "m", "length"},
        column<double>(rows, [](const auto& r) { return r.section->length_m; })},
       {{"slip_m_s", "m/s", "air over capsule"},
        column<double>(rows, [](const auto& r) { return r.physics->slip_m_s; })},
       {{"starting_air_m_s", "m/s", "air that starts standing capsules"},
        column<double>(rows, [](const auto& r) { return r.physics->starting_m_s; })},
       {{"rise_pa", "Pa", "pressure rise of the drive at the mean air speed"},
        column<double>(rows, [](const auto& r) { return r.rise_pa; })},
       {{"energy_j", "J", "electrical energy of the drive"},
        column<double>(rows, [](const auto& r) { return r.state->energy_j; })},
       {{"passed", "1", "capsules that went through"},
        column<std::int64_t>(rows, [](const auto& r) { return r.state->passed; })}});
}

void CapsuleLineRun::write_profiles(ResultWriter& writer) const {
  std::vector<ProfileRow> rows;
  for (std::uint32_t l = 0; l < lines_.size(); ++l) {
    for (std::uint8_t p = 0; p < 2; ++p) {
      for (const models::LineProfilePoint& at : models::line_profile(*lines_[l], p))
        rows.push_back({l, p, at});
    }
  }
  writer.write_columns(
      "/capsule_line/profile",
      {{{"line", "1", "row of /capsule_line/lines"},
        column<std::uint32_t>(rows, [](const auto& r) { return r.line; })},
       {{"pipe", "1", "which way it carries", ColumnType::uint8, {"outward", "return"}},
        column<std::uint8_t>(rows, [](const auto& r) { return r.pipe; })},
       {{"place_m", "m", "from the beginning of the pipe"},
        column<double>(rows, [](const auto& r) { return r.at.place_m; })},
       {{"pressure_pa", "Pa", "absolute, with compressible air"},
        column<double>(rows, [](const auto& r) { return r.at.pressure_pa; })},
       {{"air_m_s", "m/s", "speed of the air there"},
        column<double>(rows, [](const auto& r) { return r.at.air_m_s; })},
       {{"capsule_m_s", "m/s", "speed of capsules there"},
        column<double>(rows, [](const auto& r) { return r.at.capsule_m_s; })}});
}

void CapsuleLineRun::write_trips(ResultWriter& writer) const {
  std::vector<models::LineTrip> trips;
  std::vector<std::uint32_t> of_line;
  for (std::uint32_t l = 0; l < lines_.size(); ++l) {
    trips.insert(trips.end(), lines_[l]->trips().begin(), lines_[l]->trips().end());
    of_line.resize(trips.size(), l);
  }
  const auto seconds = [&](std::int64_t models::LineTrip::*member) {
    return column<double>(trips, [&](const models::LineTrip& t) {
      return t.*member < 0 ? std::nan("") : sim::to_seconds({t.*member});
    });
  };
  writer.write_columns(
      "/capsule_line/trips",
      {{{"line", "1", "row of /capsule_line/lines"}, of_line},
       {{"loading_time_s", "s", "loading began"}, seconds(&models::LineTrip::loading_ns)},
       {{"launch_time_s", "s", "entered the pipe; not a number: not yet"},
        seconds(&models::LineTrip::launched_ns)},
       {{"arrival_time_s", "s", "left the pipe"}, seconds(&models::LineTrip::arrived_ns)},
       {{"unload_time_s", "s", "was unloaded"}, seconds(&models::LineTrip::unloaded_ns)}});
}

}  // namespace dimai::scenarios
