#!/usr/bin/env bash
# Known vulnerabilities of what the product installs (requirements.txt).
# 0: none known · 1: some, listed · 3: no service could be asked, so nothing is known
set -uo pipefail
cd "$(dirname "$0")/.."
report=$(mktemp) && trap 'rm -f "$report"' EXIT
for service in pypi osv; do
  # --strict: a package that the service does not know is no package without vulnerabilities.
  .venv/bin/pip-audit --requirement requirements.txt --require-hashes --disable-pip --strict \
    --vulnerability-service "$service" --timeout 10 --progress-spinner off \
    --output "$report" 2>"$report.said"
  found=$?
  said=$(tail -n 1 "$report.said") && rm -f "$report.said"
  # The report is written once every package was asked about; nothing in it: none is known.
  if [ "$found" = 0 ] || [ -s "$report" ]; then
    cat "$report" && echo "$said"
    exit "$found"
  fi
  echo "$service could not be asked: $said" >&2
done
echo "No vulnerability service could be reached: it is NOT known whether there are any. Run it where there is a network." >&2
exit 3
