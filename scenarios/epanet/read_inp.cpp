#include "scenarios/epanet/read_inp.hpp"

#include "scenarios/epanet/sections/inp_reading.hpp"
#include "scenarios/formats/text_file.hpp"

namespace dimai::scenarios {

namespace {

std::string from_latin1(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80U) {
      text += c;
    } else {
      text += static_cast<char>(0xC0U | (byte >> 6U));
      text += static_cast<char>(0x80U | (byte & 0x3FU));
    }
  }
  return text;
}

/// The text in UTF-8 without its byte order mark.
std::string decoded(std::string_view bytes, const std::string& name, Problems& problems) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (find_invalid_utf8(bytes) == std::string_view::npos) return std::string(bytes);
  problems.add({name, 0, 0, "", "is not UTF-8; taken for Latin-1", Severity::warning});
  return from_latin1(bytes);
}

}  // namespace

std::optional<InpNetwork> read_inp(std::string_view bytes, const std::string& name,
                                   Problems& problems) {
  const std::size_t before = problems.error_count();
  const std::string text = decoded(bytes, name, problems);
  const InpFile file = read_inp_file(text, name, problems);
  InpNetwork result;
  InpReading reading{file, problems, result.network, {}, {}, {}, {}, {}, {}, {}};
  read_inp_options(reading);
  read_inp_times(reading);
  read_inp_patterns(reading);
  read_inp_curves(reading);
  read_inp_nodes(reading);
  read_inp_links(reading);
  read_inp_status(reading);
  read_inp_controls(reading);
  read_inp_rules(reading);
  read_inp_energy(reading);
  read_inp_map(reading);
  warn_of_unused(reading);
  result.network.index_links();
  check_inp_network(reading);
  if (problems.error_count() > before) return std::nullopt;
  result.title = file.title;
  result.flow_unit = reading.units.flow_name;
  return result;
}

}  // namespace dimai::scenarios
