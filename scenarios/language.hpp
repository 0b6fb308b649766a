#pragma once

#include <cstdint>

namespace dimai::scenarios {

/// Language of headlines and tables that people read on the terminal. Keys, file names and
/// problems stay English.
enum class Language : std::uint8_t { english, chinese };

/// The one of two texts that is wanted.
inline const char* in_language(Language language, const char* english, const char* chinese) {
  return language == Language::chinese ? chinese : english;
}

}  // namespace dimai::scenarios
