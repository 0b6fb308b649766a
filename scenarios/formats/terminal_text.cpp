#include "scenarios/formats/terminal_text.hpp"

namespace dimai::scenarios {

namespace {

std::size_t lacking(std::string_view text, std::size_t columns) {
  const std::size_t used = terminal_width(text);
  return columns > used ? columns - used : 0;
}

}  // namespace

std::size_t terminal_width(std::string_view text) {
  std::size_t width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) == 0x80U) continue;  // within a character
    width += byte >= 0xE3U ? 2U : 1U;       // from U+3000 on; arrows and dots take one
  }
  return width;
}

std::string left_aligned(std::string_view text, std::size_t columns) {
  std::string aligned(text);
  return aligned.append(lacking(text, columns), ' ');
}

std::string right_aligned(std::string_view text, std::size_t columns) {
  std::string aligned(lacking(text, columns), ' ');
  return aligned.append(text);
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t place = digits.size(); place > 3;) {
    place -= 3;
    digits.insert(place, ",");
  }
  return digits;
}

std::string counted(std::uint64_t number, std::string_view noun) {
  return grouped(number) + " " + std::string(noun) + (number == 1 ? "" : "s");
}

}  // namespace dimai::scenarios
