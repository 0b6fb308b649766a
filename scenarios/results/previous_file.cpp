#include "scenarios/results/previous_file.hpp"

#include <system_error>

namespace dimai::scenarios {

void keep_previous(const std::filesystem::path& file) {
  std::filesystem::path previous = file;
  previous.replace_extension(".previous" + file.extension().string());
  std::error_code failure;
  std::filesystem::rename(file, previous, failure);
}

}  // namespace dimai::scenarios
