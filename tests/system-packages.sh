#!/usr/bin/env bash
# Installs the Debian packages that the browser and workbook tests need, those that are missing;
# with "screenshots" those for pictures of pages, too: the browser whose own words are Chinese.
set -euo pipefail

missing=()
if [ "${1:-}" = screenshots ]; then
  command -v chromium >/dev/null || missing+=(chromium)
  [ -e /usr/lib/chromium/locales/zh-CN.pak ] || missing+=(chromium-l10n)
fi
command -v chromium-headless-shell >/dev/null || missing+=(chromium-headless-shell)
command -v soffice >/dev/null || missing+=(libreoffice-calc)
[ -e /usr/lib/libreoffice/program/libsclo.so ] || missing+=(libreoffice-calc)
[ -e /usr/lib/libreoffice/program/libswlo.so ] || missing+=(libreoffice-writer)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
fc-list 2>/dev/null | grep -qi 'wqy\|noto.*cjk' || missing+=(fontconfig fonts-wqy-microhei)
[ ${#missing[@]} -eq 0 ] && exit 0

sudo=""
[ "$(id -u)" -eq 0 ] || sudo=sudo
echo "installing Debian packages: ${missing[*]}"
for try in 1 2 3; do  # apt-get update fails now and then while another apt runs
  $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null && exit 0
  sleep 5
done
echo "these packages could not be installed: ${missing[*]}" >&2
exit 1
