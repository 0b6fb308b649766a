#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/guideway/following.hpp"
#include "models/guideway/guideway_setup.hpp"
#include "models/guideway/inlet.hpp"
#include "models/guideway/lane.hpp"
#include "models/guideway/observation.hpp"
#include "models/guideway/portal_operator.hpp"
#include "models/guideway/traction.hpp"
#include "models/network/network.hpp"
#include "models/network/routing.hpp"
#include "models/trains/cycle_guard.hpp"
#include "models/trains/train.hpp"
#include "models/yards/yards.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

/// Capsules and trains on tubes: one event a train and link, exact following and spill-back,
/// merges, diverges, coupling in motion and in yards. Times are those at which fronts pass lane
/// ends; see following.hpp.
class Guideway final : private PlaceHeads {
 public:
  explicit Guideway(const GuidewaySetup& setup);
  /// Registers with the kernel; once, before anything else. `portals` outlives the guideway.
  void attach(sim::Simulation& simulation, PortalOperator& portals);
  void handle(sim::Simulation& simulation, const sim::Event& event);
  void prefetch(const sim::Event& event) const;
  CapsuleIndex add_capsule(std::uint32_t capsule_class, std::uint32_t profile);
  /// Puts a capsule, its destination and mass being set, into the portal's exit queue; it can enter
  /// the tube after `ready`, once it has accelerated on the portal's ramp. @return train's number
  std::uint32_t depart(sim::Simulation& simulation, CapsuleIndex capsule, NodeIndex portal,
                       sim::Time ready);
  /// Those may go on who wait before the portal; at an inlet, or on a track, for a GuidewayControl.
  void portal_has_room(sim::Simulation& simulation, NodeIndex portal);
  void granted(sim::Simulation& simulation, std::uint32_t inlet, std::uint32_t yard_track);
  /// Shuts a link's entry or opens it; trains on it run on, trains before it look for another way.
  void set_closed(LinkIndex link, bool closed);
  /// Shuts a tube, and holds the trains on it whose fronts have not passed a share of its length,
  /// until it is mended; see waiting.cpp. @return the trains held, front first
  std::vector<TrainIndex> break_tube(LinkIndex link, std::uint32_t tube, double at);
  void mend_tube(LinkIndex link, std::uint32_t tube);
  /// Lets trains that stand before a node look for their way again, after routes have changed.
  void reconsider_routes();
  /// Of lanes with a half in another region: takes out what that one must be told of now.
  void hand_over(std::int64_t now_ns, Crossings& told);
  /// Takes in what other regions have handed over; what concerns others is left alone.
  void take_over(sim::Simulation& simulation, const Crossings& told);
  TrainTable& trains() { return trains_; }
  const TrainTable& trains() const { return trains_; }
  Observation& observation() { return observation_; }
  const Observation& observation() const { return observation_; }
  const LaneTable& lanes() const { return lanes_; }
  const Yards& yards() const { return yards_; }
  /// Time to reach the speed of a link from rest [ns], spent on a portal's or yard's ramp.
  std::int64_t departure_ramp_ns(LinkIndex link) const;
  std::int64_t arrival_ramp_ns(LinkIndex link) const;
  /// Capsules in trains, exit queues and yards, counted one by one and added to `by_class`.
  void count_capsules(std::vector<std::uint64_t>& by_class) const;
  /// Where the deadlock guard's counts are not what stands there, counted one by one.
  std::vector<GuardFault> audit_guard() const;
  /// Link by which a capsule leaves a portal; invalid if there is no way.
  LinkIndex first_link(CapsuleIndex capsule, NodeIndex portal) const;
  void keep(sim::Archive& archive);  ///< see there

