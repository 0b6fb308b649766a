#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scenarios/formats/text_file.hpp"
#include "scenarios/reading/network_reader.hpp"
#include "scenarios/reading/reachability.hpp"
#include "scenarios/reading/table_reader.hpp"
#include "scenarios/scenario.hpp"

namespace dimai::scenarios {

/// State while one scenario is read: what its parts share.
struct Reading {
  Scenario& scenario;
  Problems& problems;
  std::filesystem::path folder;  ///< files are named relative to it
  NetworkFile network_file;      ///< its network moves into the scenario at the end
  std::unordered_map<std::string, models::NodeIndex> nodes;  ///< by id; looked up, never walked
  std::optional<Reachability> reachability;  ///< once classes and a whole network are read
  std::vector<TableReader> capsule_tables;   ///< one per class, to point at
  bool has_logistics = false;                ///< demand may come from shipments
  bool has_capsules = true;                  ///< a network of tunnels is there, or wanted
  bool all_pipelines_read = true;            ///< none has a problem: what they have is known

  const models::Network& network() const { return network_file.network; }
  /// Whether ids of nodes and links can be checked: not after a faulty network file.
  bool has_network() const { return network_file.read; }

  /// Row of a capsule class, or nothing.
  std::optional<std::uint32_t> find_class(std::string_view name) const;
  std::vector<std::string_view> class_names() const;
  std::vector<std::string_view> portal_ids() const;
  /// The text of a file that `key` names, or nothing and a problem.
  std::optional<std::string> read_file(TableReader& table, std::string_view key,
                                       std::string& shown_path);
};

// sections.cpp
void read_guideway(Reading& reading, TableReader& document);
void read_capsules(Reading& reading, TableReader& document);
void read_closures(Reading& reading, TableReader& document);
void read_report(Reading& reading, TableReader& document);
void read_output(Reading& reading, TableReader& document);
/// [berths] and [empties], with the file of targets.
void read_fleet(Reading& reading, TableReader& document);
// dispatching/dispatch_reader.cpp
/// [dispatch] and [messages]; after the network and the classes.
void read_dispatch(Reading& reading, TableReader& document);
/// What of [empties] the dispatch can do.
void check_empties(Reading& reading, TableReader& document);
// disruption/disruption_reader.cpp
/// [disruption], [repair], failures, strikes and stocks; after capsules, network and pipelines.
void read_disruption(Reading& reading, TableReader& document);
// marshalling/marshalling_reader.cpp
void read_formation(Reading& reading, TableReader& document);
/// What single junctions do, and how yards are laid out; after the network.
void read_marshalling(Reading& reading, TableReader& document);
// demand_reader.cpp
void read_demand(Reading& reading, TableReader& document);
// csv_tables.cpp
void read_flows(Reading& reading, std::string_view text, const std::string& file);
void read_trips(Reading& reading, std::string_view text, const std::string& file);
/// Idle capsules wanted: portal, class, from, until, capsules.
void read_targets(Reading& reading, std::string_view text, const std::string& file);
/// Shares of the 24 hours, scaled to add up to 1 exactly; nothing after a problem.
std::optional<std::array<double, 24>> read_hour_profile(std::string_view text,
                                                        const std::string& file,
                                                        Problems& problems);
/// Values from 0 to 1 of the 24 hours; nothing after a problem. @param column  that holds them
std::optional<std::array<double, 24>> read_hour_values(std::string_view text,
                                                       const std::string& file, Problems& problems,
                                                       std::string_view column);
// network_checks.cpp
/// Capsules against tunnels: bores, lengths of trains, places for the fleet.
void check_network(Reading& reading);
/// Batteries and workshops against what portals have.
void check_upkeep(Reading& reading);
// pipelines/registry.cpp
/// Whether a document has a table of pipelines.
bool has_pipelines(TableReader& document);
/// Reads every table of pipelines that there is into Scenario::pipelines, with all problems.
void read_pipelines(Reading& reading, TableReader& document);

}  // namespace dimai::scenarios
