"""The viewer: the network on a map, what moves on it, and a clock; as a file or on loopback."""
