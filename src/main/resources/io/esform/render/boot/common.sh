# shellcheck shell=bash
# Applies the user-data of this host; sourced by start, which defines the functions and variables that are
# missing here. Runs at every boot; idempotent.
secrets=/etc/esform/secrets patience=3600 began=$(date +%s)

# words UNIT: prints the first errors that the service itself has written since this boot began.
words() {
  local lines
  sleep 1
  lines=$(journalctl -u "$1" -S "@$began" -o cat _TRANSPORT=stdout 2> /dev/null | grep -vE ' (INFO|WARN|DEBUG) |^ *$|^#$' || true)
  grep -m 3 -iE 'error|emerg|fatal|exception|invalid|unrecognized|insufficient|denied|could not|cannot' <<< "$lines" \
    || tail -n 1 <<< "${lines:-$(journalctl -u "$1" -n 1 -o cat)}"
}

# wait_for WHY COMMAND...: waits until the command succeeds.
wait_for() {
  local why=$1
  shift
  until "$@"; do
    keep_waiting "$why"
  done
}

# Waits until all probes pass. An answer that stays wrong is a failure; the last words of its service may tell why.
probes_pass() {
  local why status wrong=0
  while :; do
    status=0
    why=$(/opt/esform/bin/probe gate 2>> "$run/probe.err") || status=$?
    [ $status != 0 ] || return 0
    wrong=$((status == 2 ? wrong + 1 : 0))
    [ $wrong -lt 15 ] || fail "the probe $why: $("$@")"
    keep_waiting "the probe ${why:-fails: $(tail -n 1 "$run/probe.err")}"
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
# Nothing is delivered to a host on AWS: it fetches its secrets itself.
! on_ec2 || aws secrets $secrets || fail "cannot fetch the secrets: $(tail -n 1 "$run/aws.err")"
install_packages
# A host on AWS, which nobody can ask, reports by itself.
if on_ec2; then looks=esform-status.timer; else looks=esform-probe.path; fi
systemctl -q enable --now $looks \
  || fail "cannot start $looks: $(journalctl -q -u $looks -p err -n 1 -o cat). Check fs.inotify.max_user_instances of the machine"
