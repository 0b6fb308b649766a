#include "scenarios/formats/suggest.hpp"

#include <algorithm>
#include <cctype>

namespace dimai::scenarios {

namespace {

std::string lower(std::string_view word) {
  std::string text(word);
  for (char& letter : text) {
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    if (letter == '-' || letter == ' ') letter = '_';
  }
  return text;
}

std::size_t most_edits(std::size_t length) {
  if (length <= 3) return 1;
  return std::max<std::size_t>(2, length / 3);
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> before(width), above(width), row(width);
  for (std::size_t j = 0; j < width; ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j < width; ++j) {
      const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

std::string nearest(std::string_view word, const std::vector<std::string_view>& known) {
  const std::string wanted = lower(word);
  std::string_view best;
  std::size_t best_distance = most_edits(wanted.size()) + 1;
  for (const std::string_view candidate : known) {
    const std::size_t longer = std::max(candidate.size(), wanted.size());
    const std::size_t shorter = std::min(candidate.size(), wanted.size());
    if (longer - shorter >= best_distance) continue;
    const std::size_t distance = edit_distance(wanted, lower(candidate));
    if (distance >= best_distance) continue;
    best_distance = distance;
    best = candidate;
  }
  return std::string(best);
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& known) {
  const std::string best = nearest(word, known);
  return best.empty() ? "" : "; did you mean \"" + best + "\"?";
}

std::string listed(const std::vector<std::string_view>& words, std::size_t most) {
  std::string text;
  const std::size_t shown = std::min(most, words.size());
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += '"' + std::string(words[i]) + '"';
  }
  if (shown < words.size()) text += " and " + std::to_string(words.size() - shown) + " more";
  return text;
}

}  // namespace dimai::scenarios
