#!/bin/sh
# The gate's commands on an installed gate, as the gate's own user: sudo gac-cong-gate verify-log
set -e

app=@BASE@
node=@NODE@

if [ "$(id -u)" != 0 ]; then
  echo "Hãy chạy: sudo gac-cong-gate $* / Run it as: sudo gac-cong-gate $*" >&2
  exit 1
fi
if [ -r /etc/default/gac-cong ]; then
  set -a
  . /etc/default/gac-cong
  set +a
fi
export GATE_DATA_DIR="${GATE_DATA_DIR:-/var/lib/gac-cong}" GATE_COMMAND='sudo gac-cong-gate' HOME=/var/lib/gac-cong
# The commands of the version that the launcher chose: the package's own may be too old for the log that a newer one writes.
running=$(sed -n 's/.*"current": *"\([0-9][0-9.]*\)".*/\1/p' "$GATE_DATA_DIR/updates/state.json" 2>/dev/null || true)
laid_down="$GATE_DATA_DIR/updates/versions/$running"
if [ -n "$running" ] && [ -f "$laid_down/@HOST_DIR@/cli.js" ]; then
  app=$laid_down
fi
exec setpriv --reuid=gac-cong --regid=gac-cong --init-groups "$node" "$app/@HOST_DIR@/cli.js" "$@"
