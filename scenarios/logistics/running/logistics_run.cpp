#include "scenarios/logistics/running/logistics_run.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "scenarios/logistics/running/logistics_tables.hpp"
#include "scenarios/pipelines/tubes/tubes_run.hpp"

namespace dimai::scenarios {

std::unique_ptr<PipelineRun> LogisticsPlan::make(const RunParameters& run) const {
  return std::make_unique<LogisticsRun>(*this, run);
}

LogisticsRun::LogisticsRun(const LogisticsPlan& plan, const RunParameters& /*run*/)
    : plan_(plan),
      shipments_(plan.shipments),
      links_(shipments_),
      networks_(plan),
      returns_(plan.returns, shipments_),
      industry_(std::make_unique<models::Industry>(plan.industry, &links_, &networks_)) {
  links_.set_industry(industry_.get());
  shipments_.set_owner(&links_);
  shipments_.set_listener(&returns_);
}

void LogisticsRun::connect(const RunParts& parts) {
  for (const auto& each : *parts.pipelines) {
    if (auto* tubes = dynamic_cast<TubesRun*>(each.get()))
      tubes_ = std::make_unique<TubeLegs>(shipments_, tubes->model());
  }
  networks_.connect(parts);
  capsules_ = std::make_unique<CapsuleLegs>(shipments_, *parts.service);
  capsules_->expect_more([this] { return !over(); });
  const auto& modes = plan_.shipments.modes;
  if (std::any_of(modes.begin(), modes.end(), [](const auto& m) { return m.kind == "capsule"; }))
    parts.service->set_listener(capsules_.get());
  shipments_.set_carrier("tubes", tubes_.get());
  shipments_.set_carrier("capsule", capsules_.get());
}

void LogisticsRun::start(sim::Simulation& simulation) {
  simulation_ = &simulation;
  if (tubes_) tubes_->start(simulation);
  capsules_->start(simulation);
  shipments_.start(simulation);
  industry_->start(simulation);
  returns_.start(simulation);
}

bool LogisticsRun::over() const {
  return shipments_.all_done() && industry_->delivered() == industry_->planned() &&
         simulation_ != nullptr && simulation_->now() >= sim::seconds(plan_.shipments.duration_s);
}

double LogisticsRun::share_done() const {
  if (over()) return 1.0;
  const double time_share =
      sim::to_seconds(simulation_->now()) / std::max(1.0, plan_.shipments.duration_s);
  return std::min(0.99, time_share);
}

void LogisticsRun::close_books() const {
  if (books_ == simulation_->now()) return;
  books_ = simulation_->now();
  industry_->settle_accounts(simulation_->now());
  if (tubes_) tubes_->book_energy();
  compared_.reset();
}

const ComparedClasses& LogisticsRun::compared() const {
  close_books();
  if (!compared_)
    compared_ =
        std::make_unique<ComparedClasses>(compare_with_today(plan_, shipments_, *industry_));
  return *compared_;
}

ClassCounts LogisticsRun::count_class(std::uint32_t shipment_class) const {
  ClassCounts row;
  row.name = "shipment of " + plan_.shipments.classes[shipment_class].name;
  row.name_zh = "运单：" + plan_.shipments.classes[shipment_class].name;
  const auto& all = shipments_.shipments();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].shipment_class != shipment_class || !shipments_.has_arisen(i)) continue;
    ++row.requested;
    switch (all[i].state) {
      case models::ShipmentState::waiting:
        ++row.waiting;
        break;
      case models::ShipmentState::under_way:
        ++row.under_way;
        break;
      case models::ShipmentState::arrived:
        ++row.arrived;
        break;
      case models::ShipmentState::refused:
        ++row.refused;
        break;
    }
  }
  return row;
}

namespace {

/// By its good, and by its site where several sites are ordered that good from.
ClassCounts order_counts(const models::IndustryPlan& plan, const models::Stock& stock) {
  std::set<std::uint32_t> sites;
  for (const models::HouseholdDemand& each : plan.demands) {
    const models::Stock& other = plan.stocks[each.stock];
    if (other.good == stock.good) sites.insert(other.site.value);
  }
  const models::Good& good = plan.goods[stock.good.value];
  const models::Site& site = plan.sites[stock.site];
  ClassCounts row;
  row.name = "order of " + good.name;
  row.name_zh = "订单：" + (good.name_zh.empty() ? good.name : good.name_zh);
  if (sites.size() > 1) {
    row.name += " from " + site.name;
    row.name_zh += "，" + (site.name_zh.empty() ? site.name : site.name_zh);
  }
  return row;
}

}  // namespace

std::vector<ClassCounts> LogisticsRun::counts() const {
  std::vector<ClassCounts> rows;
  for (std::uint32_t c = 0; c < plan_.shipments.classes.size(); ++c) rows.push_back(count_class(c));
  std::vector<std::size_t> row_of_demand;
  for (const models::HouseholdDemand& demand : plan_.industry.demands) {
    ClassCounts fresh = order_counts(plan_.industry, plan_.industry.stocks[demand.stock]);
    const auto same = std::find_if(rows.begin(), rows.end(),
                                   [&](const ClassCounts& row) { return row.name == fresh.name; });
    row_of_demand.push_back(static_cast<std::size_t>(same - rows.begin()));
    if (same == rows.end()) rows.push_back(std::move(fresh));
  }
  for (const models::Order& order : industry_->orders()) {
    if (order.demand == models::Order::kReplenishment) continue;
    ClassCounts& row = rows[row_of_demand[order.demand]];
    ++row.requested;
    ++(order.done_ns >= 0 ? row.arrived : order.taken_ns >= 0 ? row.under_way : row.waiting);
  }
  return rows;
}

void LogisticsRun::define_tables(ResultWriter& writer) const {
  write_places(writer, plan_.shipments);
  if (plan_.record_shipments) define_shipments(writer);
}

void LogisticsRun::write_news(ResultWriter& writer) {
  const std::vector<models::ShipmentIndex> finished = shipments_.take_finished();
  if (plan_.record_shipments) write_shipments(writer, shipments_, finished);
}

void LogisticsRun::write_closing(ResultWriter& writer) const {
  close_books();
  write_shipment_tables(writer, shipments_);
  write_capsule_loads(writer, *capsules_);
  if (!plan_.industry.sites.empty()) write_industry_tables(writer, *industry_, simulation_->now());
  write_comparison(writer, compared());
  write_stages(writer, plan_.stages, stage_path(plan_, shipments_, *industry_));
  write_lane_uses(writer, shipments_);
  write_projects(writer, plan_.projects, *industry_);
  write_returns(writer, plan_.returns, returns_.counts());
}

std::vector<std::string> LogisticsRun::violations() const {
  std::vector<std::string> found = shipments_.violations();
  for (auto& list : {industry_->violations(), links_.violations(), networks_.violations(*industry_),
                     returns_.violations()})
    found.insert(found.end(), list.begin(), list.end());
  return found;
}

}  // namespace dimai::scenarios
