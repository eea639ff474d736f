#!/usr/bin/env bash
# What the tests need from Debian: a browser with a font, gettext for the catalogues, and tools that look at our PDF files with other eyes.
set -euo pipefail
packages=()
command -v chromium >/dev/null || packages+=(chromium fonts-dejavu-core)
# The program that drives the browser (playwright's) is linked to it, and a bare Debian has it not.
/sbin/ldconfig -p | grep 'libatomic\.so\.1 ' >/dev/null || packages+=(libatomic1)
command -v msgfmt >/dev/null || packages+=(gettext)
command -v pdfsig >/dev/null || packages+=(poppler-utils)
if [ ${#packages[@]} -eq 0 ]; then exit 0; fi
if [ "$(id -u)" -ne 0 ]; then
  echo "The tests need a few packages of Debian. Run this once, then make test again:" >&2
  echo "  sudo apt-get install -y --no-install-recommends ${packages[*]}" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
