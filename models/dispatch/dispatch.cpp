#include "models/dispatch/dispatch.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace dimai::models {

namespace {

std::unique_ptr<MessageNetwork> make_network(const DispatchSetup& setup, DispatchLog& log) {
  const MessagePlatform& platform = setup.plan.platform;
  const bool simgrid = setup.messages.back_end == "simgrid";
  auto network = simgrid ? make_simgrid_network(platform) : make_analytic_network(platform);
  if (setup.plan.meshes.empty()) return network;
  return make_mesh_network(std::move(network), setup.plan.meshes, platform.access_points.size(),
                           log.meshes);
}

}  // namespace

Dispatch::Dispatch(DispatchSetup setup)
    : setup_(std::move(setup)),
      post_(make_network(setup_, log_)),
      near_(*setup_.router),
      merges_(setup_.network->nodes.size(), 0),
      serving_(setup_.plan.sites.size()) {
  std::iota(serving_.begin(), serving_.end(), 0U);
  const std::string& architecture = setup_.parameters.architecture;
  rumours_.spread = architecture == "gossip";
  const bool large = architecture == "central" || architecture == "regional";
  log_.sites.resize(setup_.plan.sites.size());
  rumours_.untold.assign(setup_.plan.sites.size() / 64 + 1, 0);
  for (std::size_t i = 0; i < setup_.plan.sites.size(); ++i) {
    const std::size_t classes = setup_.profile_of_class.size();
    sites_.push_back({large ? View(classes, setup_.router->portals().size())
                            : View(classes, rumours_.who_knows, static_cast<std::uint32_t>(i))});
  }
  std::vector<std::uint32_t> inlets(merges_.size(), 0);
  for (const Link& link : setup_.network->links) ++inlets[link.to.value];
  for (const NodeIndex node : setup_.network->nodes.indices()) {
    const NodeKind kind = setup_.network->nodes[node].kind;
    const bool trains_start_here = kind == NodeKind::yard || kind == NodeKind::siding;
    const bool several = inlets[node.value] + (trains_start_here ? 1 : 0) > 1;
    merges_[node.value] = kind != NodeKind::portal && several ? 1 : 0;
  }
}

void Dispatch::attach(sim::Simulation& simulation, Fleet& fleet, Guideway& guideway) {
  simulation_ = &simulation;
  fleet_ = &fleet;
  guideway_ = &guideway;
  handler_ = simulation.add_handler(*this);
  post_.attach(simulation, *this, log_);
  travel_ = std::make_unique<TravelTimes>(*setup_.router, guideway, setup_.profile_of_class);
  times_ = std::make_unique<RoutedTimes>(*travel_);
}

void Dispatch::start() {
  for (const NodeIndex portal : setup_.router->portals()) {
    sites_[setup_.plan.site_of_node[portal]].view.hear_places(setup_.router->portal_rank(portal),
                                                              fleet_->free_places(portal), 0);
  }
  started_ = true;
  const DispatchParameters& parameters = setup_.parameters;
  if (rumours_.spread) {
    for (std::uint32_t i = 0; i < own_.size(); ++i)
      pass_on(own_[i].told, report_of(CapsuleIndex{i}));
    after(sim::seconds(parameters.gossip_interval_s).ns, gossip_due, 0);
  }
  if (parameters.report_interval_s > 0.0) after(0, beacon_due, 0);
  if (fleet_->steering_interval_ns() > 0) after(fleet_->steering_interval_ns(), steer_due, 0);
}

void Dispatch::after(std::int64_t span_ns, DispatchEvents::Kind kind, std::uint32_t subject,
                     std::uint32_t data) {
  simulation_->schedule(sim::Time{now_ns() + span_ns}, handler_, kind, subject, data);
}

