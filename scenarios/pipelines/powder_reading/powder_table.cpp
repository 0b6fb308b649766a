#include "scenarios/pipelines/powder_reading/powder_table.hpp"

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include <fmt/format.h>

#include "scenarios/formats/csv.hpp"
#include "scenarios/formats/suggest.hpp"
#include "scenarios/formats/text_file.hpp"

namespace dimai::scenarios {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

enum Column : std::size_t {
  id,
  name_zh,
  kind,
  density,
  size,
  bulk,
  gases,
  mec,
  loc,
  kst,
  wall_friction,
  internal_friction,
  flag_density,
  flag_size,
  flag_bulk,
  flag_dust,
  flag_friction,
  source
};

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::istringstream stream(text);
  for (std::string word; stream >> word;) {
    std::replace(word.begin(), word.end(), '-', ' ');
    words.push_back(word);
  }
  return words;
}

models::Flag flag_of(CsvReader& row, Column column) {
  const std::string& cell = row.cell(column);
  if (cell == "S") return models::Flag::sourced;
  if (cell == "D") return models::Flag::derived;
  if (cell != "M") row.error(column, fmt::format("got \"{}\", accepts S, D or M", cell));
  return models::Flag::assumption;
}

double number_or_unknown(CsvReader& row, Column column, double high) {
  if (row.cell(column) == "nan") return kUnknown;
  return row.number(column, 0.0, high).value_or(kUnknown);
}

models::Powder powder_of(CsvReader& row) {
  models::Powder powder;
  powder.id = row.cell(id);
  powder.name_zh = row.cell(name_zh);
  const auto& kinds = models::kPowderKinds;
  const auto found = std::find(kinds.begin(), kinds.end(), row.cell(kind));
  if (found == kinds.end())
    row.error(kind, fmt::format("got \"{}\", accepts {}", row.cell(kind),
                                listed({kinds.begin(), kinds.end()})));
  else
    powder.kind = static_cast<models::PowderKind>(found - kinds.begin());
  powder.particle_density_kg_m3 = row.number(density, 10.0, 25000.0).value_or(0.0);
  powder.size_m = row.number(size, 1e-7, 0.1).value_or(0.0);
  powder.bulk_density_kg_m3 = row.number(bulk, 5.0, 20000.0).value_or(0.0);
  const std::string wrong = read_gases(words_of(row.cell(gases)), powder.gases);
  if (!wrong.empty()) row.error(gases, wrong);
  powder.mec_kg_m3 = number_or_unknown(row, mec, 10.0);
  powder.loc_share = number_or_unknown(row, loc, 0.2095);
  powder.kst_class = row.cell(kst);
  powder.wall_friction = number_or_unknown(row, wall_friction, 3.0);
  powder.inner_friction = number_or_unknown(row, internal_friction, 3.0);
  powder.friction_flag = flag_of(row, flag_friction);
  powder.density_flag = flag_of(row, flag_density);
  powder.size_flag = flag_of(row, flag_size);
  powder.bulk_flag = flag_of(row, flag_bulk);
  powder.dust_flag = flag_of(row, flag_dust);
  powder.source = row.cell(source);
  return powder;
}

}  // namespace

std::filesystem::path shipped_powders() {
  const char* root = std::getenv("DIMAI_ROOT");
  const std::filesystem::path base = root == nullptr || *root == '\0' ? DIMAI_SOURCE_ROOT : root;
  return base / "data" / "powders.csv";
}

std::vector<models::Powder> read_powder_table(const std::filesystem::path& path,
                                              const std::string& wanted_by, Problems& problems) {
  std::vector<models::Powder> powders;
  const auto text = read_text_file(path, {path.generic_string(), {}, wanted_by}, problems);
  if (!text) return powders;
  CsvReader row(
      *text, path.generic_string(), problems,
      {"powder", "name_zh", "kind", "particle_density_kg_m3", "size_m", "bulk_density_kg_m3",
       "gases", "mec_kg_m3", "loc_share", "kst_class", "wall_friction", "internal_friction",
       "flag_density", "flag_size", "flag_bulk", "flag_dust", "flag_friction", "source"});
  while (row.next()) {
    const std::size_t errors_before = problems.error_count();
    models::Powder powder = powder_of(row);
    if (problems.error_count() == errors_before) powders.push_back(std::move(powder));
  }
  return powders;
}

const models::Powder* find_powder(const std::vector<models::Powder>& powders, std::string_view id) {
  const auto found =
      std::find_if(powders.begin(), powders.end(), [&](const auto& each) { return each.id == id; });
  return found == powders.end() ? nullptr : &*found;
}

std::string unknown_powder(const std::vector<models::Powder>& powders, std::string_view id) {
  std::vector<std::string_view> known;
  known.reserve(powders.size());
  for (const models::Powder& each : powders) known.push_back(each.id);
  const std::string near = did_you_mean(id, known);
  return fmt::format("there is no data for a powder \"{}\"{}", id,
                     near.empty() ? "; accepts " + listed(known, 40) +
                                        ", or one of your own under [[powder.material]]"
                                  : near);
}

std::string read_gases(const std::vector<std::string>& names, std::array<bool, 4>& gases) {
  for (const std::string& name : names) {
    const auto gas = models::find_conveying_gas(name);
    if (!gas)
      return fmt::format("got \"{}\", accepts {}", name,
                         listed({models::kConveyingGases.begin(), models::kConveyingGases.end()}));
    gases[static_cast<std::size_t>(*gas)] = true;
  }
  return names.empty() ? "names no gas" : "";
}

}  // namespace dimai::scenarios
