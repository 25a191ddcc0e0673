"""Words: every sentence the bot says, one file a kind of message; translations stand in locales/."""
