#include <array>

#include <fmt/format.h>

#include "scenarios/epanet/sections/inp_pumps.hpp"
#include "scenarios/epanet/sections/inp_reading.hpp"

namespace dimai::scenarios {

namespace {

using models::LiquidAction;
using models::LiquidLinkKind;
using models::LiquidPremise;
using models::LiquidRule;
using models::LiquidStatus;
using Variable = LiquidPremise::Variable;
using Relation = LiquidPremise::Relation;
using Object = LiquidPremise::Object;

constexpr InpSection kHere = InpSection::rules;

template <class Value>
using Word = std::pair<std::string_view, Value>;

constexpr std::array<Word<Object>, 9> kObjects{{{"JUNC", Object::node},
                                                {"RESERV", Object::node},
                                                {"TANK", Object::node},
                                                {"PIPE", Object::link},
                                                {"PUMP", Object::link},
                                                {"VALVE", Object::link},
                                                {"NODE", Object::node},
                                                {"LINK", Object::link},
                                                {"SYSTEM", Object::system}}};
constexpr std::array<Word<Variable>, 12> kVariables{{{"DEMA", Variable::demand},
                                                     {"HEAD", Variable::head},
                                                     {"GRADE", Variable::head},
                                                     {"LEVEL", Variable::level},
                                                     {"PRES", Variable::pressure},
                                                     {"FLOW", Variable::flow},
                                                     {"STATUS", Variable::status},
                                                     {"SETT", Variable::setting},
                                                     {"TIME", Variable::time},
                                                     {"CLOCKTIME", Variable::clock_time},
                                                     {"FILL", Variable::fill_time},
                                                     {"DRAI", Variable::drain_time}}};
constexpr std::array<Word<Relation>, 10> kRelations{{{"=", Relation::equal},
                                                     {"<>", Relation::not_equal},
                                                     {"<=", Relation::at_most},
                                                     {">=", Relation::at_least},
                                                     {"<", Relation::less},
                                                     {">", Relation::greater},
                                                     {"IS", Relation::equal},
                                                     {"NOT", Relation::not_equal},
                                                     {"BELOW", Relation::less},
                                                     {"ABOVE", Relation::greater}}};
constexpr std::array<Word<LiquidStatus>, 3> kStates{{{"OPEN", LiquidStatus::open},
                                                     {"CLOS", LiquidStatus::closed},
                                                     {"ACTIVE", LiquidStatus::active}}};

template <class Value, std::size_t count>
std::optional<Value> match(const std::string& word, const std::array<Word<Value>, count>& words) {
  for (const auto& [name, value] : words) {
    if (begins(word, name)) return value;
  }
  return std::nullopt;
}

bool fits(Object object, Variable variable) {
  switch (variable) {
    case Variable::demand:
      return object != Object::link;
    case Variable::time:
    case Variable::clock_time:
      return object == Object::system;
    case Variable::flow:
    case Variable::status:
    case Variable::setting:
      return object == Object::link;
    default:
      return object == Object::node;
  }
}

/// Which part of a rule its next line may be.
enum class Part : std::uint8_t { none, rule, premises, then_actions, else_actions, done };

/// Reads rules line by line.
class RuleReader {
 public:
  explicit RuleReader(InpReading& reading) : reading_(reading) {}

  void read(const InpLine& line) {
    if (begins(line[0], "RULE")) return open(line);
    if (part_ == Part::none) return wrong(line, "stands before the first RULE");
    if (faulty_) return;
    if (begins(line[0], "DISABLED") || begins(line[0], "ENABLED")) return switch_off(line);
    if (begins(line[0], "IF")) return clause(line, part_ == Part::rule, Part::premises);
    if (begins(line[0], "THEN")) return clause(line, part_ == Part::premises, Part::then_actions);
    if (begins(line[0], "ELSE"))
      return clause(line, part_ == Part::then_actions, Part::else_actions);
    const bool in_actions = part_ == Part::then_actions || part_ == Part::else_actions;
    if (begins(line[0], "AND")) return clause(line, part_ == Part::premises || in_actions, part_);
    if (begins(line[0], "OR")) return clause(line, part_ == Part::premises, part_);
    if (begins(line[0], "PRIO")) {
      if (!in_actions) return wrong(line, "needs actions before it");
      const auto value = reading_.number(kHere, line, 1, "priority", -1e30);
      rule().priority = value.value_or(0.0);
      part_ = Part::done;
      return;
    }
    wrong(line, "is no clause; accepts RULE, IF, AND, OR, THEN, ELSE or PRIORITY");
  }

  /// Removes rules that are off, and tells of those without actions.
  void finish() {
    std::vector<LiquidRule> kept;
    for (std::size_t i = 0; i < reading_.network.rules.size(); ++i) {
      LiquidRule& each = reading_.network.rules[i];
      if (!off_[i]) kept.push_back(std::move(each));
    }
    reading_.network.rules = std::move(kept);
  }

 private:
  LiquidRule& rule() { return reading_.network.rules.back(); }

  void wrong(const InpLine& line, const std::string& message) {
    const std::string name = part_ == Part::none ? line[0] : rule().id + "." + line[0];
    reading_.error(line, "rules." + name, message);
    faulty_ = true;
  }

