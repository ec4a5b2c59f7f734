"""开始使用: the steps of a town that has not yet closed an inspection."""
