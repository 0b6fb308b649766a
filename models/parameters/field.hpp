#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace dimai::models {

/// How far a default value can be trusted; shown beside it in `describe` and in the report.
enum class Flag : std::uint8_t {
  sourced,     ///< read in the source that is named
  derived,     ///< arithmetic on sourced figures
  assumption,  ///< no source seen: the user's to change
};

/// One parameter of a model: its key in the scenario file, its member, range, meaning and origin.
///
/// `name` ends in the SI unit of the member ("speed_m_s"); the key drops it ("speed") and its value
/// carries the unit ("200 km/h"). The default is the member's own initialiser. From one array of
/// fields come reader, range check, error text, `describe`, HDF5 attributes and the list of
/// assumptions in the report.
template <class Parameters>
struct Field {
  using Member = std::variant<double Parameters::*, std::int64_t Parameters::*, bool Parameters::*,
                              std::string Parameters::*>;

  std::string_view name;
  Member member;
  double low = 0.0;   ///< least accepted number, in the unit of `name`
  double high = 0.0;  ///< greatest accepted number
  std::string_view meaning;
  Flag flag = Flag::assumption;
  std::string_view source{};  ///< where the default comes from; "" if assumed
  std::span<const std::string_view>
      choices{};  ///< accepted words, for a text member; empty: any text
};

}  // namespace dimai::models
