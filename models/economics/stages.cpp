#include "models/economics/stages.hpp"

#include <algorithm>
#include <stdexcept>

#include "sim/elementary.hpp"

namespace dimai::models {

namespace {

double growth(double rate, double years) {
  return sim::natural_exponential(years * sim::natural_logarithm(1.0 + rate));
}

/// Value after some years of a steady income of 1 a year.
double steady(double rate, double years) {
  if (rate < 1e-12) return years;
  return (growth(rate, years) - 1.0) / sim::natural_logarithm(1.0 + rate);
}

void check(const CashPlan& plan) {
  if (!(plan.rate >= 0.0 && plan.rate <= 1.0 && plan.last_a > 0.0))
    throw std::domain_error("cash_path(): rate outside [0, 1], or no time after the last stage");
  for (std::size_t s = 1; s < plan.stages.size(); ++s) {
    if (!(plan.stages[s].begin_a > plan.stages[s - 1].begin_a))
      throw std::domain_error("cash_path(): stages out of order");
  }
  for (const Renewal& each : plan.renewals) {
    if (plan.stages.empty() || !(each.at_a > plan.stages.front().begin_a))
      throw std::domain_error("cash_path(): a renewal before the first stage");
  }
}

/// Money of one's own, and what `needed` follows from.
class Purse {
 public:
  explicit Purse(const CashPlan& plan) : plan_(plan), cash_cny_(plan.own_cny) {}

  void spend(double cny) {
    cash_cny_ -= cny;
    note();
  }
  void live(double years, double income_a_cny) {
    cash_cny_ = cash_cny_ * growth(plan_.rate, years) + income_a_cny * steady(plan_.rate, years);
    age_a_ += years;
    note();
  }
  void watch() { least_cny_ = cash_cny_; }
  double cash_cny() const { return cash_cny_; }
  double least_cny() const { return least_cny_; }
  double needed_cny() const { return std::max(0.0, needed_cny_); }

 private:
  void note() {
    least_cny_ = std::min(least_cny_, cash_cny_);
    // A yuan more at the beginning is growth() more now.
    needed_cny_ = std::max(needed_cny_, plan_.own_cny - cash_cny_ / growth(plan_.rate, age_a_));
  }

  const CashPlan& plan_;
  double cash_cny_;
  double age_a_ = 0.0;
  double least_cny_ = 0.0;
  double needed_cny_ = 0.0;
};

}  // namespace

CashPath cash_path(const CashPlan& plan) {
  check(plan);
  std::vector<Renewal> renewals = plan.renewals;
  std::stable_sort(renewals.begin(), renewals.end(),
                   [](const Renewal& a, const Renewal& b) { return a.at_a < b.at_a; });
  auto next = renewals.begin();
  CashPath path;
  Purse purse(plan);
  for (std::size_t s = 0; s < plan.stages.size(); ++s) {
    const Stage& stage = plan.stages[s];
    const double end_a =
        s + 1 < plan.stages.size() ? plan.stages[s + 1].begin_a : stage.begin_a + plan.last_a;
    const double income_a_cny = stage.revenue_a_cny - stage.running_a_cny;
    StageCash row;
    row.before_cny = purse.cash_cny();
    purse.spend(stage.capital_cny);
    purse.watch();
    double now_a = stage.begin_a;
    for (; next != renewals.end() && next->at_a < end_a; ++next) {
      purse.live(next->at_a - now_a, income_a_cny);
      purse.spend(next->cost_cny);
      now_a = next->at_a;
    }
    purse.live(end_a - now_a, income_a_cny);
    row.least_cny = purse.least_cny();
    row.end_cny = purse.cash_cny();
    path.stages.push_back(row);
  }
  path.needed_cny = purse.needed_cny();
  return path;
}

}  // namespace dimai::models