void Dispatch::handle(sim::Simulation& /*simulation*/, const sim::Event& event) {
  switch (event.kind) {
    case beacon_due:
      beacon(event.subject);
      break;
    case gossip_due:
      gossip();
      break;
    case retry_due:
      retry(event.subject);
      break;
    case timeout_due:
      check_answers();
      break;
    case steer_due:
      steer();
      break;
    case resend_due:
      resends_.open[event.subject] = 0;
      resends_.free.push_back(event.subject);
      ask_site(DispatchTask(resends_.tasks[event.subject]));
      break;
    case announce_due:
      announce(TrainIndex{event.subject}, event.data);
      break;
    case no_grant_due:
      go_by_own_rule(event.subject, event.data);
      break;
    case own_ways_due:
      know_ways(event.subject);
      break;
    case take_over_due:
      take_over(event.subject);
      break;
    case recall_due:
      recall();
      break;
    case read_due:
      act(post_.take_out(event.subject));
      break;
    default:
      report_ways(event.subject, event.data);
  }
}

void Dispatch::read(const Letter& letter, bool lost) {
  if (lost) return read_lost(letter);
  const bool to_site = letter.kind != LetterKind::order && letter.kind != LetterKind::grant &&
                       letter.kind != LetterKind::promise && letter.kind != LetterKind::recall;
  if (to_site) ++log_.sites[letter.site].messages_in;
  if (!read_later(letter)) act(letter);
}

/// Whether a capsule's computer, which reads one letter after another, takes time for this one.
bool Dispatch::read_later(const Letter& letter) {
  const double flop = setup_.messages.capsule_order_flop;
  if (flop <= 0.0) return false;
  CapsuleIndex reader;
  if (letter.kind == LetterKind::order || letter.kind == LetterKind::recall)
    reader = letter.order.capsule;
  if (letter.kind == LetterKind::grant && letter.task.kind == DecisionKind::merge &&
      asks_[letter.task.subject].serial == letter.task.data)
    reader = guideway_->trains()[TrainIndex{letter.task.subject}].front;
  if (!reader.valid()) return false;
  const double work_s = flop / setup_.messages.capsule_speed_flop_s;
  std::int64_t& busy_until_ns = own_[reader.value].busy_until_ns;
  busy_until_ns = std::max(now_ns(), busy_until_ns) + sim::seconds(work_s).ns;
  ++log_.capsules.jobs;
  log_.capsules.flop += flop;
  log_.capsules.busy_s += work_s;
  after(busy_until_ns - now_ns(), read_due, post_.put_aside(letter));
  return true;
}

void Dispatch::act(const Letter& letter) {
  switch (letter.kind) {
    case LetterKind::request:
    case LetterKind::passed_on:
      take_task(letter.site, letter.task);
      break;
    case LetterKind::report:
      hear(letter.site, letter.report);
      break;
    case LetterKind::places:
      sites_[letter.site].view.hear_places(letter.report.portal, letter.places, letter.sent_ns);
      break;
    case LetterKind::order:
      obey(letter);
      break;
    case LetterKind::answer:
      hear_answer(letter);
      break;
    case LetterKind::gossip:
      hear_gossip(letter.site, letter.news);
      break;
    case LetterKind::ask:
      weigh(letter);
      break;
    case LetterKind::grant:
      hear_grant(letter);
      break;
    case LetterKind::ways:
      hear_ways(letter);
      break;
    case LetterKind::promise:
      keep_promise(letter);
      break;
    case LetterKind::recall:
      obey_recall(letter);
      break;
    case LetterKind::decision:
      if (letter.task.kind == DecisionKind::assignment ||
          letter.task.kind == DecisionKind::parking || letter.task.kind == DecisionKind::empties) {
        carry_out(letter.site);
      } else {
        send_grant(letter);
      }
      break;
  }
}

/// Requests are sent again after a while; who waits for a grant or an answer goes by his own clock.
void Dispatch::read_lost(const Letter& letter) {
  const bool given_back =
      letter.kind == LetterKind::answer && letter.answer == OrderAnswer::given_back;
  const bool request = letter.kind == LetterKind::request || letter.kind == LetterKind::passed_on;
  if (given_back || (request && !letter.task.holder.valid())) resend_later(letter.task);
  if (letter.task.kind == DecisionKind::ways) lose_ways(letter);
  if (letter.kind == LetterKind::gossip) rumours_.read(letter.news);
}

std::uint32_t Dispatch::site_of_portal(std::uint32_t portal) const {
  return site_of(setup_.router->portals()[portal]);
}

}  // namespace dimai::models
