#include "scenarios/logistics/factor_table.hpp"

#include <cmath>
#include <cstdlib>

#include "scenarios/formats/csv.hpp"
#include "scenarios/formats/text_file.hpp"

namespace dimai::scenarios {

std::filesystem::path shipped_factors() {
  const char* root = std::getenv("DIMAI_ROOT");
  const std::filesystem::path base = root == nullptr || *root == '\0' ? DIMAI_SOURCE_ROOT : root;
  return base / "data" / "factors.csv";
}

std::vector<models::Factor> read_factor_table(const std::filesystem::path& path,
                                              Problems& problems) {
  std::vector<models::Factor> factors;
  const auto text = read_text_file(path, {path.generic_string(), {}, "logistics"}, problems);
  if (!text) return factors;
  CsvReader row(*text, path.generic_string(), problems,
                {"key", "value", "low", "high", "unit", "year", "flag", "source"});
  while (row.next()) {
    models::Factor factor;
    factor.key = row.cell(0);
    if (row.cell(1).find('/') != std::string::npos) continue;  // three shares in one cell
    const auto number = [&](std::size_t column) {
      return row.cell(column) == "nan" ? std::nan("") : row.number(column, 0.0, 1e15).value_or(0.0);
    };
    factor.value = number(1);
    factor.low = number(2);
    factor.high = number(3);
    if (std::isnan(factor.value)) continue;
    if (std::isnan(factor.low)) factor.low = factor.value;
    if (std::isnan(factor.high)) factor.high = factor.value;
    if (!(factor.low <= factor.value && factor.value <= factor.high))
      row.error(1, "is not between low and high");
    factor.unit = row.cell(4);
    const char flag = row.cell(6).empty() ? 'M' : row.cell(6).back();
    factor.flag = flag == 'S'   ? models::Flag::sourced
                  : flag == 'D' ? models::Flag::derived
                                : models::Flag::assumption;
    factor.source = row.cell(7);
    factors.push_back(std::move(factor));
  }
  return factors;
}

}  // namespace dimai::scenarios
