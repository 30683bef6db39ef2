#!/bin/sh
# Runs after the package is unpacked: lets the scanner rule take effect, and says what only an administrator can do.
set -e
chmod 4755 /opt/gac-cong/chrome-sandbox || true
if command -v udevadm >/dev/null 2>&1; then
  udevadm control --reload-rules >/dev/null 2>&1 || true
  udevadm trigger --subsystem-match=tty >/dev/null 2>&1 || true
fi
echo "Gác Cổng: for a serial scanner, put the gate's user in the group dialout: sudo usermod -aG dialout <user>"
exit 0
