#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "models/network/network.hpp"
#include "models/operation/parameters.hpp"
#include "models/parameters/capsule_class.hpp"
#include "models/parameters/formation.hpp"
#include "models/parameters/guideway.hpp"
#include "models/parameters/resistance.hpp"
#include "scenarios/effective_parameter.hpp"
#include "scenarios/problem.hpp"

namespace dimai::scenarios {

/// Length and random numbers of a run. Scenario table [run].
struct RunParameters {
  double duration_s = 86400.0;
  std::int64_t seed = 1;
  std::int64_t replication = 0;
  double time_bin_s = 900.0;
  double reroute_interval_s = 0.0;

  static constexpr std::string_view table = "run";
  static const std::array<models::Field<RunParameters>, 5> fields;
};

inline constexpr std::array<models::Field<RunParameters>, 5> RunParameters::fields{{
    {"duration_s",
     &RunParameters::duration_s,
     1.0,
     366.0 * 86400.0,
     "longest simulated time; a run ends sooner once all requests are served",
     models::Flag::assumption,
     "",
     {}},
    {"seed",
     &RunParameters::seed,
     0,
     9.0e15,
     "chooses all random numbers",
     models::Flag::assumption,
     "",
     {}},
    {"replication",
     &RunParameters::replication,
     0,
     1.0e9,
     "which of several independent runs of the same seed",
     models::Flag::assumption,
     "",
     {}},
    {"time_bin_s",
     &RunParameters::time_bin_s,
     1.0,
     86400.0,
     "length of a bin of the time series",
     models::Flag::assumption,
     "",
     {}},
    {"reroute_interval_s",
     &RunParameters::reroute_interval_s,
     0.0,
     86400.0,
     "routes are found anew with the delays of the last interval; 0: only when links close or open",
     models::Flag::assumption,
     "",
     {}},
}};

/// A pair whose times are reported by themselves. Table array [[report.pair]].
/// `origin` and `destination` name a portal (id) or a city; each may stand for many portals.
struct ReportPair {
  std::string origin;
  std::string destination;
  std::string capsule_class;                    ///< "" for all classes
  std::vector<models::NodeIndex> origins;       ///< portals that `origin` stands for
  std::vector<models::NodeIndex> destinations;  ///< portals that `destination` stands for
};

/// A stretch of which every train's passage is recorded. Table [output.stretch].
struct Stretch {
  std::vector<models::LinkIndex> links;  ///< in order along the way; empty: nothing is recorded
  double from_s = 0.0;
  double until_s = 0.0;
};

/// A scenario after all checks: every value is known good and in SI.
struct Scenario {
  std::string name;
  std::string title;
  std::string title_zh;
  std::string description;
  std::string description_zh;
  RunParameters run;
  models::GuidewayParameters guideway;
  models::FormationParameters formation;
  models::ResistanceParameters resistance;
  std::vector<models::CapsuleClass> capsule_classes;
  models::DemandParameters demand;
  std::vector<models::GravityParameters> gravity;
  std::vector<std::array<double, 24>> hour_shares;  ///< one per entry of `gravity`
  std::vector<models::Flow> flows;
  std::vector<models::TimedTrip> trips;
  std::vector<models::Closure> closures;
  models::Network network;
  std::vector<ReportPair> report_pairs;
  Stretch stretch;
  bool record_traversals = false;      ///< [output] traversals: every train's passage of every link
  std::string source_text;             ///< scenario.toml as it was read
  std::vector<std::string> overrides;  ///< key=value given on the command line, in order
  std::vector<EffectiveParameter> parameters;  ///< every parameter, defaults marked
  std::vector<Problem> warnings;               ///< odd things that do not keep it from running
};

}  // namespace dimai::scenarios
