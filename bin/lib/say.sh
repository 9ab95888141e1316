# Messages for the user. Sourced, never run.
# shellcheck shell=bash

say() {
  printf '%s\n' "$*"
}

# fail ERROR [LINE ...]: prints an error and instructions, and ends the script.
fail() {
  printf 'error: %s\n' "$1" >&2
  shift
  (($# == 0)) || printf '  %s\n' "$@" >&2
  exit 1
}

has() {
  command -v "$1" >/dev/null 2>&1
}
