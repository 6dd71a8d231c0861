#!/bin/sh
# Upstream's downloads the features of /config/server.xml. Here they are in the base already, and one that is not ends the build.
set -eu
sed -n 's|.*<feature>\(.*\)</feature>.*|\1|p' /config/server.xml | while read -r feature; do
  grep -qr "IBM-ShortName: *$feature" /opt/ol/wlp/lib/features || { echo "not in this server: $feature" >&2; exit 1; }
done
