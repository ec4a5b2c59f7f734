"""检查清单: what is asked. Pure: definition, loader, answers, scoring."""
