"""Faults on purpose: killed servers, lost answers, power cuts, full disks; then the proof."""
