#include "scenarios/commands/make_report.hpp"

#include <array>
#include <string>

#include <sys/wait.h>
#include <unistd.h>

#include "scenarios/hand_over.hpp"

namespace dimai::scenarios {

bool make_report(const std::filesystem::path& result, const std::filesystem::path& report) {
  const std::string from = result.string();
  const std::string to = report.string();
  const std::array arguments{"dimai", "report", from.c_str(), "--output", to.c_str(), "--quiet"};
  const pid_t child = ::fork();
  if (child < 0) return false;
  if (child == 0) ::_exit(hand_over(static_cast<int>(arguments.size()), arguments.data()));
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace dimai::scenarios
