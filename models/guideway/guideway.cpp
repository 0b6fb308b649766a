#include "models/guideway/guideway.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/physics/kinematics.hpp"
#include "models/physics/separation.hpp"

namespace dimai::models {

namespace {

std::int64_t to_um(double metres) { return std::llround(metres * 1e6); }
std::int64_t to_ns(double seconds) { return std::llround(seconds * 1e9); }

Lane make_lane(const Network& network, LinkIndex index, const GuidewayParameters& parameters) {
  const Link& link = network.links[index];
  Lane lane;
  lane.length_um = to_um(link.length_m);
  lane.speed_m_s = std::min(link.speed_m_s, parameters.speed_m_s);
  lane.ns_per_um = 1000.0 / lane.speed_m_s;
  lane.tau_ns = to_ns(separation_time_s(separation_law(parameters), lane.speed_m_s));
  lane.link = index;
  lane.from = link.from;
  lane.to = link.to;
  lane.trunk = link.role == LinkRole::trunk;
  lane.running_ns = run_ns(lane.length_um, lane.ns_per_um);
  lane.tube_count = static_cast<std::uint32_t>(link.tubes);
  return lane;
}

/// Longest train with its gap.
double longest_place_m(const GuidewaySetup& setup) {
  double longest = 0.0;
  for (const CapsuleClass& c : setup.classes) longest = std::max(longest, c.length_m);
  return (longest + setup.guideway.coupling_gap_m) *
             static_cast<double>(setup.guideway.max_train_capsules) +
         setup.guideway.standstill_gap_m;
}

}  // namespace

std::int64_t look_ahead_ns(const GuidewaySetup& setup, LinkIndex link) {
  return look_ahead_ns(make_lane(*setup.network, link, setup.guideway),
                       to_um(longest_place_m(setup)));
}

Guideway::Guideway(const GuidewaySetup& setup)
    : network_(*setup.network),
      router_(*setup.router),
      parameters_(setup.guideway),
      standstill_gap_um_(to_um(setup.guideway.standstill_gap_m)),
      switch_ns_(setup.guideway.switching == "wayside" ? to_ns(setup.guideway.switch_time_s) : 0),
      classes_(setup.classes.begin(), setup.classes.end()),
      trains_(to_um(setup.guideway.coupling_gap_m), setup.region, setup.region_count),
      first_lane_(network_.links.size()),
      exit_(network_.nodes.size()),
      portal_queue_(network_.nodes.size()),
      traction_(network_, classes_, setup.guideway, setup.resistance),
      yards_(network_, setup.guideway, {setup.formation, setup.formation_at, setup.yards},
             setup.router, setup.time_bin_ns),
      guard_(network_, setup.guideway, classes_, setup.guard_loops),
      control_(setup.control) {
  double slowest_m_s = parameters_.speed_m_s;
  for (const LinkIndex link : network_.links.indices()) {
    first_lane_[link] = LaneIndex{static_cast<std::uint32_t>(lanes_.size())};
    for (std::int64_t tube = 0; tube < network_.links[link].tubes; ++tube) {
      lanes_.push_back(make_lane(network_, link, parameters_));
    }
    slowest_m_s = std::min(slowest_m_s, lanes_[first_lane_[link]].speed_m_s);
  }
  const double longest_train_m = longest_place_m(setup);
  longest_spacing_um_ = to_um(longest_train_m);
  forget_slack_ns_ = to_ns(2.0 * longest_train_m / slowest_m_s);
  list_lanes_into_nodes();
  mark_halves(setup);
  for (Lane& lane : lanes_) {
    set_policy(lane);
    lane.guarded = guard_.guarded(PlaceIndex{first_lane_[lane.link].value});
    for (const LinkIndex next : setup.router->out_links().of(lane.to)) {
      lane.slower_next = lane.slower_next || lanes_[first_lane_[next]].speed_m_s < lane.speed_m_s;
    }
  }

  for (const NodeIndex node : network_.nodes.indices()) {
    if (network_.nodes[node].kind != NodeKind::portal) continue;
    exit_[node] = source_inlet(static_cast<std::uint32_t>(sources_.size()));
    sources_.push_back({node, true, {}, 0});
  }
  for (std::uint32_t track = 0; track < yards_.track_count(); ++track) {
    yards_.track(track).source = static_cast<std::uint32_t>(sources_.size());
    sources_.push_back({yards_.track(track).node, false, {}, track});
  }
  inlets_ = sim::Table<InletIndex, Inlet>(lanes_.size() + sources_.size());
  contenders_.resize(lanes_.size());
  waiters_.resize(lanes_.size());

  observation_.junctions = sim::Table<NodeIndex, JunctionCounts>(network_.nodes.size());
  observation_.flows.bin_ns = setup.time_bin_ns;
  observation_.flows.link_count = network_.links.size();
  observation_.recorded_links.assign(network_.links.size(), 0);
}

void Guideway::list_lanes_into_nodes() {
  // Nobody passes through a portal: those who come and those who go do not follow each other.
  const auto leads_on = [this](const Lane& lane) {
    return network_.nodes[lane.to].kind != NodeKind::portal;
  };
  first_into_.assign(network_.nodes.size() + 1, 0);
  for (const Lane& lane : lanes_) first_into_[lane.to.value + 1] += leads_on(lane) ? 1U : 0U;
  for (std::size_t i = 1; i < first_into_.size(); ++i) first_into_[i] += first_into_[i - 1];
  std::vector<std::uint32_t> next = first_into_;
  lanes_into_.resize(first_into_.back());
  for (const LaneIndex lane : lanes_.indices()) {
    if (leads_on(lanes_[lane])) lanes_into_[next[lanes_[lane].to.value]++] = lane;
  }
}

void Guideway::attach(sim::Simulation& simulation, PortalOperator& portals) {
  handler_ = simulation.add_handler(*this);
  portals_ = &portals;
  simulation_ = &simulation;
}

void Guideway::handle(sim::Simulation& simulation, const sim::Event& event) {
  switch (event.kind) {
    case head_ready:
    case heads_ready_together: {
      const InletIndex inlet{event.subject};
      const Inlet& row = inlets_[inlet];
      const bool due = row.state == Inlet::State::running && row.wake_ns == event.time.ns;
      if (due)
        direct_head(simulation, inlet, event.kind == heads_ready_together || simulation.more_now());
      break;
    }
    case slot_free: {
      Lane& lane = lanes_[LaneIndex{event.subject}];
      if (lane.slot_ns == event.time.ns) lane.slot_ns = kNotYet;
      if (lane.guarded) wake_yard(simulation, yards_.track_of(lane.link));
      serve(simulation, LaneIndex{event.subject});
      break;
    }
    case yard_timer:
      if (yards_.track(event.subject).timer_number == event.data)
        depart_from_yard(simulation, event.subject, false);
      break;
    default:
      break;
  }
}

CapsuleIndex Guideway::add_capsule(std::uint32_t capsule_class, std::uint32_t profile) {
  Capsule capsule;
  capsule.capsule_class = capsule_class;
  capsule.profile = profile;
  capsule.length_um = to_um(classes_[capsule_class].length_m);
  capsule.mass_kg = classes_[capsule_class].mass_kg;
  capsule.width = traction_.width(capsule_class);
  return trains_.add_capsule(capsule);
}

InletIndex Guideway::source_inlet(std::uint32_t source) const {
  return InletIndex{static_cast<std::uint32_t>(lanes_.size()) + source};
}

NodeIndex Guideway::node_of(InletIndex inlet) const {
  return is_source(inlet) ? source(inlet).node : lanes_[LaneIndex{inlet.value}].to;
}

LinkIndex Guideway::link_of(InletIndex inlet) const {
  return is_source(inlet) ? LinkIndex{} : lanes_[LaneIndex{inlet.value}].link;
}

std::int64_t Guideway::departure_ramp_ns(LinkIndex link) const {
  return to_ns(lanes_[first_lane_[link]].speed_m_s / parameters_.acceleration_m_s2);
}

std::int64_t Guideway::arrival_ramp_ns(LinkIndex link) const {
  return to_ns(lanes_[first_lane_[link]].speed_m_s / parameters_.deceleration_m_s2);
}

LinkIndex Guideway::first_link(CapsuleIndex capsule, NodeIndex portal) const {
  return router_.next_link(trains_[capsule].profile, portal, trains_[capsule].destination);
}

std::uint32_t Guideway::depart(sim::Simulation& simulation, CapsuleIndex capsule, NodeIndex portal,
                               sim::Time ready) {
  const LinkIndex link = first_link(capsule, portal);
  const std::int64_t ramp_ns = link.valid() ? departure_ramp_ns(link) : 0;
  scratch_.assign(1, capsule);
  const TrainIndex train = trains_.form(scratch_);
  if (link.valid()) traction_.start(trains_[train].sum, lanes_[first_lane_[link]].speed_m_s);
  const std::uint32_t number = trains_[train].number;
  add_to_source(simulation, exit_[portal], train, ready.ns + ramp_ns);
  return number;
}

void Guideway::add_to_source(sim::Simulation& simulation, InletIndex inlet, TrainIndex train,
                             std::int64_t ready_ns) {
  source(inlet).queue.push_back({train, ready_ns});
  if (control_ != nullptr) control_->coming(inlet.value, train, node_of(inlet), ready_ns, 0.0);
  if (source(inlet).queue.size() == 1) plan_head(simulation, inlet);
}

/// Where a capsule that stands at the end of `inlet` goes next.
Target Guideway::target_of(std::uint32_t profile, NodeIndex destination, InletIndex inlet) const {
  const NodeIndex node = node_of(inlet);
  if (destination == node) return {Target::Kind::portal, {}};
  const LinkIndex link = is_source(inlet)
                             ? link_from_source(profile, destination, inlet)
                             : router_.next_link_after(profile, link_of(inlet), destination);
  if (!link.valid()) return {};
  if (!is_source(inlet) && yards_.stops(node, lanes_[LaneIndex{inlet.value}].trunk, link)) {
    return {Target::Kind::yard, link};
  }
  return {Target::Kind::link, link};
}

Target Guideway::front_target(TrainIndex train, InletIndex inlet) const {
  return target_of(trains_[train].profile, trains_[train].destination, inlet);
}

/// How many capsules at the front of a train at the end of the inlet go to `target`.
std::uint32_t Guideway::run_of(TrainIndex index, InletIndex inlet, const Target& target) const {
  const Train& train = trains_[index];
  std::uint32_t count = 1;
  if (train.count == 1) return count;
  for (CapsuleIndex c = trains_[train.front].behind; c.valid(); c = trains_[c].behind) {
    if (target_of(trains_[c].profile, trains_[c].destination, inlet) != target) break;
    ++count;
  }
  return count;
}

/// Speed at which an undelayed train reaches the lane's end, as far as its acceleration lets it.
double Guideway::exit_speed_m_s(const Lane& lane, const LanePassage& passage) const {
  if (passage.entry_speed_m_s >= lane.speed_m_s) return lane.speed_m_s;
  return reachable_speed_m_s(passage.entry_speed_m_s, static_cast<double>(lane.length_um) * 1e-6,
                             lane.speed_m_s, parameters_.acceleration_m_s2);
}

/// Undelayed time over a lane, changes of speed at its ends included. Where the lane is too short
/// to brake for the next one the train is taken to have braked before it.
std::int64_t Guideway::free_run_ns(LaneIndex lane, const LanePassage& passage,
                                   const Target& target) const {
  const Lane& row = lanes_[lane];
  const bool enters_at_speed = passage.entry_speed_m_s >= row.speed_m_s;
  if (enters_at_speed && !row.slower_next) return row.running_ns;
  const double next_m_s = target.kind == Target::Kind::link
                              ? lanes_[first_lane_[target.link]].speed_m_s
                              : row.speed_m_s;
  if (enters_at_speed && next_m_s >= row.speed_m_s) return row.running_ns;
  const double length_m = static_cast<double>(row.length_um) * 1e-6;
  const double exit_m_s = std::min(next_m_s, exit_speed_m_s(row, passage));
  const double braked_m_s =
      reachable_speed_m_s(exit_m_s, length_m, row.speed_m_s, parameters_.deceleration_m_s2);
  return to_ns(link_running_time(length_m, std::min(passage.entry_speed_m_s, braked_m_s),
                                 row.speed_m_s, exit_m_s, parameters_.acceleration_m_s2,
                                 parameters_.deceleration_m_s2));
}

/// When points at the end of the lane lie right for its head, if they must move behind the train
/// before it: once that is clear of them on its own way.
Bound Guideway::points_moved(LaneIndex lane, const Target& target) const {
  const Lane& row = lanes_[lane];
  const PassageRing& passages = row.passages;
  if (passages.first() == passages.head()) return {};
  const LanePassage& leader = passages[passages.head() - 1];
  const LinkIndex last = leader.next_lane.valid() ? lanes_[leader.next_lane].link : LinkIndex{};
  const LinkIndex next = target.kind == Target::Kind::link ? target.link : LinkIndex{};
  if (last == next) return {};
  const std::int64_t spacing_um = passages[passages.head()].position_um - leader.position_um;
  const Reach reach{std::max<std::int64_t>(spacing_um - row.length_um, 0), spacing_um, 0.0};
  Bound bound = after_leaving(lanes_, lane, passages.head() - 1, reach);
  bound.time_ns += switch_ns_;
  return bound;
}

/// A train has become the first of its inlet: finds when it will be ready to pass the node.
void Guideway::plan_head(sim::Simulation& simulation, InletIndex inlet) {
  Inlet& row = inlets_[inlet];
  row.waved_off = false;
  Bound bound;
  if (is_source(inlet)) {
    if (source(inlet).queue.empty()) {
      row.state = Inlet::State::empty;
      return;
    }
    row.head = source(inlet).queue.front().train;
    row.free_ns = source(inlet).queue.front().ready_ns;
    row.target = front_target(row.head, inlet);
  } else {
    const LaneIndex lane{inlet.value};
    if (lanes_[lane].passages.empty()) {
      row.state = Inlet::State::empty;
      return;
    }
    bound = plan_lane_head(lane, row);
  }
  if (!bound.known()) {
    wait_for(bound, {inlet});
    return;
  }
  row.ready_ns = std::max(row.free_ns, bound.time_ns);
  if (control_ != nullptr) {
    const std::int64_t granted_ns = control_->granted_ns(inlet.value, row.head, node_of(inlet));
    row.state = Inlet::State::waiting;
    if (granted_ns == GuidewayControl::kNotGranted) return;
    row.ready_ns = std::max(row.ready_ns, granted_ns);
  }
  row.wake_ns = std::max(row.ready_ns, simulation.now().ns);
  row.state = Inlet::State::running;
  const LaneIndex next =
      row.target.kind == Target::Kind::link ? first_lane_[row.target.link] : LaneIndex{};
  simulation.schedule(sim::Time{row.wake_ns}, handler_, head_ready, inlet.value, next.value);
}

/// Fills in what the head train of a lane wants; returns when those before it let it pass.
Bound Guideway::plan_lane_head(LaneIndex index, Inlet& row) {
  Lane& lane = lanes_[index];
  LanePassage& passage = lane.passages[lane.passages.head()];
  if (passage.target.kind == Target::Kind::unknown) {
    passage.target = front_target(passage.train, InletIndex{index.value});
  }
  row.head = passage.train;
  row.target = passage.target;
  const std::int64_t clearing_ns = lane.rear_clearing_ns(passage);
  row.free_ns = passage.entered_ns - clearing_ns + free_run_ns(index, passage, row.target);
  row.least_ns = std::numeric_limits<std::int64_t>::min();
  const std::int64_t own_ns =
      row.free_ns + clearing_ns - lane.still_to_lose_ns(passage, lane.length_um);
  Bound bound;
  if (lane.passages.first() != lane.passages.head()) {
    const LanePassage& leader = lane.passages[lane.passages.head() - 1];
    const std::int64_t spacing_um = passage.position_um - leader.position_um;
    // A train longer than the lane may have its tail beyond sooner, if it is faster there.
    row.least_ns = leader.left_ns + run_ns(std::min(spacing_um, lane.length_um), lane.ns_per_um) +
                   (passage.headways - leader.headways) * lane.tau_ns;
    bound = predecessor_bound(lanes_, index, own_ns);
  }
  bound.time_ns = std::max(bound.time_ns, own_ns);
  if (switch_ns_ == 0 || !bound.known()) return bound;
  const Bound moved = points_moved(index, row.target);
  if (!moved.known()) return moved;
  bound.time_ns = std::max(bound.time_ns, moved.time_ns);
  return bound;
}

/// The head train of an inlet is ready: sends it, or its front part, on its way. `with_others`: the
/// heads of other inlets are directed at the same time, and the merge rule decides between them.
void Guideway::direct_head(sim::Simulation& simulation, InletIndex inlet, bool with_others) {
  Inlet& row = inlets_[inlet];
  const LaneIndex own{inlet.value};
  if (!is_source(inlet) && lanes_[own].broken && hold_head(simulation, own)) return;
  if (row.target.kind == Target::Kind::unknown) row.target = front_target(row.head, inlet);
  const Target target = row.target;
  switch (target.kind) {
    case Target::Kind::unknown:
    case Target::Kind::none:
      row.state = Inlet::State::stranded;
      break;
    case Target::Kind::portal: {
      std::uint32_t count = run_of(row.head, inlet, target);
      while (count > 0 && !portals_->admits(node_of(inlet), count)) --count;
      if (count > 0) {
        leave_to_portal(simulation, inlet, count);
      } else {
        row.state = Inlet::State::waiting;
        portal_queue_[node_of(inlet).value].push_back(inlet);
      }
      break;
    }
    case Target::Kind::yard:
      go_to_yard(simulation, inlet);
      break;
    case Target::Kind::link:
      if (lanes_[first_lane_[target.link]].reorders && reorder_head(simulation, inlet)) break;
      contend(simulation, inlet, link_unless_waved_off(simulation, inlet), with_others);
      break;
  }
}

}  // namespace dimai::models
