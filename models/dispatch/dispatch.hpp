#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "models/control/fleet_control.hpp"
#include "models/control/guideway_control.hpp"
#include "models/dispatch/dispatch_log.hpp"
#include "models/dispatch/dispatch_plan.hpp"
#include "models/dispatch/dispatch_state.hpp"
#include "models/dispatch/post.hpp"
#include "models/guideway/guideway.hpp"
#include "models/network/search/near_search.hpp"
#include "models/operation/empties/routed_times.hpp"
#include "models/operation/route_keeper.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

/// What dispatch by message is made of. All that is pointed at outlives it.
struct DispatchSetup {
  DispatchPlan plan;
  DispatchParameters parameters;
  MessageParameters messages;
  const Network* network = nullptr;
  Router* router = nullptr;
  std::vector<std::uint32_t> profile_of_class;
  std::vector<std::int64_t> handling_ns;  ///< loading and unloading, by class
};

/// Dispatch where those who decide know only what has been told to them by message, need time to
/// decide, and tell what they have decided by message. See analysis/docs/dispatch.md.
class Dispatch final : public FleetControl,
                       public GuidewayControl,
                       public RouteNews,
                       public Breakable,
                       private LetterReader {
 public:
  explicit Dispatch(DispatchSetup setup);
  /// Before the fleet is placed; all live as long as the dispatch is used.
  void attach(sim::Simulation& simulation, Fleet& fleet, Guideway& guideway);
  /// After it: from now on nobody knows what was not told to him.
  void start();
  void handle(sim::Simulation& simulation, const sim::Event& event);
  void tell(RouteKeeper& routes) { routes_ = &routes; }

  void requested(std::uint32_t journey) override;
  void offered(CapsuleIndex capsule, std::uint32_t portal, std::int64_t free_ns) override;
  void leg_changed(CapsuleIndex capsule) override;
  void places_changed(NodeIndex portal) override;
  void needs_place(CapsuleIndex capsule) override;
  void coming(std::uint32_t inlet, TrainIndex train, NodeIndex node, std::int64_t arrives_ns,
              double speed_m_s) override;
  std::int64_t granted_ns(std::uint32_t inlet, TrainIndex train, NodeIndex node) override;
  bool may_form(std::uint32_t track, NodeIndex node, bool newest) override;
  void passed(TrainIndex train, NodeIndex node) override;
  bool spread(std::span<const LinkIndex> links, bool closed) override;
  /// A computer or radio fails, or is repaired; `host` as message_hosts() numbers them.
  void set_working(std::uint32_t host, bool working) override;
  void keep(sim::Archive& archive);  ///< see there
  void replan();                     ///< the same
  Post& post() { return post_; }
  /// Requests that wait and that nobody keeps; 0 unless something is wrong.
  std::uint64_t forgotten_requests() const;

  const DispatchPlan& plan() const { return setup_.plan; }
  const DispatchLog& log() const { return log_; }

 private:
  using enum DispatchEvents::Kind;
  using Site = DispatcherState;
  using Decision = DispatchDecision;
  using Ask = PassingAsk;
  using YardAsk = FormingAsk;

  void read(const Letter& letter, bool lost) override;
  void read_lost(const Letter& letter);
  bool read_later(const Letter& letter);
  void act(const Letter& letter);
  std::int64_t now_ns() const { return simulation_->now().ns; }
  void after(std::int64_t span_ns, DispatchEvents::Kind kind, std::uint32_t subject,
             std::uint32_t data = 0);
  DecisionCounts& counts(DecisionKind kind) {
    return log_.decisions[static_cast<std::size_t>(kind)];
  }
  std::uint32_t site_of_portal(std::uint32_t portal) const;
  /// Who answers for a node now.
  std::uint32_t site_of(NodeIndex node) const { return serving_[setup_.plan.site_of_node[node]]; }
  AccessIndex cell(CapsuleIndex capsule) const {
    return setup_.plan.cell[own_[capsule.value].place];
  }

  // hosts.cpp and taking_back.cpp: who fails forgets, and is told all anew once repaired
  void fail(std::uint32_t site);
  void repair(std::uint32_t site);
  void set_cell_working(NodeIndex node, bool working);

  // reporting.cpp: what is told to whom
  CapsuleReport report_of(CapsuleIndex capsule) const;
  void report(CapsuleIndex capsule);
  void tell_of(CapsuleIndex capsule);
  void send_places(NodeIndex portal);
  void send_report(CapsuleIndex capsule, std::uint32_t site);
  void hear(std::uint32_t site, const CapsuleReport& report);
  void beacon(std::uint32_t turn);
  void gossip();
  void pass_on(std::uint32_t site, const CapsuleReport& report);
  void hear_gossip(std::uint32_t site, std::uint32_t news);
  bool knows_all() const { return rumours_.spread || setup_.plan.sites.size() == 1; }

  // assigning.cpp: who serves a request, who parks where
  void ask_site(const DispatchTask& task);
  void resend_later(const DispatchTask& task);
  void take_task(std::uint32_t site, const DispatchTask& task);
  void work(std::uint32_t site);
  void compute(std::uint32_t site, double flop, Letter&& job);
  Decision decide(std::uint32_t site, const DispatchTask& task, double& candidates);
  void decide_journey(std::uint32_t site, Decision& decision);
  std::optional<Supply::Choice> choose(View& view, const Request& request);
  void decide_place(std::uint32_t site, Decision& decision);
  void decide_moves(std::uint32_t site, Decision& decision);
  void add_parking_order(std::uint32_t site, const ParkingChoice& parking, Decision& decision);
  void note_age(DecisionKind kind, std::int64_t at_ns);
  void pass_on_or_wait(Decision& decision);
  void steer();
  void carry_out(std::uint32_t site);
  void give_order(std::uint32_t site, const CapsuleOrder& order, const DispatchTask& task);
  void obey(const Letter& letter);
  void hear_answer(const Letter& letter);
  void check_answers();
  void retry(std::uint32_t site);
  const std::vector<std::uint32_t>& others(std::uint32_t site);

  // taking_back.cpp: what it leaves then, and finds when it is back
  void take_over(std::uint32_t failed);
  void hand_over(std::uint32_t from, std::uint32_t to);
  void call_in(std::uint32_t site);
  void promise(const Letter& answer);
  void keep_promise(const Letter& letter);
  void ask_for_promised(std::uint32_t site);
  void recall();
  void decide_recall(std::uint32_t site, const DispatchTask& task, Decision& decision);
  void send_recall(std::uint32_t site, const DispatchTask& task);
  void obey_recall(const Letter& letter);

  // merging_orders.cpp: trains at merges and in yards, new ways
  bool needs_grant(NodeIndex node) const;
  void announce(TrainIndex train, std::uint32_t number);
  void ask_to_pass(TrainIndex train);
  void weigh(const Letter& letter);
  void send_grant(const Letter& letter);
  void hear_grant(const Letter& letter);
  void grant(TrainIndex train, std::uint32_t serial);
  void grant_forming(std::uint32_t track, std::uint32_t number);
  void go_by_own_rule(std::uint32_t subject, std::uint32_t data);
  void report_ways(std::uint32_t news, std::uint32_t attempt);
  void tell_ways(const Letter& letter);
  void hear_ways(const Letter& letter);
  void lose_ways(const Letter& letter);
  void know_ways(std::uint32_t news);
  void retry_all();
  std::int64_t most_hops(std::uint32_t from) const;
  double flop(double candidates) const {
    return setup_.parameters.decision_flop + setup_.parameters.candidate_flop * candidates;
  }

  DispatchSetup setup_;
  Rumours rumours_;
  DispatchLog log_;
  Post post_;
  std::unique_ptr<TravelTimes> travel_;
  std::unique_ptr<RoutedTimes> times_;
  NearSearch near_;
  std::vector<Site> sites_;
  std::vector<OwnKnowledge> own_;     ///< by capsule
  std::vector<Ask> asks_;             ///< by train
  std::vector<std::uint8_t> merges_;  ///< by node: 1 where several inlets meet
  std::vector<YardAsk> yard_asks_;    ///< by track
  std::deque<OpenOrder> unanswered_;
  Resends resends_;
  std::vector<std::uint32_t> serving_;  ///< by site: who answers for its nodes now
  TakingBack back_;
  std::vector<std::uint32_t> failed_times_;  ///< by host
  CapsuleIndex obeying_;                     ///< reports come with its answer
  std::vector<WayNews> way_news_;            ///< in the order in which links closed and opened
  std::vector<std::uint32_t> known_news_;  ///< by link: number of the newest that is known, from 1
  std::int64_t beacon_base_ns_ = 0;
  bool started_ = false;
  bool timeout_planned_ = false;
  Fleet* fleet_ = nullptr;
  Guideway* guideway_ = nullptr;
  RouteKeeper* routes_ = nullptr;
  sim::Simulation* simulation_ = nullptr;
  sim::HandlerId handler_{};
};

}  // namespace dimai::models
