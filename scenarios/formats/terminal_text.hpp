#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dimai::scenarios {

/// Columns that a text in UTF-8 takes on a terminal: two for each Chinese character.
std::size_t terminal_width(std::string_view text);

/// The text with blanks behind it, or before it, so that it takes that many columns.
std::string left_aligned(std::string_view text, std::size_t columns);
std::string right_aligned(std::string_view text, std::size_t columns);

/// Digits in groups of three: "1,234,567".
std::string grouped(std::uint64_t number);

/// "1 tunnel", "2 tunnels", "1,234 tunnels"; for nouns that take an s.
std::string counted(std::uint64_t number, std::string_view noun);

}  // namespace dimai::scenarios
