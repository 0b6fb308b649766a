#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "scenarios/formats/value.hpp"
#include "scenarios/problem.hpp"

namespace dimai::scenarios {

/// Where the wish to read a file stands, for the problem if there is no such file.
struct Reference {
  std::string file;
  Place place;
  std::string key;
};

/// The whole of a text file in UTF-8, without its byte order mark.
///
/// A file that is missing, unreadable or not UTF-8 is a problem; the first two are told at the
/// reference, the last at the line of the first wrong byte.
std::optional<std::string> read_text_file(const std::filesystem::path& path,
                                          const Reference& wanted_by, Problems& problems);

/// Offset of the first byte that is not UTF-8, or npos.
std::size_t find_invalid_utf8(std::string_view text);

/// Line and column of a byte of a text in UTF-8; columns count letters.
Place place_of_offset(std::string_view text, std::size_t offset);

}  // namespace dimai::scenarios
