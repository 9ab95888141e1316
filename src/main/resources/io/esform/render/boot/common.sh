#!/bin/bash
# Applies the user-data of this host. Runs at every boot; idempotent.
set -eEuo pipefail
umask 022
export LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
lib=/var/lib/esform run=/run/esform secrets=/etc/esform/secrets
mkdir -p "$lib" "$run"
rm -f "$lib/status"
trap 'fail "at line $LINENO of the boot script: $BASH_COMMAND"' ERR
. /etc/esform/host.conf
# Other endpoints of AWS, for tests. A host of a cluster does not have this file.
[ ! -e /etc/default/esform ] || { set -a && . /etc/default/esform && set +a; }
aws() { python3 /opt/esform/bin/aws.py "$@" 2> "$run/aws.err"; }
# The time limit for retries in seconds. The process that waits for this host has its own time limit.
patience=3600 deadline=$((SECONDS + 3600)) began=$(date +%s)

say() {
  echo "esform: $*"
  { echo "esform: $*" > /dev/console; } 2> /dev/null || true
}

# Reserves space for the report, which cannot be written to a full disk.
reserve() {
  { [ -s "$lib/reserve" ] || head -c 65536 /dev/zero > "$lib/reserve"; } 2> /dev/null || true
}

# Writes the status line with the result of the boot. Only the first report counts.
report() {
  [ -e "$lib/status" ] && return
  say "$@"
  rm -f "$lib/reserve"
  echo "esform: $*" > "$lib/status.new"
  mv "$lib/status.new" "$lib/status"
  reserve
}

# full: prints a disk that has no space left; prints nothing if all disks have space.
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

# words UNIT: prints the first errors that the service itself has written since this boot began.
words() {
  local lines
  sleep 1
  lines=$(journalctl -u "$1" -S "@$began" -o cat _TRANSPORT=stdout 2> /dev/null | grep -vE ' (INFO|WARN|DEBUG) |^ *$|^#$' || true)
  grep -m 3 -iE 'error|emerg|fatal|exception|invalid|unrecognized|insufficient|denied|could not|cannot' <<< "$lines" \
    || tail -n 1 <<< "${lines:-$(journalctl -u "$1" -n 1 -o cat)}"
}

# keep_waiting WHY: prints the reason once; fails after the time limit or when a disk is full.
missing=
keep_waiting() {
  [ "$SECONDS" -lt "$deadline" ] && [ -z "$(full)" ] || fail "$*"
  [ "$missing" = "$*" ] || say "waiting: $*"
  missing=$*
  sleep 1
}

# wait_for WHY COMMAND...: waits until the command succeeds.
wait_for() {
  local why=$1
  shift
  until "$@"; do
    keep_waiting "$why"
  done
}

# put FROM TO MODE OWNER: installs a file that differs, and counts the change. Creates $stale, so that the
# next run restarts the server even if this run ends before the restart.
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

# Retries, because the public address or the gateway of the network may become available only during the boot.
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

# download URL FILE: resumes an interrupted download, also one of an earlier boot, until the time limit.
download() {
  local status url=$1
  while :; do
    # A presigned URL is a secret, so it is never passed on a command line.
    [ "${1#s3:}" = "$1" ] || url=$(aws url "$1") || fail "cannot reach $1: $(tail -n 1 "$run/aws.err")"
    status=0
    curl -fsSL --retry 5 --retry-connrefused -y 30 -C - -o "$2" -K - <<< "url = \"$url\"" 2> "$run/curl.err" || status=$?
    case $status in
      0) return 0 ;;
      # Interrupted: a partial file, a timeout, or an empty reply.
      18 | 28 | 52 | 55 | 56 | 92) ;;
      # The server does not support ranges: start again.
      33) rm -f "$2" ;;
      *) return 1 ;;
    esac
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 1
  done
}

# fetch NAME URL SHA256: puts the verified input into $lib/inputs/NAME. Without a URL, it was delivered.
fetch() {
  local file=$lib/inputs/$1 part=$lib/inputs/$1.part begun found
  ! matches "$file" "$3" || return 0
  if [ -z "$2" ]; then
    [ -e "$file" ] || fail "the input $1 was not delivered to $file"
    fail "the input $1 has the sha256 $(sum "$file"), not $3"
  fi
  mkdir -p "$lib/inputs"
  # The partial file of an earlier boot may belong to another file. Then the download starts once more.
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

# Makes the next boot a first boot for cloud-init, so that it applies its current user-data.
systemctl daemon-reload
systemctl -q enable esform-reapply
systemctl start esform-reapply
say "generation $ESFORM_GENERATION"
reserve
[ -z "$(full)" ] || fail "there is not enough disk space"
# Nothing is delivered to a host on AWS: it fetches its secrets itself.
[ "$(cloud-init query platform 2> /dev/null)" != ec2 ] || aws secrets $secrets || fail "cannot fetch the secrets: $(tail -n 1 "$run/aws.err")"
install_packages
