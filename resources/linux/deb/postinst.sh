#!/bin/sh
# Runs after @PACKAGE@ is unpacked: the gate's user, its folder, its service. May run as often as it likes.
set -e

UNIT=@PACKAGE@.service
DATA=/var/lib/gac-cong
# Not in there: it is the gate's own, and root follows whatever link lies in it.
UNSENT=/var/lib/gac-cong.unsent-at-removal
WAS_RUNNING=/run/@PACKAGE@.was-running
# Serial scanners and relay boards, cameras, tones, keyboard scanners, the screen.
GROUPS_WANTED="dialout video audio input render"

has() {
  command -v "$1" >/dev/null 2>&1
}

make_user() {
  # Two of them are made by udev: in a machine's image that is still being put together there may be none.
  for group in gac-cong $GROUPS_WANTED; do
    getent group "$group" >/dev/null || groupadd --system "$group"
  done
  getent passwd gac-cong >/dev/null ||
    useradd --system --gid gac-cong --home-dir "$DATA" --no-create-home --shell /usr/sbin/nologin \
      --comment 'Gac Cong gate' gac-cong
  for group in $GROUPS_WANTED; do
    usermod --append --groups "$group" gac-cong
  done
}

# A folder that is there belongs to a gate that was here before, or was brought from another PC as root.
make_folder() {
  [ -d "$DATA" ] || mkdir -m 0700 "$DATA"
  chmod 0700 "$DATA"
  [ "$(stat -c %U:%G "$DATA")" = gac-cong:gac-cong ] || chown -R gac-cong:gac-cong "$DATA"
  rm -f "$UNSENT"
}

# Made once, and an administrator's from then on: no upgrade asks about it, or changes it.
make_defaults() {
  [ -e /etc/default/gac-cong ] || install -m 644 /usr/share/gac-cong/default-gac-cong /etc/default/gac-cong
}

# A desktop's login owns the screen that the service would take.
has_desktop() {
  [ -e /etc/systemd/system/display-manager.service ]
}

# From the next start of the machine on. Who has disabled it finds it disabled after an upgrade.
enable_service() {
  has deb-systemd-helper || return 0
  deb-systemd-helper unmask "$UNIT" >/dev/null || true
  if [ -z "$1" ] && has_desktop; then
    deb-systemd-helper update-state "$UNIT" >/dev/null || true
  elif deb-systemd-helper --quiet was-enabled "$UNIT"; then
    deb-systemd-helper enable "$UNIT" >/dev/null || true
  else
    deb-systemd-helper update-state "$UNIT" >/dev/null || true
  fi
}

load_rules() {
  has udevadm || return 0
  udevadm control --reload-rules >/dev/null 2>&1 || true
  udevadm trigger --subsystem-match=tty >/dev/null 2>&1 || true
}

# A gate that an upgrade found at work goes back to work; a first installation starts nothing.
go_on() {
  [ -d /run/systemd/system ] || return 0
  systemctl --system daemon-reload >/dev/null || true
  [ -e "$WAS_RUNNING" ] || return 0
  rm -f "$WAS_RUNNING"
  systemctl start "$UNIT" || true
}

say_how_to_start() {
  if has_desktop; then
    echo "Gác Cổng: máy có màn hình nền, cổng không tự chạy. Mở từ menu, hoặc đọc /usr/share/doc/gac-cong/kiosk.md"
    echo "Gác Cổng: this machine has a desktop, so nothing starts by itself. Open it from the menu, or read /usr/share/doc/gac-cong/kiosk.md"
  else
    echo "Gác Cổng: cổng tự chạy từ lần bật máy sau; chạy ngay: systemctl start $UNIT"
    echo "Gác Cổng: the gate starts by itself when this machine does; now: systemctl start $UNIT"
  fi
}

case "$1" in
  configure)
    make_user
    make_folder
    make_defaults
    enable_service "$2"
    load_rules
    go_on
    if [ -z "$2" ]; then say_how_to_start; fi
    ;;
  abort-upgrade | abort-remove | abort-deconfigure)
    go_on
    ;;
esac
exit 0
