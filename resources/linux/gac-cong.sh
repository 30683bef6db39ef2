#!/bin/sh
# Opens the gate in the Electron app: the version of this package, or one that the gate took since. docs/kiosk.md, docs/updates.md
app=/opt/gac-cong
data="${GATE_DATA_DIR:-${XDG_DATA_HOME:-$HOME/.local/share}/gac-cong}"
exec "$app/bin/node" --max-old-space-size=32 "$app/launcher/launch.mjs" "$app" "$data/updates" "$@"