 private:
  enum Kind : std::uint16_t { head_ready, heads_ready_together, slot_free, yard_timer };
  void mark_halves(const GuidewaySetup& setup);
  // guideway.cpp: who is next, where to, when
  void list_lanes_into_nodes();
  InletIndex source_inlet(std::uint32_t source) const;
  bool is_source(InletIndex inlet) const { return inlet.value >= lanes_.size(); }
  Source& source(InletIndex inlet) { return sources_[inlet.value - lanes_.size()]; }
  const Source& source(InletIndex inlet) const { return sources_[inlet.value - lanes_.size()]; }
  NodeIndex node_of(InletIndex inlet) const;
  LinkIndex link_of(InletIndex inlet) const;
  Target target_of(std::uint32_t profile, NodeIndex destination, InletIndex inlet) const;
  Target front_target(TrainIndex train, InletIndex inlet) const;
  void forget_targets();
  bool goes_round(InletIndex inlet) const;
  void direct_soon(InletIndex inlet);
  std::uint32_t run_of(TrainIndex train, InletIndex inlet, const Target& target) const;
  double exit_speed_m_s(const Lane& lane, const LanePassage& passage) const;
  Bound points_moved(LaneIndex lane, const Target& target) const;
  std::int64_t free_run_ns(LaneIndex lane, const LanePassage& passage, const Target& target) const;
  void plan_head(sim::Simulation& simulation, InletIndex inlet);
  Bound plan_lane_head(LaneIndex index, Inlet& row);
  void direct_head(sim::Simulation& simulation, InletIndex inlet, bool with_others);
  LinkIndex link_unless_waved_off(sim::Simulation& simulation, InletIndex inlet);
  bool hold_head(sim::Simulation& simulation, LaneIndex lane);
  void wait_for(const Bound& bound, Waiter who);
  void wake_waiters(sim::Simulation& simulation, LaneIndex lane, std::uint32_t sequence);
  double entry_speed_m_s(InletIndex inlet, const Lane& lane) const;
  void add_to_source(sim::Simulation& simulation, InletIndex inlet, TrainIndex train,
                     std::int64_t ready_ns);
  // fetching.cpp: what will be needed soon
  void fetch_passages(const Coming& coming) const;
  void fetch_way(const Coming& coming) const;
  // merging.cpp: who enters a lane
  LaneIndex choose_tube(InletIndex inlet, LinkIndex link) const;
  void contend(sim::Simulation& simulation, InletIndex inlet, LinkIndex link, bool with_others);
  Bound entry(LaneIndex lane);
  void serve(sim::Simulation& simulation, LaneIndex lane);
  void plan_slot(sim::Simulation& simulation, LaneIndex lane, std::int64_t at_ns);
  std::size_t choose(LaneIndex lane) const;
  bool precedes(LaneIndex lane, InletIndex a, InletIndex b) const;
  bool was_cut_from(LaneIndex lane, InletIndex inlet) const;
  /// When the inlet's head can join the lane's newest train; kNotYet: never, or `free` must be
  /// known
  std::int64_t join_time(LaneIndex lane, InletIndex inlet, std::int64_t now_ns, Bound& free) const;
  bool joins_before(LaneIndex lane, InletIndex a, InletIndex b) const;
  bool try_join(sim::Simulation& simulation, LaneIndex lane, std::int64_t entry_ns);
  void enter(sim::Simulation& simulation, LaneIndex lane, std::size_t contender, bool join);
  void pass(sim::Simulation& simulation, LaneIndex lane, InletIndex inlet, bool join);
  // leaving.cpp: what passing a lane end does
  TrainIndex take_front(sim::Simulation& simulation, InletIndex inlet, std::uint32_t count);
  void account(sim::Simulation& simulation, InletIndex inlet, TrainIndex index, LaneIndex onto);
  void finish_leaving(sim::Simulation& simulation, InletIndex inlet, const Part& part,
                      const Onward& onward);
  void split_passage(Lane& lane, std::int64_t part_um, std::int64_t now_ns, const Onward& onward);
  void make_room(LaneIndex lane, std::int64_t now_ns);
  std::span<const LaneIndex> lanes_into(LaneIndex lane) const;
  Onward push_passage(sim::Simulation& simulation, LaneIndex index, InletIndex inlet,
                      TrainIndex train);
  void hand_over_trains(LaneIndex index, std::int64_t now_ns, Crossings& told);
  void hand_over_clearings(LaneIndex index, Crossings& told);
  void take_over_train(sim::Simulation& simulation, const Crossings::Arrival& arrival);
  void take_over_clearing(sim::Simulation& simulation, const Crossings::Clearing& clearing);
  Onward join_passage(sim::Simulation& simulation, LaneIndex lane, InletIndex inlet, TrainIndex);
  void note_trunk_entry(TrainIndex train, InletIndex inlet, LaneIndex lane);
  void note_places(TrainIndex train, LaneIndex lane);
  void leave_to_portal(sim::Simulation& simulation, InletIndex inlet, std::uint32_t count);

