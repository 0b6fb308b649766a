#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>
#include <utility>

#include "models/dispatch/dispatch.hpp"

// Who tells what to whom: capsules and portals their dispatchers, neighbours each other.

namespace dimai::models {

CapsuleReport Dispatch::report_of(CapsuleIndex capsule) const {
  const OwnKnowledge& own = own_[capsule.value];
  return {
      capsule, fleet_->class_of(capsule), own.portal, own.free_ns, fleet_->state(capsule), now_ns(),
      0};
}

void Dispatch::offered(CapsuleIndex capsule, std::uint32_t portal, std::int64_t free_ns) {
  if (capsule.value >= own_.size()) own_.resize(std::size_t{capsule.value} + 1);
  OwnKnowledge& own = own_[capsule.value];
  own.portal = portal;
  own.free_ns = free_ns;
  if (started_) return report(capsule);
  own.place = setup_.router->portals()[portal];  // at the start everybody knows where all are
  own.told = site_of_portal(portal);
  CapsuleReport first{capsule, fleet_->class_of(capsule), portal, free_ns, {}, 0, 0};
  sites_[own.told].view.hear(first, true);
}

void Dispatch::leg_changed(CapsuleIndex capsule) {
  if (started_) report(capsule);
}

/// Tells the dispatcher of where the capsule will be free, and the one who was told before.
void Dispatch::report(CapsuleIndex capsule) {
  if (!setup_.parameters.report_events || capsule == obeying_) return;
  tell_of(capsule);
}

void Dispatch::tell_of(CapsuleIndex capsule) {
  OwnKnowledge& own = own_[capsule.value];
  const std::uint32_t home = site_of_portal(own.portal);
  const std::uint32_t before = std::exchange(own.told, home);
  send_report(capsule, home);
  if (before != home) send_report(capsule, before);
}

void Dispatch::send_report(CapsuleIndex capsule, std::uint32_t site) {
  Letter letter;
  letter.kind = LetterKind::report;
  letter.site = site;
  letter.report = report_of(capsule);
  post_.send(cell(capsule), setup_.plan.sites[site].access, setup_.messages.report_byte,
             std::move(letter));
}

void Dispatch::places_changed(NodeIndex portal) {
  if (started_ && setup_.parameters.report_events) send_places(portal);
}

void Dispatch::send_places(NodeIndex portal) {
  Letter letter;
  letter.kind = LetterKind::places;
  letter.site = site_of(portal);
  letter.report.portal = setup_.router->portal_rank(portal);
  letter.places =
      static_cast<std::uint32_t>(std::max<std::int64_t>(0, fleet_->free_places(portal)));
  post_.send(setup_.plan.cabinet[portal], setup_.plan.sites[letter.site].access,
             setup_.messages.report_byte, std::move(letter));
}

void Dispatch::hear(std::uint32_t index, const CapsuleReport& report) {
  Site& site = sites_[index];
  if (!site.working) return;
  const bool mine = knows_all() || site_of_portal(report.portal) == index;
  View::Row* row = site.view.find(report.capsule);
  const bool may_come = report.state.idle || (row != nullptr && row->pending);
  if (!site.view.hear(report, mine, row)) return;
  if (rumours_.spread && report.hops < setup_.parameters.gossip_hops) pass_on(index, report);
  // One that only says how late it is cannot come sooner for that.
  if (!may_come) return;
  site.heard = true;
  if (sites_.size() > 1 || site.waiting.empty() || site.retry_planned) return;
  site.retry_planned = true;
  after(DispatchPauses::retry_ns, retry_due, index);
}

/// Capsules, then portals, report one after another, evenly over the interval.
void Dispatch::beacon(std::uint32_t turn) {
  const auto& portals = setup_.router->portals();
  if (turn < own_.size()) {
    tell_of(CapsuleIndex{turn});
  } else {
    send_places(portals[turn - own_.size()]);
  }
  const auto count = static_cast<double>(own_.size() + portals.size());
  const double interval_ns = setup_.parameters.report_interval_s * 1e9;
  const auto next = static_cast<double>(turn + 1) / count;
  const std::int64_t due_ns = beacon_base_ns_ + std::llround(interval_ns * next);
  const bool last = static_cast<double>(turn + 1) == count;
  if (last) beacon_base_ns_ += std::llround(interval_ns);
  after(due_ns - now_ns(), beacon_due, last ? 0 : turn + 1);
}

/// A controller will tell its neighbours.
void Dispatch::pass_on(std::uint32_t site, const CapsuleReport& report) {
  sites_[site].news.push_back(report);
  rumours_.has_news(site);
}

/// All controllers tell their neighbours what they have heard of since the last time.
void Dispatch::gossip() {
  std::optional<std::uint32_t> teller;
  for (std::uint32_t next = 0; (teller = rumours_.next_teller(next)); next = *teller + 1) {
    std::vector<CapsuleReport>& told = sites_[*teller].news;
    const DispatchSite& place = setup_.plan.sites[*teller];
    if (told.empty()) continue;  // it has failed since
    const double bytes =
        setup_.messages.report_byte + setup_.messages.entry_byte * static_cast<double>(told.size());
    const std::uint32_t news = rumours_.publish(told, place.neighbours.size());
    for (const std::uint32_t neighbour : place.neighbours) {
      Letter letter;
      letter.kind = LetterKind::gossip;
      letter.site = neighbour;
      letter.news = news;
      post_.send(place.access, setup_.plan.sites[neighbour].access, bytes, std::move(letter));
    }
  }
  after(sim::seconds(setup_.parameters.gossip_interval_s).ns, gossip_due, 0);
}

void Dispatch::hear_gossip(std::uint32_t site, std::uint32_t news) {
  for (CapsuleReport report : rumours_.news[news].reports) {
    ++report.hops;
    hear(site, report);
  }
  rumours_.read(news);
}

std::optional<std::uint32_t> Rumours::next_teller(std::uint32_t from) {
  for (std::size_t word = from / 64; word < untold.size(); ++word) {
    const std::uint64_t left =
        word == from / 64 ? untold[word] >> from % 64 << from % 64 : untold[word];
    if (left == 0) continue;
    untold[word] &= ~(left & (~left + 1));
    return static_cast<std::uint32_t>(64 * word) +
           static_cast<std::uint32_t>(std::countr_zero(left));
  }
  return std::nullopt;
}

std::uint32_t Rumours::publish(std::vector<CapsuleReport>& reports, std::size_t readers) {
  if (free.empty()) {
    free.push_back(static_cast<std::uint32_t>(news.size()));
    news.emplace_back();
  }
  const std::uint32_t row = free.back();
  if (readers > 0) free.pop_back();
  news[row].readers = static_cast<std::uint32_t>(readers);
  news[row].reports.swap(reports);
  reports.clear();
  return row;
}

}  // namespace dimai::models
