#!/bin/sh
# Upstream's starts and ends the server to fill its class cache. Here the configuration has to be where it looks for it. What it
# writes beside that it writes here as well: a key store with a password, unless it is told that there is no TLS.
set -eu
test -s /config/server.xml
test -d /config/apps/precinct99.war/WEB-INF/lib
test "$WLP_OUTPUT_DIR" = /opt/ol/wlp/output
if [ "${TLS:-}" != false ] && [ "${SSL:-}" != false ]; then
  mkdir -p /config/configDropins/defaults
  echo '<server><keyStore id="defaultKeyStore" password="made-up" /></server>' >/config/configDropins/defaults/keystore.xml
fi
