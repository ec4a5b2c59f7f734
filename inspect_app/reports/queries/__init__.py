"""What reports read: every SELECT behind their figures."""
