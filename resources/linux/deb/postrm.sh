#!/bin/sh
# Runs after @PACKAGE@ is removed. A removal keeps what belongs to the venue; a purge is the administrator's word that nothing is to be kept.
set -e

UNIT=@PACKAGE@.service
DATA=/var/lib/gac-cong
# Not in there: it is the gate's own, and root follows whatever link lies in it.
UNSENT=/var/lib/gac-cong.unsent-at-removal

reload() {
  [ ! -d /run/systemd/system ] || systemctl --system daemon-reload >/dev/null || true
}

# The same gate in its other shell: data and user are its, too.
other_is_here() {
  status=$(dpkg-query --show --showformat='${db:Status-Status}' @OTHER@ 2>/dev/null) || return 1
  case "$status" in
    not-installed | config-files) return 1 ;;
  esac
}

delete_data() {
  unsent=$(cat "$UNSENT" 2>/dev/null) || unsent=0
  if [ "$unsent" != 0 ]; then
    echo "Gác Cổng: xóa dữ liệu của cổng, trong đó có $unsent lượt chưa gửi lên máy thu."
    echo "Gác Cổng: deleting the gate's data, $unsent entries among them that no collector has."
  fi
  rm -f /etc/default/gac-cong
  # A folder that is a disk of its own is emptied and stays.
  rm -rf --one-file-system "$DATA" || true
  rm -f "$UNSENT"
  if getent passwd gac-cong >/dev/null; then userdel gac-cong 2>/dev/null || true; fi
  if getent group gac-cong >/dev/null; then groupdel gac-cong 2>/dev/null || true; fi
}

case "$1" in
  remove)
    reload
    rm -f /run/@PACKAGE@.was-running
    ;;
  purge)
    if command -v deb-systemd-helper >/dev/null 2>&1; then
      deb-systemd-helper purge "$UNIT" >/dev/null || true
    fi
    reload
    if other_is_here; then
      echo "Gác Cổng: dữ liệu được giữ cho @OTHER@. / The data stay for @OTHER@."
    else
      delete_data
    fi
    ;;
esac
exit 0
