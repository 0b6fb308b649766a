#include "scenarios/commands/design_command.hpp"

#include <iostream>

#include <fmt/format.h>

#include "models/pipelines/powder/parameters.hpp"
#include "scenarios/formats/suggest.hpp"
#include "scenarios/formats/units.hpp"
#include "scenarios/pipelines/powder/design_table.hpp"
#include "scenarios/pipelines/powder_reading/powder_table.hpp"

namespace dimai::scenarios {

namespace {

constexpr int kDone = 0;
constexpr int kWrong = 2;

/// Reads the options and keeps what is wrong with them.
class Question {
 public:
  explicit Question(Problems& problems) : problems_(problems) {}

  double quantity(const std::string& option, const std::string& text, Dimension dimension,
                  double low, double high) {
    const Quantity read = parse_quantity(text, dimension);
    if (!read.error.empty())
      tell(option, read.error);
    else if (!(read.value >= low && read.value <= high))
      tell(option, fmt::format("got \"{}\", accepts {} to {}", text, quantity_text(low, dimension),
                               quantity_text(high, dimension)));
    else
      return read.value;
    return low;
  }
  void tell(const std::string& option, const std::string& message) {
    problems_.add({"", 0, 0, option, message});
  }

 private:
  Problems& problems_;
};

void read_gas(Question& ask, const PowderDesignOptions& options, DesignQuestion& question) {
  const models::Powder& powder = question.powder;
  if (options.gas.empty()) {
    for (std::size_t i = models::kConveyingGases.size(); i-- > 0;) {
      if (powder.gases[i]) question.line.gas = static_cast<models::ConveyingGas>(i);
    }
    return;
  }
  const auto gas = models::find_conveying_gas(options.gas);
  const std::vector<std::string_view> known(models::kConveyingGases.begin(),
                                            models::kConveyingGases.end());
  if (!gas)
    return ask.tell("--gas", fmt::format("got \"{}\", accepts {}{}", options.gas, listed(known),
                                         did_you_mean(options.gas, known)));
  question.line.gas = *gas;
  const std::string why = powder.id.empty() ? "" : models::why_not(powder, *gas);
  if (!why.empty()) ask.tell("--gas", why);
}

void read_rule(Question& ask, const PowderDesignOptions& options, DesignQuestion& question) {
  models::ConveyingRule& rule = question.rule;
  rule.most_drop_pa =
      ask.quantity("--max-pressure", options.max_pressure, Dimension::pressure, 100.0, 5e6);
  rule.most_velocity_m_s =
      ask.quantity("--max-velocity", options.max_velocity, Dimension::speed, 1.0, 200.0);
  rule.factor = ask.quantity("--factor", options.factor, Dimension::number, 1.0, 5.0);
  const auto& laws = models::kVelocityLawChoices;
  rule.law = models::find_saltation_law(options.law);
  if (!rule.law && options.law != laws.front())
    ask.tell("--law", fmt::format("got \"{}\", accepts {}", options.law,
                                  listed({laws.begin(), laws.end()})));
}

void read_route(Question& ask, const PowderDesignOptions& options, DesignQuestion& question) {
  question.line.solids_flow_kg_s =
      ask.quantity("--rate", options.rate, Dimension::mass_flow, 1e-6, 100.0);
  question.horizontal_m =
      ask.quantity("--distance", options.distance, Dimension::length, 0.0, 5000.0);
  question.rise_m = ask.quantity("--rise", options.rise, Dimension::length, -300.0, 300.0);
  question.bends =
      static_cast<int>(ask.quantity("--bends", options.bends, Dimension::number, 0.0, 200.0));
  if (question.horizontal_m == 0.0 && question.rise_m == 0.0)
    ask.tell("--distance", "no pipe at all; needs --distance, --rise or both");
  question.line.route =
      models::simple_route(question.horizontal_m, question.rise_m, question.bends);
  question.line.vacuum = options.vacuum;
  question.bores_m.assign(models::kUsualBores_m.begin(), models::kUsualBores_m.end());
  if (!options.bores.empty()) question.bores_m.clear();
  for (const std::string& bore : options.bores)
    question.bores_m.push_back(ask.quantity("--bore", bore, Dimension::length, 0.005, 1.0));
}

}  // namespace

int design_powder(const PowderDesignOptions& options, Language language) {
  Problems problems;
  Question ask(problems);
  DesignQuestion question;
  const auto known = read_powder_table(shipped_powders(), "powder", problems);
  if (const models::Powder* powder = find_powder(known, options.powder))
    question.powder = *powder;
  else
    ask.tell("--powder", unknown_powder(known, options.powder));
  question.line.particle_size_m = question.powder.size_m;
  question.line.particle_density_kg_m3 = question.powder.particle_density_kg_m3;
  read_gas(ask, options, question);
  read_rule(ask, options, question);
  read_route(ask, options, question);
  if (problems.any_error()) {
    if (options.json) std::cout << to_json(problems.sorted()) << "\n";
    for (const Problem& problem : problems.sorted()) {
      if (!options.json) std::cerr << "dimai: " << to_text(problem) << "\n";
    }
    return kWrong;
  }
  const std::vector<DesignRow> rows = design(question);
  std::cout << (options.json ? design_json(question, rows) + "\n"
                             : design_text(question, rows, language));
  return kDone;
}

}  // namespace dimai::scenarios
