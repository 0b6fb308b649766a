#pragma once

#include <memory>

#include "models/messages/message_network.hpp"

namespace dimai::models {

using MakeNetwork = std::unique_ptr<MessageNetwork> (*)(const MessagePlatform&);

/// Message networks in processes of their own, for a library whose state is global: each begins in
/// a process in which the library has never run, so a second network of this process, or one at the
/// same time, has the same bits as the first.
///
/// The first call of keep_unused_process() forks a process that waits; make_forked_network() has it
/// fork one more, in which `make` is called, and speaks with that over a socket: some 20 us a
/// message. Both end with this process, or with the network. Safe to call in forked children, too.
///
/// @throws std::runtime_error if the system refuses, or, of any later call to the network, if its
///         process has ended
void keep_unused_process(MakeNetwork make);
std::unique_ptr<MessageNetwork> make_forked_network(const MessagePlatform& platform);

}  // namespace dimai::models