  // guarding.cpp: who may enter loops
  HeadWant head_of(PlaceIndex place) const override;
  HeadWant want_of(LaneIndex lane, Target target) const;
  std::uint32_t guard_admits(LaneIndex lane, InletIndex inlet, std::uint32_t run) const;
  bool books_room(LinkIndex link) const;
  LinkIndex booked_link(InletIndex inlet) const;
  LinkIndex link_from_source(std::uint32_t profile, NodeIndex destination, InletIndex inlet) const;
  bool renew_target(LaneIndex lane);
  bool note_passing(InletIndex inlet, LaneIndex to, std::uint32_t count);
  bool change_tube(sim::Simulation& simulation, LaneIndex lane);
  void ask_again_later(LaneIndex lane);
  void wake_guarded(sim::Simulation& simulation);

  // yard_work.cpp: trains that are formed standing, put in order, or slowed down for a partner
  void set_policy(Lane& lane) const;
  void go_to_yard(sim::Simulation& simulation, InletIndex inlet);
  void refuse_at_yard(sim::Simulation& simulation, InletIndex inlet, bool full);
  void enter_yard(sim::Simulation& simulation, InletIndex inlet, std::uint32_t count);
  bool partner_announced(const Yards::Track& track) const;
  void depart_from_yard(sim::Simulation& simulation, std::uint32_t index, bool newest);
  void leave_yard(sim::Simulation& simulation, std::uint32_t index, TrainIndex train);
  void wake_yard(sim::Simulation& simulation, std::uint32_t index);
  bool reorder_head(sim::Simulation& simulation, InletIndex inlet);
  bool hold_for_partner(sim::Simulation& simulation, LaneIndex lane);
  const Network& network_;
  Router& router_;
  GuidewayParameters parameters_;
  std::int64_t standstill_gap_um_ = 0, longest_spacing_um_ = 0, forget_slack_ns_ = 0;
  std::int64_t switch_ns_ = 0;  ///< extra time when wayside points move; 0 with on-board switching
  std::vector<CapsuleClass> classes_;

  TrainTable trains_;
  LaneTable lanes_;
  sim::Table<LinkIndex, LaneIndex> first_lane_;  ///< lanes of a link are numbered one after another
  std::vector<LaneIndex> lanes_into_;            ///< lanes by the node at their end ...
  std::vector<std::uint32_t> first_into_;  ///< ... and where each node's begin, shape (node + 1,)
  std::uint32_t push_count_ = 0;
  LaneIndex swept_lane_{0};
  std::vector<Source> sources_;
  sim::Table<NodeIndex, InletIndex> exit_;  ///< source of a portal
  sim::Table<InletIndex, Inlet> inlets_;
  std::vector<std::vector<InletIndex>> contenders_;  ///< by lane
  std::vector<std::vector<Waiter>> waiters_;         ///< by lane: for one of its passages to leave
  std::vector<std::vector<InletIndex>> portal_queue_;  ///< by node: inlets that wait for room
  std::vector<LaneIndex> halves_;  ///< lanes entered here and left elsewhere, or the reverse
  std::vector<LaneIndex> guard_queue_, bound_;  ///< with a contender, a change of way held back
  std::vector<Break> breaks_;
  Traction traction_;
  Yards yards_;
  CycleGuard guard_;
  Observation observation_;
  std::vector<CapsuleIndex> scratch_;
  mutable std::array<Coming, 8> coming_{};  ///< heads that will be ready soon, see prefetch
  mutable std::uint32_t coming_count_ = 0;
  PortalOperator* portals_ = nullptr;
  sim::Simulation* simulation_ = nullptr;  ///< that it is attached to
  GuidewayControl* control_ = nullptr;
  sim::HandlerId handler_{};
};

}  // namespace dimai::models
