"""Papers for Word: 视察报告, 视察方案, 视察通知, as values, and their looks (GB/T 9704-2012)."""
