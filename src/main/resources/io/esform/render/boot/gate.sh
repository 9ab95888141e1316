#!/bin/bash
# Blocks requests of other hosts while Carbon cannot answer them. New connections are refused at once, so
# that the load balancer tries the next node. Called by the unit of Carbon.
set -eu
. /etc/esform/host.conf
log=$carbon_home/repository/logs/wso2carbon.log
start=/run/esform/carbon.start
# The reason why the gate stays closed although Carbon has started.
broken=/run/esform/carbon.broken

close() {
  nft -f - << NFT || echo "nft does not work here: requests reach Carbon while it starts and stops" >&2
add table inet esform
flush table inet esform
table inet esform {
  chain gate {
    type filter hook input priority 0
    iif != lo tcp dport $carbon_port tcp flags & (syn | ack) == syn reject with tcp reset
  }
}
NFT
}

open() {
  nft "add table inet esform; delete table inet esform" || true
}

size() { stat -c %s "$log" 2> /dev/null || echo 0; }

# since FILE: prints Carbon's log after the size recorded in the file; the whole log if it was rotated.
since() {
  local from
  [ -e "$1" ] || return 0
  from=$(cat "$1")
  [ "$(size)" -ge "$from" ] || from=0
  tail -c "+$((from + 1))" "$log" 2> /dev/null || true
}

# A kernel with a missing bundle may still log that it has started.
started() {
  since $start | awk '/ FATAL |Cannot start .* bundle/ { bad = 1 } /WSO2 Carbon started in/ { good = 1 } END { exit bad || !good }' \
    && (exec 3<> "/dev/tcp/$address/$carbon_port") 2> /dev/null
}

busy() {
  ss -Htn state established "sport = :$carbon_port" | grep -vc '127.0.0.1' > /dev/null
}

case $1 in
  close)
    close
    rm -f $broken
    size > $start
    ;;
  open)
    until started; do
      kill -0 "$MAINPID"
      sleep 1
    done
    tries=0
    # The first request makes Carbon load and compile shared code. No user should wait for that.
    until why=$(/opt/esform/bin/probe only login_form); do
      kill -0 "$MAINPID"
      tries=$((tries + 1))
      [ $tries -lt 10 ] || echo "${why:-login_form ended without a result}" > $broken
      sleep 2
    done
    rm -f $broken
    open
    ;;
  drain)
    close
    for ((second = 0; second < 20; second++)); do
      busy || break
      sleep 1
    done
    ;;
  size) size ;;
  log) since "$2" ;;
esac
