#!/bin/sh
# Opens the gate as a browser kiosk, in the Node that came with it. docs/kiosk.md
app=/opt/gac-cong-kiosk
# Halves the start. In a folder of whoever runs it: the program's own cannot be written to.
export NODE_COMPILE_CACHE="${NODE_COMPILE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/gac-cong-kiosk}"
exec "$app/bin/node" @CORE_MEMORY@ "$app/dist/host/kiosk.js" "$@"
