#include "scenarios/logistics/logistics_plan.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

namespace dimai::scenarios {

const models::Factor& LogisticsPlan::factor(std::string_view key) const {
  for (const models::Factor& each : factors) {
    if (each.key == key) return each;
  }
  throw std::logic_error("there is no factor " + std::string(key));
}

double LogisticsPlan::shipments_a_day() const {
  double sum = 0.0;
  for (const models::ShipmentDemand& each : shipments.demands) sum += each.a_day;
  return sum;
}

double LogisticsPlan::orders_a_day() const {
  double sum = 0.0;
  for (const models::HouseholdDemand& each : industry.demands) sum += each.orders_a_day;
  return sum;
}

std::vector<std::pair<std::string, double>> LogisticsPlan::size() const {
  return {{"places", static_cast<double>(shipments.places.size())},
          {"modes", static_cast<double>(shipments.modes.size())},
          {"classes", static_cast<double>(shipments.classes.size())},
          {"shipments_a_day", shipments_a_day()},
          {"goods", static_cast<double>(industry.goods.size())},
          {"recipes", static_cast<double>(industry.recipes.size())},
          {"sites", static_cast<double>(industry.sites.size())},
          {"stocks", static_cast<double>(industry.stocks.size())},
          {"orders_a_day", orders_a_day()}};
}

std::string LogisticsPlan::size_text(Language language) const {
  const char* form = in_language(
      language,
      "{} places, {} modes, {:.10g} shipments a day; {} sites, {} goods, {} recipes, {} stocks, "
      "{:.10g} orders of households a day",
      "{} 个地点，{} 种方式，每日 {:.10g} 件货运；{} 个工场，{} 种货物，{} 个配方，{} "
      "处库存，每日 {:.10g} 份住户订单");
  return fmt::format(fmt::runtime(form), shipments.places.size(), shipments.modes.size(),
                     shipments_a_day(), industry.sites.size(), industry.goods.size(),
                     industry.recipes.size(), industry.stocks.size(), orders_a_day());
}

double LogisticsPlan::memory_bytes(const RunParameters& run) const {
  const double days = std::min(run.duration_s, shipments.duration_s) / 86400.0;
  return days * (shipments_a_day() * (sizeof(models::Shipment) + 128.0) +
                 orders_a_day() * (sizeof(models::Order) + 64.0));
}

}  // namespace dimai::scenarios
