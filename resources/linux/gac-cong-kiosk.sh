#!/bin/sh
# Opens the gate as a browser kiosk, in the Node that came with it: the version of this package, or one that the gate took since. docs/kiosk.md, docs/updates.md
app=/opt/gac-cong-kiosk
# Halves the start. In a folder of whoever runs it: the program's own cannot be written to.
export NODE_COMPILE_CACHE="${NODE_COMPILE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/gac-cong-kiosk}"
data="${GATE_DATA_DIR:-${XDG_DATA_HOME:-$HOME/.local/share}/gac-cong}"
exec "$app/bin/node" --max-old-space-size=32 "$app/dist/launcher/launch.mjs" "$app" "$data/updates"
