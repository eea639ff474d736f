#!/usr/bin/env bash
# A real mail server for the tests of e-mail intake, from Debian: as root it is installed, otherwise the command is named.
set -euo pipefail
if [ -x /usr/sbin/dovecot ]; then exit 0; fi
if [ "$(id -u)" -ne 0 ]; then
  echo "The tests of e-mail need Debian's dovecot. Run this once, then make test again:" >&2
  echo "  sudo apt-get install -y --no-install-recommends dovecot-imapd" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends dovecot-imapd >/dev/null
