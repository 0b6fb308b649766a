#include "scenarios/commands/command_line.hpp"

int main(int argc, char** argv) {
  return dimai::scenarios::command_line(argc, argv, dimai::scenarios::run_command);
}
