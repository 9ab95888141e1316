#!/bin/bash
# start [SHA256 [s3://BUCKET/KEY]]
# Installs the files of this host's bundle, which is kept, delivered, fetched or part of user-data, and runs
# its boot script.
# Runs at every boot; idempotent.
set -eEuo pipefail
umask 022
export LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
lib=/var/lib/esform run=/run/esform
mkdir -p "$lib/bundles" "$run"
rm -f "$lib/status"
trap 'fail "at line $LINENO of the boot script: $BASH_COMMAND"' ERR
# shellcheck source=/dev/null
. /etc/esform/host.conf
# Other endpoints of AWS, for tests. A host of a cluster does not have this file.
# shellcheck source=/dev/null
[ ! -e /etc/default/esform ] || { set -a && . /etc/default/esform && set +a; }
aws() { python3 /opt/esform/bin/aws.py "$@" 2> "$run/aws.err"; }
on_ec2() { [ "$(cloud-init query platform 2> /dev/null)" = ec2 ]; }
# The time limit for retries in seconds. The process that waits for this host has its own time limit.
deadline=$((SECONDS + 3600))

say() {
  echo "esform: $*"
  { echo "esform: $*" > /dev/console; } 2> /dev/null || true
}

# Reserves space for the report, which cannot be written to a full disk.
reserve() {
  { [ -s "$lib/reserve" ] || head -c 65536 /dev/zero > "$lib/reserve"; } 2> /dev/null || true
}

# Writes the status line: what the boot waits for, or its result. Only the first result counts.
write_status() {
  rm -f "$lib/reserve"
  # The bundle of the last good generation is kept.
  case $1 in ready*) echo "${sha256:-}" > "$lib/good" ;; esac
  echo "esform: $*" > "$lib/status.new"
  mv "$lib/status.new" "$lib/status"
  reserve
}
report() {
  ! grep -qs '^esform: \(ready\|failed\) ' "$lib/status" || return 0
  if on_ec2; then
    # The console shows the result last: whoever waits there may then read the status document.
    write_status "$@"
    publish
    say "$@"
  else
    say "$@"
    write_status "$@"
  fi
}

publish() {
  [ -e /etc/systemd/system/esform-status.service ] || return 0
  timeout 90 systemctl start esform-status 2> /dev/null \
    || say "the status document is not published: $(journalctl _SYSTEMD_UNIT=esform-status.service -n 1 -o cat 2> /dev/null || true)"
}

# full: prints a disk that has no space left; prints nothing if all disks have space.
full() {
  local disks=(/ /run /tmp /var/log "$lib" /var/lib/mysql)
  [ -z "${carbon_home:-}" ] || disks+=("$carbon_home" "${carbon_home%/*}/" "$carbon_home/repository/logs")
  {
    df -Pm "${disks[@]}" | awk 'NR > 1 && $4 < 8 { print "the disk at " $6 " is full, " $4 " of " $2 " MB are free" }'
    df -Pi "${disks[@]}" | awk 'NR > 1 && $2 > 0 && $4 < 8 { print "the disk at " $6 " is full, it has no free inodes" }'
  } 2> /dev/null | head -n 1 || true
}

