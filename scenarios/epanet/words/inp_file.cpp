#include "scenarios/epanet/words/inp_file.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>

#include "scenarios/formats/suggest.hpp"

namespace dimai::scenarios {

namespace {

struct Heading {
  std::string_view full;
  std::size_t letters;  ///< that tell it from others, bracket included
};

/// In the order of InpSection.
constexpr std::array<Heading, kInpSections> kHeadings{{
    {"[TITLE]", 5},     {"[JUNCTIONS]", 5}, {"[RESERVOIRS]", 5}, {"[TANKS]", 5},
    {"[PIPES]", 5},     {"[PUMPS]", 5},     {"[VALVES]", 5},     {"[DEMANDS]", 5},
    {"[STATUS]", 5},    {"[PATTERNS]", 5},  {"[CURVES]", 5},     {"[CONTROLS]", 5},
    {"[RULES]", 5},     {"[ENERGY]", 5},    {"[EMITTERS]", 5},   {"[LEAKAGE]", 5},
    {"[QUALITY]", 5},   {"[SOURCES]", 5},   {"[REACTIONS]", 5},  {"[MIXING]", 5},
    {"[OPTIONS]", 5},   {"[TIMES]", 5},     {"[REPORT]", 5},     {"[COORDINATES]", 5},
    {"[VERTICES]", 5},  {"[LABELS]", 5},    {"[TAGS]", 5},       {"[BACKDROP]", 5},
    {"[ROUGHNESS]", 5}, {"[END]", 4},
}};

char upper(char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); }

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while (true) {
    while (at < text.size() && is_blank(text[at])) ++at;
    if (at == text.size()) return words;
    std::size_t end = at;
    if (text[at] == '"') {
      end = std::min(text.find('"', ++at), text.size());
      words.emplace_back(text.substr(at, end - at));
      at = std::min(end + 1, text.size());
      continue;
    }
    while (end < text.size() && !is_blank(text[end])) ++end;
    words.emplace_back(text.substr(at, end - at));
    at = end;
  }
}

std::optional<InpSection> section_of(std::string_view word) {
  for (std::size_t i = 0; i < kHeadings.size(); ++i) {
    if (begins(word, kHeadings[i].full.substr(0, kHeadings[i].letters)))
      return static_cast<InpSection>(i);
  }
  return std::nullopt;
}

void tell_unknown(const std::string& word, const InpFile& file, int line, Problems& problems) {
  std::string wide = word;
  std::transform(wide.begin(), wide.end(), wide.begin(), upper);
  std::vector<std::string_view> known;
  for (const Heading& each : kHeadings) known.push_back(each.full);
  problems.add({file.name, line, 1, word,
                "is no section of an EPANET input file" + did_you_mean(wide, known)});
}

}  // namespace

bool begins(std::string_view word, std::string_view keyword) {
  return word.size() >= keyword.size() &&
         std::equal(keyword.begin(), keyword.end(), word.begin(),
                    [](char a, char b) { return upper(a) == upper(b); });
}

std::optional<double> inp_number(const std::string& word) {
  const char* begin = word.data() + (word.starts_with('+') ? 1 : 0);
  const char* end = word.data() + word.size();
  double value = 0.0;
  const auto [stop, failure] = std::from_chars(begin, end, value);
  if (failure != std::errc{} || stop != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string_view heading(InpSection section) {
  return kHeadings[static_cast<std::size_t>(section)].full;
}

InpFile read_inp_file(std::string_view text, const std::string& name, Problems& problems) {
  InpFile file;
  file.name = name;
  std::optional<InpSection> section;
  bool told = false;
  int number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t semicolon = std::min(line.find(';'), line.size());
    std::vector<std::string> words = words_of(line.substr(0, semicolon));
    if (words.empty()) continue;
    if (words[0].starts_with('[')) {
      section = section_of(words[0]);
      told = !section;
      if (!section) tell_unknown(words[0], file, number, problems);
      if (section == InpSection::end) break;
      if (section && file.first_line[static_cast<std::size_t>(*section)] == 0)
        file.first_line[static_cast<std::size_t>(*section)] = number;
      continue;
    }
    if (!section) {
      if (!told) problems.add({name, number, 1, words[0], "stands before the first section"});
      told = true;
      continue;
    }
    if (section == InpSection::title) {
      if (!file.title.empty()) file.title += ' ';
      for (std::size_t i = 0; i < words.size(); ++i) file.title += (i > 0 ? " " : "") + words[i];
    }
    const auto row = static_cast<std::size_t>(*section);
    const std::size_t comment = std::min(semicolon + 1, line.size());
    file.sections[row].push_back({number, std::move(words), std::string(line.substr(comment))});
  }
  return file;
}

std::vector<std::pair<InpSection, const InpLine*>> InpFile::lines_of(
    const std::vector<InpSection>& wanted) const {
  std::vector<std::pair<InpSection, const InpLine*>> found;
  for (const InpSection section : wanted) {
    for (const InpLine& line : lines(section)) found.emplace_back(section, &line);
  }
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.second->number < b.second->number; });
  return found;
}

}  // namespace dimai::scenarios
