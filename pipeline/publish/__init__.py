"""The only room with side effects: disk, clock, environment, sockets."""
