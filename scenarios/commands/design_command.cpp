#include "scenarios/commands/design_command.hpp"

#include <array>
#include <cmath>
#include <iostream>
#include <utility>

#include <fmt/format.h>

#include "models/pipelines/powder/line_parameters.hpp"
#include "models/pipelines/powder/parameters.hpp"
#include "scenarios/formats/suggest.hpp"
#include "scenarios/formats/units.hpp"
#include "scenarios/pipelines/powder/dense_table.hpp"
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

/// What only slugs need, or only they have no use for.
DenseQuestion read_dense(Question& ask, const PowderDesignOptions& options,
                         const DesignQuestion& question) {
  DenseQuestion dense;
  dense.powder = question.powder;
  models::Powder& powder = dense.powder;
  const auto number = [&](const char* option, const std::string& text, double high, double& value) {
    if (text.empty()) return;
    value = ask.quantity(option, text, Dimension::number, 0.01, high);
    powder.friction_stated = true;
  };
  number("--wall-friction", options.wall_friction, 3.0, powder.wall_friction);
  number("--internal-friction", options.internal_friction, 3.0, powder.inner_friction);
  number("--stress-ratio", options.stress_ratio, 3.0, powder.stress_ratio);
  const auto require = [&](const char* option, double value) {
    if (!powder.id.empty() && std::isnan(value))
      ask.tell(option,
               fmt::format("is not known of {}; needs the tangent of the angle, such as 0.4",
                           powder.id));
  };
  require("--wall-friction", powder.wall_friction);
  require("--internal-friction", powder.inner_friction);
  if (powder.wall_friction > powder.inner_friction)
    ask.tell("--wall-friction", fmt::format("{} is above the internal friction, {}; needs as much "
                                            "or less",
                                            powder.wall_friction, powder.inner_friction));
  if (options.vacuum)
    ask.tell("--vacuum", "slugs are pushed, not sucked; leave it for dense phase");
  const models::PowderLineParameters usual;
  const std::string velocity = options.slug_velocity.empty() ? "2 m/s" : options.slug_velocity;
  const std::string tank = options.tank.empty() ? "0.5 m3" : options.tank;
  dense.line = {question.line,
                powder.bulk_density_kg_m3,
                powder.wall_friction,
                powder.inner_friction,
                powder.slug_stress_ratio(),
                ask.quantity("--slug-velocity", velocity, Dimension::speed,
                             models::kSlowestSlug_m_s, models::kFastestSlug_m_s)};
  dense.rule = {question.rule.factor, question.rule.most_drop_pa, question.rule.efficiency};
  dense.tank.volume_m3 = ask.quantity("--tank", tank, Dimension::volume, 1e-3, 100.0);
  dense.tank.fill_flow_kg_s = usual.tank_fill_kg_s;
  dense.tank.vent_s = usual.tank_vent_s;
  dense.horizontal_m = question.horizontal_m;
  dense.rise_m = question.rise_m;
  dense.bends = question.bends;
  dense.bores_m = question.bores_m;
  return dense;
}

/// @return whether slugs are asked about
bool read_phase(Question& ask, const PowderDesignOptions& options) {
  const auto& phases = models::kPhaseChoices;
  if (options.phase == phases[1]) return true;
  if (options.phase != phases[0])
    ask.tell("--phase", fmt::format("got \"{}\", accepts {}", options.phase,
                                    listed({phases.begin(), phases.end()})));
  const std::array<std::pair<const char*, const std::string*>, 5> only_dense{
      {{"--slug-velocity", &options.slug_velocity},
       {"--wall-friction", &options.wall_friction},
       {"--internal-friction", &options.internal_friction},
       {"--stress-ratio", &options.stress_ratio},
       {"--tank", &options.tank}}};
  for (const auto& [option, text] : only_dense) {
    if (!text->empty()) ask.tell(option, "has no effect on dilute phase; needs --phase dense");
  }
  return false;
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
  const bool is_dense = read_phase(ask, options);
  const DenseQuestion dense = is_dense ? read_dense(ask, options, question) : DenseQuestion{};
  if (problems.any_error()) {
    if (options.json) std::cout << to_json(problems.sorted()) << "\n";
    for (const Problem& problem : problems.sorted()) {
      if (!options.json) std::cerr << "dimai: " << to_text(problem) << "\n";
    }
    return kWrong;
  }
  if (is_dense) {
    const std::vector<DenseRow> rows = dense_design(dense);
    std::cout << (options.json ? dense_json(dense, rows) + "\n"
                               : dense_text(dense, rows, language));
    return kDone;
  }
  const std::vector<DesignRow> rows = design(question);
  std::cout << (options.json ? design_json(question, rows) + "\n"
                             : design_text(question, rows, language));
  return kDone;
}

}  // namespace dimai::scenarios
