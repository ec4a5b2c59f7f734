"""检查记录: one deputy fills one checklist at one site."""