  void open(const InpLine& line) {
    reading_.network.rules.emplace_back();
    off_.push_back(false);
    part_ = Part::rule;
    faulty_ = false;
    if (line.count() > 1) rule().id = line[1];
  }

  void switch_off(const InpLine& line) {
    off_.back() = begins(line[0], "DISABLED");
    if (off_.back()) reading_.warning(line, "rules." + rule().id, "is disabled in the file");
  }

  void clause(const InpLine& line, bool in_place, Part next) {
    if (!in_place) return wrong(line, "is out of its place; the order is IF, THEN, ELSE, PRIORITY");
    part_ = next;
    if (part_ == Part::premises)
      premise(line);
    else
      action(line);
  }

  void premise(const InpLine& line) {
    if (line.count() != 5 && line.count() != 6)
      return wrong(line, "needs an object, its id, a variable, a relation and a value");
    LiquidPremise premise;
    const auto object = match(line[1], kObjects);
    if (!object)
      return wrong(line, fmt::format("got \"{}\", accepts NODE, JUNCTION, TANK, RESERVOIR, LINK, "
                                     "PIPE, PUMP, VALVE or SYSTEM",
                                     line[1]));
    premise.object = *object;
    premise.alternative = begins(line[0], "OR");
    if (!find_object(line, premise)) return;
    const std::size_t at = *object == Object::system ? 2 : 3;
    const auto variable = match(line[at], kVariables);
    if (!variable || !fits(*object, *variable))
      return wrong(line, fmt::format("\"{}\" is no variable of {}", line[at], line[1]));
    const auto relation = match(line[at + 1], kRelations);
    if (!relation)
      return wrong(line, fmt::format("got \"{}\", accepts =, <>, <, >, <=, >=, IS, NOT, BELOW or "
                                     "ABOVE",
                                     line[at + 1]));
    premise.variable = *variable;
    premise.relation = *relation;
    if (read_value(line, premise)) rule().premises.push_back(premise);
  }

  bool find_object(const InpLine& line, LiquidPremise& premise) {
    if (premise.object == Object::system) return true;
    bool found = false;
    if (premise.object == Object::node) {
      const auto node = reading_.node(kHere, line, 2);
      if (node) premise.index = node->value;
      found = node.has_value();
    } else {
      const auto link = reading_.link(kHere, line, 2);
      if (link) premise.index = link->value;
      found = link.has_value();
    }
    faulty_ |= !found;
    return found;
  }

  bool read_value(const InpLine& line, LiquidPremise& premise) {
    const std::string& last = line[line.count() - 1];
    if (premise.variable == Variable::time || premise.variable == Variable::clock_time) {
      const auto hours = inp_hours(line[4], line.count() == 6 ? line[5] : "");
      if (hours && *hours >= 0.0) premise.value = *hours * 3600.0;
      if (!hours || *hours < 0.0) wrong(line, fmt::format("got \"{}\", needs a time", line[4]));
      return hours.has_value();
    }
    if (const auto status = match(last, kStates)) {
      premise.compares_status = true;
      premise.status = *status;
      return true;
    }
    const auto value = inp_number(last);
    if (!value) wrong(line, fmt::format("got \"{}\", needs a number or a status", last));
    const bool time =
        premise.variable == Variable::fill_time || premise.variable == Variable::drain_time;
    premise.value = value.value_or(0.0) * (time ? 3600.0 : 1.0);
    return value.has_value();
  }

  void action(const InpLine& line) {
    if (line.count() != 6) return wrong(line, "needs a link, its id, STATUS or SETTING, IS, value");
    const auto link = reading_.link(kHere, line, 2);
    faulty_ |= !link;
    if (!link) return;
    const LiquidLinkKind kind = reading_.network.links[*link].kind;
    if (kind == LiquidLinkKind::check_valve_pipe)
      return wrong(line, "is a check valve: it cannot be controlled");
    LiquidAction action;
    action.link = *link;
    if (const auto status = match(line[5], kStates)) {
      action.sets_status = true;
      action.status = *status;
    } else {
      const auto value = inp_number(line[5]);
      if (!value || *value < 0.0 || kind == LiquidLinkKind::general_purpose)
        return wrong(line, fmt::format("got \"{}\", accepts a status or a setting", line[5]));
      action.sets_status = kind == LiquidLinkKind::pipe;
      action.status = *value == 0.0 ? LiquidStatus::closed : LiquidStatus::open;
      if (!action.sets_status) action.setting = *value * setting_unit(kind, reading_.units);
    }
    auto& actions = part_ == Part::then_actions ? rule().then_actions : rule().else_actions;
    actions.push_back(action);
  }

  InpReading& reading_;
  Part part_ = Part::none;
  bool faulty_ = false;  ///< the rest of this rule is not read
  std::vector<bool> off_;
};

}  // namespace

void read_inp_rules(InpReading& reading) {
  RuleReader reader(reading);
  for (const InpLine& line : reading.file.lines(kHere)) reader.read(line);
  reader.finish();
}

}  // namespace dimai::scenarios
