#!/bin/sh
# Upstream's starts and ends the server to fill its class cache. Here the configuration has to be where it looks for it.
set -eu
test -s /config/server.xml
test -d /config/apps/precinct99.war/WEB-INF/lib
test "$WLP_OUTPUT_DIR" = /opt/ol/wlp/output
