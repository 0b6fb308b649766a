#include "models/operation/route_keeper.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dimai::models {

namespace {

constexpr double kLeastChange_s = 1.0;  ///< smaller changes of cost are not worth new routes

}  // namespace

std::vector<double> free_running_times_s(const Network& network, double speed_m_s) {
  std::vector<double> times;
  for (const Link& link : network.links) {
    times.push_back(link.length_m / std::min(link.speed_m_s, speed_m_s));
  }
  return times;
}

RouteKeeper::RouteKeeper(const Network& network, Router& router, std::vector<Guideway*> guideways,
                         std::vector<Closure> closures, std::int64_t interval_ns)
    : router_(router),
      guideways_(std::move(guideways)),
      closures_(std::move(closures)),
      interval_ns_(interval_ns),
      closed_times_(network.links.size(), 0),
      trains_before_(network.links.size(), 0.0),
      delay_before_s_(network.links.size(), 0.0) {
  for (const LinkIndex link : network.links.indices()) free_cost_s_.push_back(router.cost_s(link));
}

void RouteKeeper::start(sim::Simulation& simulation) {
  handler_ = simulation.add_handler(*this);
  for (const Closure& closure : closures_) {
    simulation.schedule(sim::seconds(closure.from_s), handler_, close_link, closure.link.value);
    simulation.schedule(sim::seconds(closure.until_s), handler_, open_link, closure.link.value);
  }
  if (interval_ns_ > 0) simulation.schedule(sim::Time{interval_ns_}, handler_, renew_costs, 0);
}

void RouteKeeper::handle(sim::Simulation& simulation, const sim::Event& event) {
  if (event.kind == renew_costs) {
    renew(simulation);
  } else {
    set_by_plan(simulation, LinkIndex{event.subject}, event.kind == close_link);
  }
}

/// A planned closure begins or ends; the listener hears of it as of a failure.
void RouteKeeper::set_by_plan(sim::Simulation& simulation, LinkIndex link, bool closed) {
  const std::span<const LinkIndex> links{&link, 1};
  if (listener_ != nullptr) listener_->before_news(links, closed);
  const bool known = set_closed(simulation, links, closed);
  if (listener_ == nullptr) return;
  if (known) return listener_->after_news(simulation, closed);
  listener_->before_news({}, closed);  // nobody turns before know()
}

bool RouteKeeper::set_closed(sim::Simulation& simulation, std::span<const LinkIndex> links,
                             bool closed) {
  std::vector<LinkIndex> changed;
  for (const LinkIndex link : links) {
    std::uint32_t& times = closed_times_[link.value];
    times = closed ? times + 1 : times - 1;
    if (times > (closed ? 1U : 0U)) continue;  // another closure of the same link is in force
    changed.push_back(link);
  }
  if (changed.empty()) return true;
  const bool news_travels = news_ != nullptr && news_->spread(changed, closed);
  for (const LinkIndex link : changed) {
    if (!news_travels) router_.set_closed(link, closed);
    for (Guideway* guideway : guideways_) guideway->set_closed(link, closed);
  }
  if (!news_travels && portals_ != nullptr) portals_->ways_changed(simulation);
  return !news_travels;
}

void RouteKeeper::know(sim::Simulation& simulation, std::span<const LinkIndex> links, bool closed) {
  if (listener_ != nullptr) listener_->before_news(links, closed);
  for (const LinkIndex link : links) router_.set_closed(link, closed);
  for (Guideway* guideway : guideways_) guideway->reconsider_routes();
  if (portals_ != nullptr) portals_->ways_changed(simulation);
  if (listener_ != nullptr) listener_->after_news(simulation, closed);
}

/// How long the head of a link's longest queue has been on it beyond the free running time [s];
/// shape (link,).
std::vector<double> RouteKeeper::standing_delays_s(sim::Time now) const {
  std::vector<double> delay_s(free_cost_s_.size(), 0.0);
  for (const Guideway* guideway : guideways_) {
    for (const Lane& lane : guideway->lanes()) {
      if (lane.passages.empty() || lane.left_elsewhere) continue;
      const sim::Time entered{lane.passages[lane.passages.head()].entered_ns};
      const double overdue_s = sim::to_seconds(now - entered) - free_cost_s_[lane.link.value];
      delay_s[lane.link.value] = std::max(delay_s[lane.link.value], overdue_s);
    }
  }
  return delay_s;
}

/// Trains that have left each link since the start, and the sum of their delays; shape (link,).
void RouteKeeper::add_flows(std::vector<double>& trains, std::vector<double>& delay_s) const {
  for (const Guideway* guideway : guideways_) {
    const LinkFlows& flows = guideway->observation().flows;
    const std::size_t links = flows.link_count;
    for (std::uint32_t link = 0; link < links; ++link) {
      for (std::size_t bin = 0; bin < flows.bin_count(); ++bin) {
        trains[link] += flows.trains[bin * links + link];
        delay_s[link] += static_cast<double>(flows.delay_s[bin * links + link]);
      }
    }
  }
}

void RouteKeeper::renew(sim::Simulation& simulation) {
  std::vector<double> trains(free_cost_s_.size(), 0.0);
  std::vector<double> delay_s(free_cost_s_.size(), 0.0);
  add_flows(trains, delay_s);
  const std::vector<double> standing_s = standing_delays_s(simulation.now());
  bool changed = false;
  for (std::uint32_t link = 0; link < trains.size(); ++link) {
    const double new_trains = trains[link] - std::exchange(trains_before_[link], trains[link]);
    const double new_delay_s = delay_s[link] - std::exchange(delay_before_s_[link], delay_s[link]);
    // A queue out of which nobody came has no mean delay, and is the worst of all.
    const double mean_delay_s = new_trains > 0.0 ? new_delay_s / new_trains : standing_s[link];
    const double cost_s = free_cost_s_[link] + mean_delay_s;
    if (std::abs(cost_s - router_.cost_s(LinkIndex{link})) < kLeastChange_s) continue;
    router_.set_cost(LinkIndex{link}, cost_s);
    changed = true;
  }
  if (changed) {
    for (Guideway* guideway : guideways_) guideway->reconsider_routes();
  }
  if (changed && portals_ != nullptr) portals_->ways_changed(simulation);
  simulation.schedule(simulation.now() + sim::Time{interval_ns_}, handler_, renew_costs, 0);
}

}  // namespace dimai::models
