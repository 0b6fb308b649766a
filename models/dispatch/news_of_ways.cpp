#include <algorithm>
#include <utility>

#include "models/dispatch/dispatch.hpp"

// News of links that have closed or opened. The cabinet at a link's end sees it and reports to its
// dispatcher, who finds new ways and tells all cabinets. Until then everybody goes the old ways,
// and holds before what is closed.

namespace dimai::models {

/// Links have closed or opened. Each dispatcher hears of those that begin in its care; its ways
/// hold once the last cabinet was told, or knows that nobody will. By gossip the news takes an
/// interval for each neighbour on the way.
bool Dispatch::spread(std::span<const LinkIndex> links, bool closed) {
  if (!started_ || !setup_.parameters.rerouting) {
    retry_all();
    return false;
  }
  known_news_.resize(setup_.network->links.size(), 0);
  std::vector<std::pair<std::uint32_t, LinkIndex>> by_site;
  for (const LinkIndex link : links)
    by_site.emplace_back(site_of(setup_.network->links[link].from), link);
  std::stable_sort(by_site.begin(), by_site.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  const auto first = static_cast<std::uint32_t>(way_news_.size());
  for (std::size_t i = 0; i < by_site.size(); ++i) {
    if (i == 0 || by_site[i].first != by_site[i - 1].first)
      way_news_.push_back({{}, closed, false, now_ns(), 0});
    way_news_.back().links.push_back(by_site[i].second);
  }
  const auto end = static_cast<std::uint32_t>(way_news_.size());
  for (std::uint32_t news = first; news < end; ++news) report_ways(news, 0);
  return true;
}

/// What a cabinet at an end of the first link sees; at the other end if that was lost, and to the
/// next nearest dispatcher each time.
void Dispatch::report_ways(std::uint32_t news, std::uint32_t attempt) {
  const Link& link = setup_.network->links[way_news_[news].links.front()];
  Letter letter;
  letter.kind = LetterKind::ways;
  letter.task.kind = DecisionKind::ways;
  letter.task.subject = news;
  letter.task.attempt = attempt;
  letter.task.place = attempt % 2 == 0 ? link.from : link.to;
  letter.task.since_ns = way_news_[news].since_ns;
  letter.task.home = site_of(link.from);
  letter.site = attempt == 0 ? letter.task.home : others(letter.task.home)[attempt - 1];
  post_.send(setup_.plan.cabinet[letter.task.place], setup_.plan.sites[letter.site].access,
             setup_.messages.report_byte, std::move(letter));
}

/// A report, or the thinking about it, was lost, so it is made again; at last those at the nodes
/// find their ways without a dispatcher. A cabinet that cannot be told finds them, too.
void Dispatch::lose_ways(const Letter& letter) {
  const DispatchTask& task = letter.task;
  if (letter.kind == LetterKind::ways && task.rounds > 0) return hear_ways(letter);
  ++counts(DecisionKind::ways).unanswered;
  const bool again = task.attempt + 1 < std::min(DispatchPauses::most_told, sites_.size());
  after(sim::seconds(setup_.parameters.answer_timeout_s).ns, again ? report_ways_due : own_ways_due,
        task.subject, task.attempt + 1);
}

void Dispatch::tell_ways(const Letter& letter) {
  const auto nodes = static_cast<std::uint32_t>(merges_.size());
  way_news_[letter.task.subject].untold = nodes;
  for (std::uint32_t node = 0; node < nodes; ++node) {
    Letter news;
    news.kind = LetterKind::ways;
    news.site = letter.site;
    news.task = letter.task;
    news.task.rounds = 1;  // from the dispatcher
    post_.send(setup_.plan.sites[letter.site].access, setup_.plan.cabinet[NodeIndex{node}],
               setup_.messages.order_byte, std::move(news));
  }
}

/// At the dispatcher, or at a cabinet.
void Dispatch::hear_ways(const Letter& letter) {
  const DispatchTask& task = letter.task;
  if (task.rounds == 0) return weigh(letter);
  if (--way_news_[task.subject].untold > 0) return;
  const std::int64_t spreading_ns =
      rumours_.spread
          ? sim::seconds(setup_.parameters.gossip_interval_s).ns * most_hops(letter.site)
          : 0;
  if (spreading_ns > 0) return after(spreading_ns, own_ways_due, task.subject);
  know_ways(task.subject);
}

/// New ways hold from now on, except for links of which something newer is known already.
void Dispatch::know_ways(std::uint32_t index) {
  WayNews& news = way_news_[index];
  if (std::exchange(news.known, true)) return;
  counts(DecisionKind::ways).delay_s.add(static_cast<double>(now_ns() - news.since_ns) * 1e-9);
  std::vector<LinkIndex> links;
  for (const LinkIndex link : news.links) {
    std::uint32_t& newest = known_news_[link.value];
    if (newest > index + 1) continue;
    newest = index + 1;
    links.push_back(link);
  }
  if (links.empty()) return;
  routes_->know(*simulation_, links, news.closed);
  retry_all();
}

/// Requests that wait for want of a way may have one now.
void Dispatch::retry_all() {
  for (std::uint32_t i = 0; i < sites_.size(); ++i) {
    sites_[i].heard = true;
    if (sites_[i].waiting.empty() || std::exchange(sites_[i].retry_planned, true)) continue;
    after(0, retry_due, i);
  }
}

/// Neighbours one after another to the farthest site.
std::int64_t Dispatch::most_hops(std::uint32_t from) const {
  std::vector<std::int64_t> hops(sites_.size(), -1);
  std::vector<std::uint32_t> reached{from};
  hops[from] = 0;
  for (std::size_t i = 0; i < reached.size(); ++i) {
    for (const std::uint32_t next : setup_.plan.sites[reached[i]].neighbours) {
      if (hops[next] >= 0) continue;
      hops[next] = hops[reached[i]] + 1;
      reached.push_back(next);
    }
  }
  return hops[reached.back()];
}

}  // namespace dimai::models
