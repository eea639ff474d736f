#!/usr/bin/env bash
# Installs a lock file into .venv, hashes checked, and the `arasha` command beside it. Does nothing when that lock is installed already.
# The program itself is not packaged: a .pth file points at this checkout, so nothing but the lock is ever downloaded.
set -euo pipefail
cd "$(dirname "$0")/.."
lock=$1
python=.venv/bin/python

if [ ! -x $python ]; then
  # Python of the system; on Debian its venv module is a package of its own.
  python3 -m venv .venv || { echo "Python's venv module is missing: apt-get install python3-venv" >&2; exit 1; }
fi
wanted="$(cat requirements.lock "$lock" | sha256sum | cut -d' ' -f1) $PWD $($python -c 'import sys; print(sys.version)' | tr '\n' ' ')"
stamp=.venv/.installed-$lock
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then exit 0; fi

echo "Installing $(grep -c '==' "$lock") packages ($lock) …"
$python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes -r "$lock"

$python - <<'PY'
import pathlib, sys, sysconfig

root = pathlib.Path.cwd()
(pathlib.Path(sysconfig.get_path("purelib")) / "arasha.pth").write_text(f"{root}\n")
command = root / ".venv/bin/arasha"
command.write_text(f"#!{root}/.venv/bin/python\nimport sys\n\nfrom arasha.cli.main import main\n\nsys.exit(main())\n")
command.chmod(0o755)
PY
rm -f .venv/.installed-*
echo "$wanted" > "$stamp"
# The lock of the tests holds all of the office's lock.
if [ "$lock" = requirements-dev.lock ]; then
  echo "$(cat requirements.lock requirements.lock | sha256sum | cut -d' ' -f1) ${wanted#* }" > .venv/.installed-requirements.lock
fi
