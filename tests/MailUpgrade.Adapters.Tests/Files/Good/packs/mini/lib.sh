# nothing shared
