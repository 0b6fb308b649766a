#include "scenarios/hand_over.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string>
#include <vector>

#include <unistd.h>

namespace dimai::scenarios {

namespace {

// The system's own Python: another python3 may stand first on the PATH, without the packages.
constexpr const char* kPython = "/usr/bin/python3";

std::string environment(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr || *value == '\0' ? otherwise : value;
}

}  // namespace

int hand_over(int argc, const char* const* argv) {
  const std::string root = environment("DIMAI_ROOT", DIMAI_SOURCE_ROOT);
  const std::string path = environment("PYTHONPATH", "");
  ::setenv("PYTHONPATH", (root + "/analysis" + (path.empty() ? "" : ":" + path)).c_str(), 1);
  ::setenv("DIMAI_ROOT", root.c_str(), 1);
  std::vector<std::string> words{kPython, "-m", "dimai"};
  words.insert(words.end(), argv + 1, argv + argc);
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  ::execv(kPython, pointers.data());
  std::cerr << "dimai: cannot start " << kPython << ": " << std::strerror(errno) << "\n";
  return 1;
}

}  // namespace dimai::scenarios
