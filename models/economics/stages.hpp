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
  double running_a_cny = 0.0;  ///< operation and energy a year
};

/// Money at the end of a stage.
struct StageCash {
  double before_cny = 0.0;  ///< in hand when the stage begins
  double least_cny = 0.0;   ///< after its capital is spent
  double end_cny = 0.0;     ///< when the next begins, or after the last one's years
};

/// Money in hand through the stages, with interest on what is in hand or owed, by whole and broken
/// years. A path is self-funded after its first stage if no later `least_cny` lies below zero and
/// below the one before.
///
/// @param stages  by rising begin_a
/// @param own_cny  in hand at the beginning
/// @param rate     interest a year [-], in [0, 1]
/// @param last_a   years that the last stage is followed [a], > 0
/// @throws std::domain_error outside those ranges
std::vector<StageCash> cash_path(const std::vector<Stage>& stages, double own_cny, double rate,
                                 double last_a);

}  // namespace dimai::models
