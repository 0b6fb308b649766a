#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/problem.hpp"

namespace dimai::scenarios {

/// The sections of an EPANET 2.3 input file.
enum class InpSection : std::uint8_t {
  title,
  junctions,
  reservoirs,
  tanks,
  pipes,
  pumps,
  valves,
  demands,
  status,
  patterns,
  curves,
  controls,
  rules,
  energy,
  emitters,
  leakage,
  quality,
  sources,
  reactions,
  mixing,
  options,
  times,
  report,
  coordinates,
  vertices,
  labels,
  tags,
  backdrop,
  roughness,
  end
};
inline constexpr std::size_t kInpSections = static_cast<std::size_t>(InpSection::end) + 1;

/// A line that says something: its words, and the comment behind them.
struct InpLine {
  int number = 0;  ///< 1-based
  std::vector<std::string> words;
  std::string comment;

  std::size_t count() const { return words.size(); }
  const std::string& operator[](std::size_t word) const { return words[word]; }
};

/// An input file cut into words, by section.
struct InpFile {
  std::string name;  ///< as shown in problems
  std::array<std::vector<InpLine>, kInpSections> sections;
  std::array<int, kInpSections> first_line{};  ///< of each section's heading; 0: there is none
  std::string title;                           ///< its lines, joined

  const std::vector<InpLine>& lines(InpSection section) const {
    return sections[static_cast<std::size_t>(section)];
  }
  /// Lines of several sections in the order of the file, each with its section.
  std::vector<std::pair<InpSection, const InpLine*>> lines_of(
      const std::vector<InpSection>& sections) const;
};

/// Cuts a text up as EPANET does: words by blanks, a quoted text is one word, comments after `;`,
/// headings by their first letters in any case. Unknown headings are problems.
InpFile read_inp_file(std::string_view text, const std::string& name, Problems& problems);

/// Heading of a section, such as "[PIPES]".
std::string_view heading(InpSection section);

/// Whether a word begins with another, in any case: how EPANET knows its keywords.
bool begins(std::string_view word, std::string_view keyword);

/// A whole word as a number; nothing if it is none.
std::optional<double> inp_number(const std::string& word);

}  // namespace dimai::scenarios
