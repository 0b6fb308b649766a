#include <fmt/format.h>

#include "scenarios/pipelines/powder/powder_tables.hpp"
#include "scenarios/recording/columns.hpp"

namespace dimai::scenarios {

namespace {

std::string flag_text(models::Flag flag) {
  switch (flag) {
    case models::Flag::sourced:
      return "sourced";
    case models::Flag::derived:
      return "derived";
    case models::Flag::assumption:
      return "assumption";
  }
  return "";
}

std::string gases_text(const models::Powder& powder) {
  std::string text;
  for (std::size_t i = 0; i < powder.gases.size(); ++i) {
    if (!powder.gases[i]) continue;
    text += (text.empty() ? "" : ", ") + std::string(models::kConveyingGases[i]);
  }
  return text;
}

void write_powders(ResultWriter& writer, const models::PowderPlant& plant) {
  using models::Powder;
  const auto texts = [&](auto get) { return column<std::string>(plant.powders, get); };
  const auto numbers = [&](double Powder::*member) {
    return column<double>(plant.powders, [member](const Powder& p) { return p.*member; });
  };
  writer.write_columns(
      "/powder/powder",
      {{{"powder", "", "name"}, texts([](const Powder& p) { return p.id; })},
       {{"name_zh", "", "name in Chinese"}, texts([](const Powder& p) { return p.name_zh; })},
       {{"kind", "", "what it is to the gas"}, texts([](const Powder& p) {
          return std::string(models::kPowderKinds[static_cast<std::size_t>(p.kind)]);
        })},
       {{"particle_density_kg_m3", "kg/m3", "density of its particles"},
        numbers(&Powder::particle_density_kg_m3)},
       {{"size_m", "m", "median particle size"}, numbers(&Powder::size_m)},
       {{"bulk_density_kg_m3", "kg/m3", "poured bulk density"},
        numbers(&Powder::bulk_density_kg_m3)},
       {{"mec_kg_m3", "kg/m3", "least explosible concentration in air; NaN: unknown"},
        numbers(&Powder::mec_kg_m3)},
       {{"loc_share", "1", "limiting oxygen concentration; NaN: unknown"},
        numbers(&Powder::loc_share)},
       {{"kst_class", "", "dust explosion class"},
        texts([](const Powder& p) { return p.kst_class; })},
       {{"gases", "", "gases that may convey it"}, texts(gases_text)},
       {{"density_flag", "", "trust in particle_density_kg_m3"},
        texts([](const Powder& p) { return flag_text(p.density_flag); })},
       {{"size_flag", "", "trust in size_m"},
        texts([](const Powder& p) { return flag_text(p.size_flag); })},
       {{"bulk_flag", "", "trust in bulk_density_kg_m3"},
        texts([](const Powder& p) { return flag_text(p.bulk_flag); })},
       {{"dust_flag", "", "trust in mec_kg_m3, loc_share and kst_class"},
        texts([](const Powder& p) { return flag_text(p.dust_flag); })},
       {{"source", "", "where the figures come from"},
        texts([](const Powder& p) { return p.source; })}});
}

void write_silos(ResultWriter& writer, const models::PowderPlant& plant) {
  using models::Silo;
  writer.write_columns(
      "/powder/silo",
      {{{"silo", "", "name"}, column<std::string>(plant.silos, [](const Silo& s) { return s.id; })},
       {{"title", "", "title"},
        column<std::string>(plant.silos, [](const Silo& s) { return s.title; })},
       {{"title_zh", "", "title in Chinese"},
        column<std::string>(plant.silos, [](const Silo& s) { return s.title_zh; })},
       {{"powder", "1", "row of /powder/powder"},
        column<std::uint32_t>(plant.silos, [](const Silo& s) { return s.powder.value; })},
       {{"capacity_kg", "kg", "capacity"},
        column<double>(plant.silos, [](const Silo& s) { return s.capacity_kg; })},
       {{"initial_kg", "kg", "level at the start"},
        column<double>(plant.silos, [](const Silo& s) { return s.initial_kg; })},
       {{"use_kg_s", "kg/s", "taken out for use, mean of a day"},
        column<double>(plant.silos, [](const Silo& s) { return s.use_kg_s; })}});
}

void write_lines(ResultWriter& writer, const models::PowderPlant& plant) {
  using models::PowderLine;
  using models::PowderLineParameters;
  const auto texts = [&](auto get) { return column<std::string>(plant.lines, get); };
  const auto numbers = [&](double PowderLineParameters::*member) {
    return column<double>(plant.lines,
                          [member](const PowderLine& l) { return l.parameters.*member; });
  };
  writer.write_columns(
      "/powder/line",
      {{{"line", "", "name"}, texts([](const PowderLine& l) { return l.id; })},
       {{"title", "", "title"}, texts([](const PowderLine& l) { return l.title; })},
       {{"title_zh", "", "title in Chinese"},
        texts([](const PowderLine& l) { return l.title_zh; })},
       {{"gas", "", "conveying gas"}, texts([](const PowderLine& l) { return l.parameters.gas; })},
       {{"system", "", "pressure or vacuum"},
        texts([](const PowderLine& l) { return l.parameters.system; })},
       {{"feeder", "", "screw or blow tank"},
        texts([](const PowderLine& l) { return l.parameters.feeder; })},
       {{"bore_m", "m", "inner width"}, numbers(&PowderLineParameters::bore_m)},
       {{"length_m", "m", "horizontal pipe"}, numbers(&PowderLineParameters::length_m)},
       {{"rise_m", "m", "vertical pipe"}, numbers(&PowderLineParameters::rise_m)},
       {{"bends", "1", "bends"},
        column<std::int64_t>(plant.lines, [](const PowderLine& l) { return l.parameters.bends; })},
       {{"rate_kg_s", "kg/s", "powder while it conveys"},
        numbers(&PowderLineParameters::rate_kg_s)},
       {{"max_pressure_pa", "Pa", "of the blower, from ambient"},
        column<double>(plant.lines, [](const PowderLine& l) {
          return l.blower.empty() ? l.parameters.max_pressure_pa : l.blower.front().pressure_pa;
        })}});
}

}  // namespace

void write_plant(ResultWriter& writer, const models::PowderPlant& plant) {
  write_powders(writer, plant);
  write_silos(writer, plant);
  write_lines(writer, plant);
}

}  // namespace dimai::scenarios
