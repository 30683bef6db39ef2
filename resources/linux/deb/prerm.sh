#!/bin/sh
# Runs before @PACKAGE@ is removed or another version takes its place: the gate ends in order, and says what no collector has.
set -e

UNIT=@PACKAGE@.service
DATA=/var/lib/gac-cong
# Not in there: it is the gate's own, and root follows whatever link lies in it.
UNSENT=/var/lib/gac-cong.unsent-at-removal
WAS_RUNNING=/run/@PACKAGE@.was-running

# Its files are about to be replaced: a gate at work would find half of the old ones and half of the new.
stop_service() {
  [ -d /run/systemd/system ] || return 0
  if systemctl is-active --quiet "$UNIT"; then
    : >"$WAS_RUNNING"
  fi
  deb-systemd-invoke stop "$UNIT" >/dev/null || true
}

# The program is still there now; when the data are purged it is not.
say_unsent() {
  [ -e "$DATA/gate.sqlite" ] || return 0
  unsent=$(gac-cong-gate unsent 2>/dev/null | sed -n 's/.*"unsent":\([0-9][0-9]*\).*/\1/p') || unsent=
  echo "Gác Cổng: dữ liệu của cổng được giữ ở $DATA. / The gate's data stay in $DATA."
  [ "$unsent" != 0 ] || return 0
  printf '%s\n' "${unsent:-?}" >"$UNSENT"
  echo "Gác Cổng: ${unsent:-?} lượt chưa gửi lên máy thu. Muốn giữ, sao lại trước khi purge: cp -a $DATA /media/usb/"
  echo "Gác Cổng: ${unsent:-?} entries that no collector has. To keep them, before a purge: cp -a $DATA /media/usb/"
}

case "$1" in
  upgrade)
    stop_service
    ;;
  remove)
    stop_service
    say_unsent
    ;;
  deconfigure)
    stop_service
    ;;
esac
exit 0
