#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "models/dispatch/dispatch_plan.hpp"
#include "models/disruption/failure.hpp"
#include "models/network/network.hpp"
#include "models/operation/parameters.hpp"
#include "models/parameters/berths.hpp"
#include "models/parameters/capsule_class.hpp"
#include "models/parameters/empties.hpp"
#include "models/parameters/formation.hpp"
#include "models/parameters/guideway.hpp"
#include "models/parameters/resistance.hpp"
#include "models/yards/junction_policy.hpp"
#include "scenarios/effective_parameter.hpp"
#include "scenarios/pipeline.hpp"
#include "scenarios/problem.hpp"
#include "scenarios/run_parameters.hpp"

namespace dimai::scenarios {

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

/// A scenario after all checks: every value is known good and in SI. One that is of pipelines only
/// has no nodes, no links and no classes of capsules.
struct Scenario {
  std::string name;
  std::string title;
  std::string title_zh;
  std::string description;
  std::string description_zh;
  RunParameters run;
  models::GuidewayParameters guideway;
  models::FormationParameters formation;
  std::vector<models::NodeFormation> formation_at;  ///< nodes where something else holds
  std::vector<models::YardLayout> yards;            ///< yards and sidings that are laid out
  models::ResistanceParameters resistance;
  models::BerthParameters berths;
  models::EmptiesParameters empties;
  std::vector<models::CapsuleClass> capsule_classes;
  models::DemandParameters demand;
  models::DispatchParameters dispatch;
  models::MessageParameters messages;
  std::vector<models::DispatchHost> dispatch_hosts;
  std::vector<models::DispatchRegion> dispatch_regions;
  std::vector<models::DispatchMesh> dispatch_meshes;
  std::vector<models::DispatchPlace> dispatch_places;
  std::vector<models::GravityParameters> gravity;
  std::vector<std::array<double, 24>> hour_shares;  ///< one per entry of `gravity`
  std::vector<models::Flow> flows;
  std::vector<models::TimedTrip> trips;
  std::vector<models::Closure> closures;
  models::DisruptionPlan disruption;
  models::Network network;
  std::vector<std::unique_ptr<PipelinePlan>> pipelines;  ///< in the order of the registry
  std::vector<ReportPair> report_pairs;
  Stretch stretch;
  bool record_journeys = true;         ///< [output] journeys: what any journey is rebuilt from
  bool record_traversals = false;      ///< [output] traversals: every train's passage of every link
  bool record_messages = false;        ///< [output] messages: every message and job
  std::string source_text;             ///< scenario.toml as it was read
  std::vector<std::string> files;      ///< every file that was read, as it was opened
  std::vector<std::string> overrides;  ///< key=value given on the command line, in order
  std::vector<EffectiveParameter> parameters;  ///< every parameter, defaults marked
  std::vector<Problem> warnings;               ///< odd things that do not keep it from running
};

}  // namespace dimai::scenarios