# Frees space on a full disk, while it is full: removes what can be had again, then rotated logs, the oldest
# first. Keeps logs that are in use and all audit logs.
reclaim() {
  local home=${carbon_home:-/nonexistent} old used
  [ -n "$(full)" ] || return 0
  say "reclaiming space: $(full)"
  journalctl -q --rotate --vacuum-size=8M 2> /dev/null || true
  apt-get -qq clean 2> /dev/null || true
  rm -rf "$lib"/inputs/*.part "$home"/tmp/*.tmp "$home".new
  find "$home" /tmp -xdev -name '*.hprof' -delete 2> /dev/null || true
  used=$(readlink /proc/[0-9]*/fd/* 2> /dev/null || true)
  while [ -n "$(full)" ] && IFS= read -r old; do
    ! grep -qxF "$old" <<< "$used" || continue
    say "removing $old"
    rm -f "$old"
  done < <(find "$home/repository/logs" /var/log -xdev -type f ! -name 'audit*' -regextype egrep \
    \( -regex '.*\.(gz|[0-9]+|old)' -o -regex '.*[-._][0-9]+[-_][0-9]+[-_][0-9]+(\.[0-9]+)?(\.log)?' \) -printf '%T@ %p\n' 2> /dev/null | sort -n | cut -d' ' -f2-)
}

fail() {
  trap - ERR
  local disk
  disk=$(full)
  report "failed $(tr -s '[:cntrl:] ' ' ' <<< "${disk:+$disk: }$*" | cut -c1-400)"
  exit 1
}

# keep_waiting WHY: prints the reason once; fails after the time limit or when a disk is full.
missing=
keep_waiting() {
  { [ "$SECONDS" -lt "$deadline" ] && [ -z "$(full)" ]; } || fail "$*"
  if [ "$missing" != "$*" ]; then
    say "waiting: $*"
    write_status "waiting $(tr -s '[:cntrl:] ' ' ' <<< "$*" | cut -c1-400)"
    missing=$*
  fi
  sleep 1
}

sum() { sha256sum < "$1" | cut -c1-64; }
matches() { [ -e "$1" ] && [ "$(sum "$1")" = "$2" ]; }

say "generation $ESFORM_GENERATION"
reclaim
reserve
[ -z "$(full)" ] || fail "there is not enough disk space"

# --- The bundle, unpacked. Without arguments, user-data contains its files.
fresh=$run/bundle
if [ $# != 0 ]; then
  sha256=$1 object=${2:-} bundle=$lib/bundles/$1
  until matches "$bundle" "$sha256"; do
    if [ -z "$object" ]; then
      [ -e "$bundle" ] || fail "bundle $sha256 was not delivered to $lib/bundles"
      fail "bundle $sha256 has other content: the sha256 of $bundle is $(sum "$bundle")"
    fi
    if aws get "$object" "$bundle.part"; then
      matches "$bundle.part" "$sha256" \
        || fail "bundle $object has other content: its sha256 is $(sum "$bundle.part"), not $sha256"
      mv "$bundle.part" "$bundle"
    else
      # S3 has refused the request several times. Anything else may pass: the network may come late.
      ! grep -q 'HTTP Error 4' "$run/aws.err" || fail "bundle $object cannot be fetched: $(cat "$run/aws.err")"
      keep_waiting "bundle $object: $(tail -n 1 "$run/aws.err")"
    fi
  done
  rm -rf "$fresh"
  mkdir -m 700 "$fresh"
  tar -xzpf "$bundle" -C "$fresh" --no-same-owner || fail "bundle $sha256 cannot be unpacked"
  # Keeps this bundle and the one of the last generation that was ready.
  find "$lib/bundles" -type f ! -name "$sha256" ! -name "$(cat "$lib/good" 2> /dev/null || true)" -delete
fi
[ -d "$fresh/opt" ] || fail "bundle of this host has no files"

# --- Its files.
installed=" "
while IFS= read -r file; do
  mode=$(stat -c %a "$fresh/$file")
  if ! cmp -s "$fresh/$file" "/$file" || [ "$(stat -c %a "/$file")" != "$mode" ]; then
    install -D -m "$mode" "$fresh/$file" "/$file"
    installed="$installed/$file "
  fi
done < <(cd "$fresh" && find . -type f -printf '%P\n')
# Files of an earlier bundle that would still be read.
while IFS= read -r file; do
  [ -e "$fresh$file" ] || rm "$file"
done < <(find /etc/esform/{changes,overrides,overlay} /etc/nginx/conf.d -type f \( -path '/etc/esform/*' -o -name 'es-*.conf' \) 2> /dev/null || true)
rm -rf "$fresh"

# It knows by $installed what has changed while servers were already running.
# shellcheck source=/dev/null
. /opt/esform/bin/boot
