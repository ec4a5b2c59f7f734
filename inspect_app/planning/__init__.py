"""An inspection's plan and its states."""
