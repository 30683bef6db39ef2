#!/bin/sh
# The gate's commands on an installed gate, as the gate's own user: sudo gac-cong-gate verify-log
set -e

app=@HOST_DIR@
node=@NODE@

if [ "$(id -u)" != 0 ]; then
  echo "Hãy chạy: sudo gac-cong-gate $* / Run it as: sudo gac-cong-gate $*" >&2
  exit 1
fi
if ! command -v "$node" >/dev/null 2>&1; then
  echo "Lệnh này cần Node 22.14 trở lên (nodejs.org). / This command needs Node 22.14 or newer (nodejs.org)." >&2
  exit 1
fi
if [ -r /etc/default/gac-cong ]; then
  set -a
  . /etc/default/gac-cong
  set +a
fi
export GATE_DATA_DIR="${GATE_DATA_DIR:-/var/lib/gac-cong}" GATE_COMMAND='sudo gac-cong-gate' HOME=/var/lib/gac-cong
exec setpriv --reuid=gac-cong --regid=gac-cong --init-groups "$node" "$app/cli.js" "$@"
