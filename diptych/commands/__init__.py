"""The command line. Each command is a module of its own that is imported when it is called."""
