#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "models/parameters/field.hpp"

namespace dimai::models {

inline constexpr std::array<std::string_view, 5> kArchitectureChoices{"none", "central", "regional",
                                                                      "junction", "gossip"};
/// How capsules are dispatched, and who decides what. Scenario table [dispatch].
struct DispatchParameters {
  double interval_s = 0.0;
  std::string architecture = "none";
  std::int64_t regions = 4;
  bool report_events = true;
  double report_interval_s = 0.0;
  double reach_m = 50e3;
  double ask_again_s = 10.0;
  double gossip_interval_s = 1.0;
  std::int64_t gossip_hops = 3;
  double announce_distance_m = 2000.0;
  bool merges = true;
  bool marshalling = true;
  bool rerouting = true;
  double answer_timeout_s = 30.0;
  bool take_over = true;
  double take_back_margin_s = 60.0;
  double decision_flop = 1e6;
  double candidate_flop = 200.0;

  static constexpr std::string_view table = "dispatch";
  static const std::array<Field<DispatchParameters>, 18> fields;
};

inline constexpr std::array<Field<DispatchParameters>, 18> DispatchParameters::fields{{
    {"interval_s",
     &DispatchParameters::interval_s,
     0.0,
     3600.0,
     "requests are given to capsules, and capsules to parking places elsewhere, at multiples of "
     "this time; 0: at once",
     Flag::assumption,
     "",
     {}},
    {"architecture", &DispatchParameters::architecture, 0, 0,
     "who decides: none (at once, all is known), one centre, a dispatcher a region, a controller a "
     "junction, or controllers that pass on what they hear",
     Flag::assumption, "", kArchitectureChoices},
    {"regions",
     &DispatchParameters::regions,
     1,
     256,
     "dispatchers of the architecture regional, where no [[dispatch.region]] is given",
     Flag::assumption,
     "",
     {}},
    {"report_events",
     &DispatchParameters::report_events,
     0,
     0,
     "capsules and portals report at once what has changed",
     Flag::assumption,
     "",
     {}},
    {"report_interval_s",
     &DispatchParameters::report_interval_s,
     0.0,
     3600.0,
     "capsules and portals report at multiples of this time, too; 0: never",
     Flag::assumption,
     "",
     {}},
    {"reach_m",
     &DispatchParameters::reach_m,
     1.0,
     1e7,
     "how far a junction asks others for a capsule, or for a parking place, at first; doubled each "
     "time that nobody has one",
     Flag::assumption,
     "",
     {}},
    {"ask_again_s",
     &DispatchParameters::ask_again_s,
     0.001,
     3600.0,
     "until a request for which nobody within reach had a capsule is asked for again",
     Flag::assumption,
     "",
     {}},
    {"gossip_interval_s",
     &DispatchParameters::gossip_interval_s,
     0.01,
     3600.0,
     "neighbours tell each other what is new at multiples of this time",
     Flag::assumption,
     "",
     {}},
    {"gossip_hops",
     &DispatchParameters::gossip_hops,
     1,
     100,
     "how many neighbours one after another pass a report on",
     Flag::assumption,
     "",
     {}},
    {"announce_distance_m",
     &DispatchParameters::announce_distance_m,
     1.0,
     1e6,
     "before a merge within which a train asks to be let in",
     Flag::assumption,
     "",
     {}},
    {"merges",
     &DispatchParameters::merges,
     0,
     0,
     "trains pass merges, and couple there, only once that was granted by message",
     Flag::assumption,
     "",
     {}},
    {"marshalling",
     &DispatchParameters::marshalling,
     0,
     0,
     "trains in yards are formed only once that was ordered by message",
     Flag::assumption,
     "",
     {}},
    {"rerouting",
     &DispatchParameters::rerouting,
     0,
     0,
     "new ways hold only once those who stand at the nodes were told by message",
     Flag::assumption,
     "",
     {}},
    {"answer_timeout_s",
     &DispatchParameters::answer_timeout_s,
     0.001,
     3600.0,
     "without an answer by then a request is sent again, to the next dispatcher, and junctions go "
     "by their own rule",
     Flag::assumption,
     "",
     {}},
    {"take_over",
     &DispatchParameters::take_over,
     0,
     0,
     "portals and capsules that get no answer in that time turn to the next nearest dispatcher "
     "until their own is back; orders and requests that it had are decided anew",
     Flag::assumption,
     "",
     {}},
    {"take_back_margin_s",
     &DispatchParameters::take_back_margin_s,
     0.0,
     1e6,
     "a dispatcher that is back takes a request of its portals back from the capsule that a "
     "neighbour gave it to, if one of its own comes sooner by more than this",
     Flag::assumption,
     "",
     {}},
    {"decision_flop",
     &DispatchParameters::decision_flop,
     0.0,
     1e15,
     "operations of any decision",
     Flag::assumption,
     "",
     {}},
    {"candidate_flop",
     &DispatchParameters::candidate_flop,
     0.0,
     1e12,
     "operations for each capsule or train that a decision looks at, and for each node of new ways",
     Flag::assumption,
     "",
     {}},
}};

}  // namespace dimai::models
