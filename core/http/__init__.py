"""Around every request: middleware, parameters of the address, where it comes from, what the log may say."""
