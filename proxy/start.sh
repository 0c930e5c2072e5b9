#!/bin/sh
# Runs nginx as the gateway. Writes what nginx cannot read from the environment into settings.conf:
#   COMMAND_URL, QUERY_URL      http://host:port of the services
#   CORS_ALLOW_ORIGINS          origins separated by commas, or *
#   GATEWAY_TRUSTED_PROXIES     addresses or networks of proxies in front, separated by commas, or none
#   GATEWAY_LISTEN              address:port, 8000 by default
#   GATEWAY_RUN                 a writable folder, /tmp/nginx by default
set -eu
run="${GATEWAY_RUN:-/tmp/nginx}"
mkdir -p "$run"
cp "$(dirname "$0")/nginx.conf" "$run/nginx.conf"

fail() {
  echo "gateway cannot start: $1" >&2
  exit 2
}

words() { # a list with commas; refuses all that could be read as configuration
  case "$1" in *[!][A-Za-z0-9.:/,_*[:space:]-]*) fail "\"$1\" is not a list" ;; esac
  [ "$1" = none ] || echo "$1" | tr ',' ' '
}

upstream() { # name, http://host:port; listed twice, since a server is tried once for a request
  address="${2#http://}"
  address="${address%/}"
  case "$address" in "" | *[!A-Za-z0-9.:_-]*) fail "\"$2\" is not http://host:port" ;; esac
  echo "upstream $1 { server $address max_fails=0; server $address max_fails=0; keepalive 128; keepalive_timeout 5s; }"
}

origins="$(words "${CORS_ALLOW_ORIGINS:-}")"
proxies="$(words "${GATEWAY_TRUSTED_PROXIES:-}")"
set -f
{
  upstream commands "${COMMAND_URL:?set it to http://host:port of the command-service}"
  upstream queries "${QUERY_URL:?set it to http://host:port of the query-service}"
  echo "map \$http_origin \$cors_origin {"
  echo "  default \"\";"
  for origin in $origins; do
    if [ "$origin" = "*" ]; then
      echo "  ~. \"*\";"
    else
      echo "  \"$origin\" \$http_origin;"
    fi
  done
  echo "}"
  echo "geo \$realip_remote_addr \$from_trusted_proxy {"
  echo "  default 0;"
  for proxy in $proxies; do echo "  $proxy 1;"; done
  echo "}"
  for proxy in $proxies; do echo "set_real_ip_from $proxy;"; done
} >"$run/settings.conf"
echo "listen ${GATEWAY_LISTEN:-8000};" >"$run/listen.conf"

exec nginx -e stderr -p "$run" -c "$run/nginx.conf" -g "daemon off;"
