#!/bin/bash
# Keeps other hosts' requests away from Carbon while it cannot answer them: new connections are refused
# at once, so that the load balancer turns to the next node. Called by the unit of Carbon.
set -eu
. /etc/esform/host.conf
log=$carbon_home/repository/logs/wso2carbon.log
start=/run/esform/carbon.start

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

# Carbon's log since its start, which may have been rolled over since.
since() {
  local from
  [ -e $start ] || return 0
  from=$(cat $start)
  [ "$(stat -c %s "$log" 2> /dev/null || echo 0)" -ge "$from" ] || from=0
  tail -c "+$((from + 1))" "$log" 2> /dev/null || true
}

# A kernel that misses a bundle may still say that it has started.
started() {
  since | awk '/ FATAL |Cannot start .* bundle/ { bad = 1 } /WSO2 Carbon started in/ { good = 1 } END { exit bad || !good }' \
    && (exec 3<> "/dev/tcp/$address/$carbon_port") 2> /dev/null
}

# The first requests make Carbon load and compile what the later ones share: no user should wait for that.
warm_up() {
  curl -sk -o /dev/null --max-time 60 "https://$address:$carbon_port/carbon/admin/login.jsp" || true
}

busy() {
  ss -Htn state established "sport = :$carbon_port" | grep -vc '127.0.0.1' > /dev/null
}

case $1 in
  close)
    close
    stat -c %s "$log" > $start 2> /dev/null || echo 0 > $start
    ;;
  open)
    until started; do
      kill -0 "$MAINPID"
      sleep 1
    done
    warm_up
    open
    ;;
  drain)
    close
    for ((second = 0; second < 20; second++)); do
      busy || break
      sleep 1
    done
    ;;
  log) since ;;
esac
