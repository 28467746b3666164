"""Pure measures. Values go in, values come out; nothing is read, saved or shown."""
