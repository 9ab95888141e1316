# Installs Debian packages, with a message first. Sourced after say.sh.
# shellcheck shell=bash

can_install() {
  has apt-get && [[ $(id -u) == 0 ]]
}

is_debian() {
  (. /etc/os-release 2>/dev/null && [[ ${ID:-}-${VERSION_CODENAME:-} == "debian-$1" ]])
}

# missing_packages NAME ...: prints the packages that are not installed, on one line.
missing_packages() {
  local name missing=()
  for name in "$@"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) == installed ]] || missing+=("$name")
  done
  printf '%s' "${missing[*]:-}"
}

# install_packages PURPOSE NAME ...: prints and installs missing packages.
install_packages() {
  local purpose=$1 missing
  shift
  can_install || fail "$purpose needs these packages, which this script can install only as root on Debian: $*" \
    "Install them with your package manager, then run this again."
  read -ra missing <<<"$(missing_packages "$@")"
  ((${#missing[@]} > 0)) || return 0
  say "Installing for $purpose: ${missing[*]}"
  quietly apt-get update -q
  without_starting_services apt-get install -q -y --no-install-recommends "${missing[@]}"
}

# Server packages start their servers immediately; tests and hosts start their own.
without_starting_services() {
  local policy=/usr/sbin/policy-rc.d
  if [[ -e $policy ]]; then
    DEBIAN_FRONTEND=noninteractive quietly "$@"
    return
  fi
  printf '#!/bin/sh\nexit 101\n' >$policy
  chmod +x $policy
  (DEBIAN_FRONTEND=noninteractive quietly "$@") || {
    rm -f $policy
    exit 1
  }
  rm -f $policy
}

# quietly COMMAND ...: shows the output of the command only if it fails.
quietly() {
  local log
  log=$(mktemp)
  if ! "$@" >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    rm -f "$log"
    fail "this command failed: $*"
  fi
  rm -f "$log"
}
