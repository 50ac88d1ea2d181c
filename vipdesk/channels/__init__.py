"""The outside world into commands, and answers out to it."""
