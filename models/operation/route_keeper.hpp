#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/control/guideway_control.hpp"
#include "models/guideway/guideway.hpp"
#include "models/network/network.hpp"
#include "models/network/routing.hpp"
#include "models/operation/parameters.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

/// Shuts and opens links at their times, and has routes follow queues.
class RouteKeeper {
 public:
  /// @param interval_ns  how often routes are found anew [ns]; 0: never. A link then costs its free
  /// running time
  ///                     and the mean delay of trains that left it since the last time, or if none
  ///                     did, the delay so far of the one that has stood there longest.
  /// @param guideways  one, or one for each region; attached to their simulations before the start
  RouteKeeper(const Network& network, Router& router, std::vector<Guideway*> guideways,
              std::vector<Closure> closures, std::int64_t interval_ns);
  /// Whom to tell of changes besides.
  void tell(PortalOperator& portals) { portals_ = &portals; }

  /// By whom news spreads that takes time to; those at the nodes go the old ways until then.
  void spread_by(RouteNews& news) { news_ = &news; }
  /// The news is everywhere: new ways hold.
  void know(sim::Simulation& simulation, std::span<const LinkIndex> links, bool closed);
  /// Whom to tell before and after that.
  void tell(NewsListener& listener) { listener_ = &listener; }
  /// Whether the link is shut, whoever knows of it.
  bool is_shut(LinkIndex link) const { return closed_times_[link.value] > 0; }

  void start(sim::Simulation& simulation);
  /// Shuts links or opens them, each as often as it was shut; then tells everybody. False if the
  /// news takes time.
  bool set_closed(sim::Simulation& simulation, std::span<const LinkIndex> links, bool closed);
  void handle(sim::Simulation& simulation, const sim::Event& event);
  void keep(sim::Archive& archive);              ///< see there
  void close_anew(sim::Simulation& simulation);  ///< see replan.cpp
  void renew_anew(sim::Simulation& simulation);  ///< the same

 private:
  enum Kind : std::uint16_t { close_link, open_link, renew_costs };

  void set_by_plan(sim::Simulation& simulation, LinkIndex link, bool closed);
  void renew(sim::Simulation& simulation);
  void add_flows(std::vector<double>& trains, std::vector<double>& delay_s) const;
  std::vector<double> standing_delays_s(sim::Time now) const;

  Router& router_;
  std::vector<Guideway*> guideways_;
  std::vector<Closure> closures_;
  std::int64_t interval_ns_;
  std::vector<double> free_cost_s_;          ///< by link
  std::vector<std::uint32_t> closed_times_;  ///< by link: closures in force, which may overlap
  std::vector<double> trains_before_;        ///< by link: sums at the last renewal
  std::vector<double> delay_before_s_;
  PortalOperator* portals_ = nullptr;
  RouteNews* news_ = nullptr;
  NewsListener* listener_ = nullptr;
  sim::HandlerId handler_{};
};

/// Undelayed running time of each link at the speeds that capsules may run [s]; shape (link,).
std::vector<double> free_running_times_s(const Network& network, double speed_m_s);

}  // namespace dimai::models
