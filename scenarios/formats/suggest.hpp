#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dimai::scenarios {

/// Least number of insertions, deletions, replacements and swaps of neighbours between two words.
///
/// Source: by hand (optimal string alignment).
std::size_t edit_distance(std::string_view a, std::string_view b);

/// `; did you mean "speed"?` if one of `known` is near `word`, else "".
///
/// Near: at most one edit for each three letters, two for words of four and five letters.
std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& known);

/// The word of `known` that did_you_mean would name, or "".
std::string nearest(std::string_view word, const std::vector<std::string_view>& known);

/// `"a", "b" or "c"`; with more than `most` words the rest is counted: `"a", "b" and 7 more`.
std::string listed(const std::vector<std::string_view>& words, std::size_t most = 12);

}  // namespace dimai::scenarios
