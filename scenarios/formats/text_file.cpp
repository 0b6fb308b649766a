#include "scenarios/formats/text_file.hpp"

#include <algorithm>
#include <fstream>
#include <system_error>

namespace dimai::scenarios {

namespace {

/// Length of the UTF-8 sequence at `at`, 0 if it is wrong (overlong forms and surrogates too).
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const auto byte = [&text](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto continues = [&byte](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned first = byte(at);
  const unsigned second = byte(at + 1);
  if (first < 0x80U) return 1;
  if (first < 0xC2U || !continues(at + 1)) return 0;
  if (first < 0xE0U) return 2;
  if (!continues(at + 2)) return 0;
  if (first < 0xF0U) {
    const bool overlong = first == 0xE0U && second < 0xA0U;
    const bool surrogate = first == 0xEDU && second >= 0xA0U;
    return overlong || surrogate ? 0U : 3U;
  }
  if (first > 0xF4U || !continues(at + 3)) return 0;
  const bool overlong = first == 0xF0U && second < 0x90U;
  const bool beyond = first == 0xF4U && second >= 0x90U;
  return overlong || beyond ? 0U : 4U;
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = sequence_length(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

Place place_of_offset(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::string_view in_line = before.substr(before.rfind('\n') + 1);  // npos + 1 is 0
  const auto begins_letter = [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  };
  return {1 + static_cast<int>(std::count(before.begin(), before.end(), '\n')),
          1 + static_cast<int>(std::count_if(in_line.begin(), in_line.end(), begins_letter))};
}

std::optional<std::string> read_text_file(const std::filesystem::path& path,
                                          const Reference& wanted_by, Problems& problems) {
  const auto refuse = [&](const std::string& message) {
    problems.add(
        {wanted_by.file, wanted_by.place.line, wanted_by.place.column, wanted_by.key, message});
    return std::nullopt;
  };
  std::error_code failure;
  if (!std::filesystem::exists(path, failure))
    return refuse("there is no file \"" + path.generic_string() + '"');
  if (!std::filesystem::is_regular_file(path, failure))
    return refuse('"' + path.generic_string() + "\" is a folder or device, needs a file");
  std::ifstream stream(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (!stream) return refuse("the file \"" + path.generic_string() + "\" cannot be read");
  problems.note_file(path.generic_string());
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  const std::size_t wrong = find_invalid_utf8(text);
  if (wrong == std::string::npos) return text;
  const Place place = place_of_offset(text, wrong);
  problems.add({path.generic_string(), place.line, place.column, "encoding",
                "is not UTF-8; save the file with the encoding UTF-8"});
  return std::nullopt;
}

}  // namespace dimai::scenarios
