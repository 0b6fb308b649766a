#pragma once

#include <string>
#include <vector>

namespace dimai::models {

/// A step of the building: what is spent at its beginning and what a year brings until the next.
struct Stage {
  std::string name;
  double begin_a = 0.0;        ///< years after the first stage begins; rising
  double capital_cny = 0.0;    ///< spent at its beginning
  double revenue_a_cny = 0.0;  ///< a year
  double running_a_cny = 0.0;  ///< operation, staff and energy a year
};

/// Something that has lived its life and is built anew.
struct Renewal {
  double at_a = 0.0;  ///< years after the first stage begins
  double cost_cny = 0.0;
};

/// Money over the years, as it is planned.
struct CashPlan {
  std::vector<Stage> stages;        ///< by rising begin_a
  std::vector<Renewal> renewals{};  ///< in any order
  double own_cny = 0.0;             ///< in hand at the beginning
  double rate = 0.0;                ///< interest a year, on what is in hand or owed [-], in [0, 1]
  double last_a = 10.0;             ///< years that the last stage is followed [a], > 0
};

/// Money at the end of a stage.
struct StageCash {
  double before_cny = 0.0;  ///< in hand when the stage begins
  double least_cny = 0.0;   ///< least in hand from when its capital is spent until its end
  double end_cny = 0.0;     ///< when the next begins, or after the last one's years
};

struct CashPath {
  std::vector<StageCash> stages;
  double needed_cny = 0.0;  ///< least money at the beginning with which nothing is ever owed
};

/// Money in hand through the stages, with interest, by whole and broken years: income flows
/// steadily, so that after t years c becomes c g + n (g - 1) / ln(1 + r), g = (1 + r)^t, n a year's
/// income less what is spent. What is built at the very end of the last years is not counted.
///
/// @throws std::domain_error outside the ranges of CashPlan, if stages are out of order, or if a
/// renewal comes before the first
/// Source: compound interest on a continuous annuity, as in any textbook of engineering economics.
CashPath cash_path(const CashPlan& plan);

}  // namespace dimai::models
