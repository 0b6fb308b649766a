#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/pipelines/liquid/network/indices.hpp"
#include "models/pipelines/liquid/network/status.hpp"

namespace dimai::models {

/// When a link is switched by a level, a pressure or the clock.
struct LiquidControl {
  enum class Kind : std::uint8_t { below, above, at_time, at_clock };
  Kind kind = Kind::below;
  LiquidLinkIndex link;
  LiquidStatus status = LiquidStatus::open;
  double setting = kNoSetting;
  LiquidNodeIndex node;     ///< whose head decides, for below and above
  double head_m = 0.0;      ///< elevation included
  std::int64_t time_s = 0;  ///< since the start, or of the day
};

/// One condition of a rule.
struct LiquidPremise {
  enum class Variable : std::uint8_t {
    demand,
    head,
    level,
    pressure,
    flow,
    status,
    setting,
    time,
    clock_time,
    fill_time,
    drain_time
  };
  enum class Relation : std::uint8_t { equal, not_equal, at_most, at_least, less, greater };
  enum class Object : std::uint8_t { system, node, link };
  bool alternative = false;  ///< joined by OR instead of AND
  Object object = Object::system;
  std::uint32_t index = 0;  ///< row of the node or link
  Variable variable = Variable::time;
  Relation relation = Relation::equal;
  double value = 0.0;  ///< in the units of the file, see LiquidOptions::display
  LiquidStatus status = LiquidStatus::open;
  bool compares_status = false;
};

struct LiquidAction {
  LiquidLinkIndex link;
  bool sets_status = false;
  LiquidStatus status = LiquidStatus::open;
  double setting = kNoSetting;
};

struct LiquidRule {
  std::string id;
  double priority = 0.0;
  std::vector<LiquidPremise> premises;
  std::vector<LiquidAction> then_actions;
  std::vector<LiquidAction> else_actions;
};

}  // namespace dimai::models
