#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "models/parameters/field.hpp"

namespace dimai::models {

/// What failures do. Scenario table [disruption].
struct DisruptionParameters {
  double break_at = 0.5;
  double evacuation_after_s = 900.0;
  double walking_speed_m_s = 1.0;
  double shaft_spacing_m = 750.0;
  double smoke_distance_m = 1000.0;
  double late_factor = 2.0;
  double late_grace_s = 900.0;

  static constexpr std::string_view table = "disruption";
  static const std::array<Field<DisruptionParameters>, 7> fields;
};

inline constexpr std::array<Field<DisruptionParameters>, 7> DisruptionParameters::fields{{
    {"break_at",
     &DisruptionParameters::break_at,
     0.0,
     1.0,
     "where along a tube it breaks, as a share of its length; trains that have passed there run on",
     Flag::assumption,
     "",
     {}},
    {"evacuation_after_s",
     &DisruptionParameters::evacuation_after_s,
     0.0,
     30.0 * 86400.0,
     "people leave capsules that have been held for so long",
     Flag::assumption,
     "",
     {}},
    {"walking_speed_m_s",
     &DisruptionParameters::walking_speed_m_s,
     0.1,
     3.0,
     "of people on their way out",
     Flag::assumption,
     "",
     {}},
    {"shaft_spacing_m",
     &DisruptionParameters::shaft_spacing_m,
     10.0,
     1e6,
     "between shafts by which people leave a tunnel, counted from its beginning; its ends are "
     "ways out, too",
     Flag::assumption,
     "",
     {}},
    {"smoke_distance_m",
     &DisruptionParameters::smoke_distance_m,
     0.0,
     1e5,
     "a fire closes all tunnels within this way along tunnels, unless a section is named",
     Flag::assumption,
     "",
     {}},
    {"late_factor",
     &DisruptionParameters::late_factor,
     1.0,
     100.0,
     "a request is served in time within so many times an undelayed journey ...",
     Flag::assumption,
     "",
     {}},
    {"late_grace_s",
     &DisruptionParameters::late_grace_s,
     0.0,
     30.0 * 86400.0,
     "... and so much beyond, in which a capsule is waited for",
     Flag::assumption,
     "",
     {}},
}};

/// Failures that arise by themselves. Scenario table [disruption.random].
struct RandomFailureParameters {
  double per_km_year = 0.0;
  double per_junction_year = 0.0;
  double per_portal_year = 0.0;
  double per_host_year = 0.0;
  double per_cell_year = 0.0;
  double per_pipe_km_year = 0.0;
  double per_machine_year = 0.0;
  double per_station_year = 0.0;
  double severe_share = 0.1;
  double mean_repair_s = 0.0;

  static constexpr std::string_view table = "disruption.random";
  static const std::array<Field<RandomFailureParameters>, 10> fields;
};

inline constexpr std::array<Field<RandomFailureParameters>, 10> RandomFailureParameters::fields{{
    {"per_km_year",
     &RandomFailureParameters::per_km_year,
     0.0,
     1e4,
     "failures of a tube per kilometre and year",
     Flag::assumption,
     "",
     {}},
    {"per_junction_year",
     &RandomFailureParameters::per_junction_year,
     0.0,
     1e4,
     "failures of a junction, yard or siding per year",
     Flag::assumption,
     "",
     {}},
    {"per_portal_year",
     &RandomFailureParameters::per_portal_year,
     0.0,
     1e4,
     "failures of a portal per year",
     Flag::assumption,
     "",
     {}},
    {"per_host_year",
     &RandomFailureParameters::per_host_year,
     0.0,
     1e4,
     "failures of a dispatcher's computer, or of a junction's or portal's cabinet, per year",
     Flag::assumption,
     "",
     {}},
    {"per_cell_year",
     &RandomFailureParameters::per_cell_year,
     0.0,
     1e4,
     "failures of a radio cell per year",
     Flag::assumption,
     "",
     {}},
    {"per_pipe_km_year",
     &RandomFailureParameters::per_pipe_km_year,
     0.0,
     1e4,
     "failures of a pipe of any pipeline per kilometre and year",
     Flag::assumption,
     "",
     {}},
    {"per_machine_year",
     &RandomFailureParameters::per_machine_year,
     0.0,
     1e4,
     "failures of a pump, blower or compressor per year",
     Flag::assumption,
     "",
     {}},
    {"per_station_year",
     &RandomFailureParameters::per_station_year,
     0.0,
     1e4,
     "failures of a station of a pipeline per year",
     Flag::assumption,
     "",
     {}},
    {"severe_share",
     &RandomFailureParameters::severe_share,
     0.0,
     1.0,
     "share of these failures that are severe, the others being moderate",
     Flag::assumption,
     "",
     {}},
    {"mean_repair_s",
     &RandomFailureParameters::mean_repair_s,
     0.0,
     3650.0 * 86400.0,
     "mean of exponential repair times without crews; 0: they wait for crews",
     Flag::assumption,
     "",
     {}},
}};

}  // namespace dimai::models
