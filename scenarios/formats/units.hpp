#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dimai::scenarios {

/// What a number measures. The unit suffix of a field's name decides ("speed_m_s": speed).
enum class Dimension : std::uint8_t {
  number,  ///< counts, shares and exponents: no unit, or "%"
  length,
  time,
  speed,
  acceleration,
  mass,
  area,
  volume,
  density,
  pressure,
  power,
  energy,
  force,
  volume_flow,
  mass_flow,
  temperature,  ///< absolute: "10 degC" is 283.15 K
  viscosity,
  molar_mass,
  normal_flow,  ///< of gas, at 273.15 K and 101 325 Pa
  kinematic_viscosity,
  data,        ///< of messages, in bytes
  data_rate,   ///< of channels, in bits
  operations,  ///< floating-point operations of a job
  computing_speed,
};

/// A field's name taken apart: "speed_m_s" is key "speed", speed, "m/s".
struct QuantityName {
  std::string_view key;  ///< as in scenario files
  Dimension dimension = Dimension::number;
  std::string_view unit;  ///< of the SI; "" for numbers
};
QuantityName split_name(std::string_view field_name);

/// A number with its unit as read from text, or why it could not be read.
struct Quantity {
  double value = 0.0;     ///< in SI
  std::string_view unit;  ///< as it was written: "km/h"; the last one of "1 h 30 min"
  std::string error;      ///< "" if it was read; else what was found and what is accepted
};

/// Read "200 km/h", "1.5 h", "07:30:00", "1 h 30 min", "20 %" and the like.
///
/// @param text       number, then unit, with or without a space
/// @param dimension  what is wanted; the error says which dimension was found instead
Quantity parse_quantity(std::string_view text, Dimension dimension);

/// "a length such as "250 m"; accepted units: mm, cm, m, km".
std::string wanted(Dimension dimension);

/// For people, in the usual unit that gives the shortest number: 55.5556 m/s is "200 km/h".
/// Six significant digits.
std::string quantity_text(double si_value, Dimension dimension);

/// The same in a stated unit, which must be one that parse_quantity accepts.
std::string quantity_text_in(double si_value, Dimension dimension, std::string_view symbol);

}  // namespace dimai::scenarios
