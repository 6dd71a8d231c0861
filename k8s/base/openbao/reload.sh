#!/bin/sh
# Beside OpenBao (openbao.yaml): tells it to read its certificate anew after the kubelet has put a renewed one there, and once at
# the start, when nobody knows which one it has read. From OpenBao 2.7 on, tls_auto_reload of its listener does without this.
#
#   reload.sh <certificate>
set -eu
told=
while sleep 60; do
  now=$(sha256sum "$1")
  # The server, and no bao that somebody calls in its pod: SIGHUP would end that one.
  if [ "$now" != "$told" ] && pkill -HUP -f '^bao server '; then told=$now; fi
done
