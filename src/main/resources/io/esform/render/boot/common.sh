#!/bin/bash
# Brings this host to what its user-data says. Runs at every boot, any number of times.
set -eEuo pipefail
umask 022
export LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
lib=/var/lib/esform run=/run/esform secrets=/etc/esform/secrets
mkdir -p "$lib" "$run"
rm -f "$lib/status"
trap 'fail "at line $LINENO of the boot script: $BASH_COMMAND"' ERR
. /etc/esform/host.conf
# Where AWS is reached, if not where it always is; never there on a host of a cluster.
[ ! -e /etc/default/esform ] || { set -a && . /etc/default/esform && set +a; }
aws() { python3 /opt/esform/bin/aws.py "$@" 2> "$run/aws.err"; }
# How long to go on trying. Whoever waits for this host has a patience of its own.
patience=3600 deadline=$((SECONDS + 3600)) began=$(date +%s)

say() {
  echo "esform: $*"
  { echo "esform: $*" > /dev/console; } 2> /dev/null || true
}

# Space for the report, which a full disk would not take.
reserve() {
  { [ -s "$lib/reserve" ] || head -c 65536 /dev/zero > "$lib/reserve"; } 2> /dev/null || true
}

# The one line that says how the boot ended; the first reason given is the one that counts.
report() {
  [ -e "$lib/status" ] && return
  say "$@"
  rm -f "$lib/reserve"
  echo "esform: $*" > "$lib/status.new"
  mv "$lib/status.new" "$lib/status"
  reserve
}

# full: names a disk that has no space left; prints nothing when all have some.
full() {
  local disks=(/ /run /tmp /var/log "$lib" "${carbon_home:-/}" "$(dirname "${carbon_home:-/}")" /var/lib/mysql)
  {
    df -Pm "${disks[@]}" | awk 'NR > 1 && $4 < 4 { print "the disk at " $6 " is full, " $4 " of " $2 " MB are free" }'
    df -Pi "${disks[@]}" | awk 'NR > 1 && $2 > 0 && $4 < 4 { print "the disk at " $6 " is full, it has no free inodes" }'
  } 2> /dev/null | head -n 1 || true
}

fail() {
  trap - ERR
  local disk
  disk=$(full)
  report "failed $(tr -s '[:cntrl:] ' ' ' <<< "${disk:+$disk: }$*" | cut -c1-400)"
  exit 1
}

# words UNIT: the first complaints that a service has written itself since this boot began.
words() {
  local lines
  sleep 1
  lines=$(journalctl -u "$1" -S "@$began" -o cat _TRANSPORT=stdout 2> /dev/null | grep -vE ' (INFO|WARN|DEBUG) |^ *$|^#$' || true)
  grep -m 3 -iE 'error|emerg|fatal|exception|invalid|unrecognized|insufficient|denied|could not|cannot' <<< "$lines" \
    || tail -n 1 <<< "${lines:-$(journalctl -u "$1" -n 1 -o cat)}"
}

# keep_waiting WHY: says once what is missing, and fails when the time is up or a disk is full.
missing=
keep_waiting() {
  [ "$SECONDS" -lt "$deadline" ] && [ -z "$(full)" ] || fail "$*"
  [ "$missing" = "$*" ] || say "waiting: $*"
  missing=$*
  sleep 1
}

# wait_for WHY COMMAND...: until the command succeeds.
wait_for() {
  local why=$1
  shift
  until "$@"; do
    keep_waiting "$why"
  done
}

# put FROM TO MODE OWNER: installs what differs; counts what it changed, and remembers in $stale that a
# server has yet to read it, lest a run that ends early leaves the next one nothing to see.
changes=0 stale=$lib/stale
put() {
  if ! cmp -s "$1" "$2"; then
    touch "$stale"
    install -D -m "$3" -o "$4" -g "$4" "$1" "$2"
    changes=$((changes + 1))
  fi
}

listens() {
  timeout 2 bash -c "exec 3<>/dev/tcp/$1/$2" 2> /dev/null
}

# A host's way out may open only while it boots: its public address, its network's gateway.
install_packages() {
  local missing=() package try
  for package in $packages; do
    dpkg-query -W -f '${Status}' "$package" 2> /dev/null | grep -q ' installed$' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "installing ${missing[*]}"
  for try in 1 2 3 4 5 6 7 8; do
    ! apt-get -qq -o APT::Update::Error-Mode=any update || break
    [ $try != 8 ] || fail "cannot reach the package repositories"
    sleep 15
  done
  DEBIAN_FRONTEND=noninteractive apt-get -qqy --no-install-recommends install "${missing[@]}" \
    || fail "cannot install the packages ${missing[*]}"
}

sum() { sha256sum < "$1" | cut -c1-64; }
matches() { [ -e "$1" ] && [ "$(sum "$1")" = "$2" ]; }

# download URL FILE: goes on where it broke off, now or at an earlier boot, until the host's time is up.
download() {
  local status url=$1
  while :; do
    # An address that is made for an hour is a secret: it stands on no command line.
    [ "${1#s3:}" = "$1" ] || url=$(aws url "$1") || fail "cannot reach $1: $(tail -n 1 "$run/aws.err")"
    status=0
    curl -fsSL --retry 5 --retry-connrefused -y 30 -C - -o "$2" -K - <<< "url = \"$url\"" 2> "$run/curl.err" || status=$?
    case $status in
      0) return 0 ;;
      # It broke off: a partial file, a silence, an end without an answer.
      18 | 28 | 52 | 55 | 56 | 92) ;;
      # The server sends whole files only.
      33) rm -f "$2" ;;
      *) return 1 ;;
    esac
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 1
  done
}

# fetch NAME URL SHA256: the input, verified, in $lib/inputs/NAME; without a URL it was delivered.
fetch() {
  local file=$lib/inputs/$1 part=$lib/inputs/$1.part begun found
  ! matches "$file" "$3" || return 0
  if [ -z "$2" ]; then
    [ -e "$file" ] || fail "the input $1 was not delivered to $file"
    fail "the input $1 has the sha256 $(sum "$file"), not $3"
  fi
  mkdir -p "$lib/inputs"
  # What an earlier boot began may be of another file: then once more from the start.
  begun=$([ ! -e "$part" ] || echo yes)
  while :; do
    download "$2" "$part" || fail "cannot download $2: $(tail -n 1 "$run/curl.err")"
    ! matches "$part" "$3" || break
    found=$(sum "$part")
    rm "$part"
    [ -n "$begun" ] || fail "$2 has the sha256 $found, not $3"
    begun=
  done
  mv "$part" "$file"
}

# Makes the next boot a first boot again, so that it applies the user-data of then.
systemctl daemon-reload
systemctl -q enable esform-reapply
systemctl start esform-reapply
say "generation $ESFORM_GENERATION"
reserve
[ -z "$(full)" ] || fail "there is no space to work"
# To a host of AWS nothing is delivered: it fetches what is secret itself.
[ "$(cloud-init query platform 2> /dev/null)" != ec2 ] || aws secrets $secrets || fail "cannot fetch the secrets: $(tail -n 1 "$run/aws.err")"
install_packages
