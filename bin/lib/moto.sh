# Installs the AWS emulator of the tests with pip. Sourced in the repository's root after say.sh and debian.sh.
# shellcheck shell=bash

moto_version=5.2.5
moto_directory=target/moto

has_moto() {
  [[ -x $moto_directory/bin/moto_server && $(cat "$moto_directory/version" 2>/dev/null) == "$moto_version" ]]
}

install_moto() {
  ! has_moto || return 0
  say "Installing moto $moto_version into $moto_directory for the tests."
  rm -rf "$moto_directory"
  mkdir -p target
  quietly python3 -m venv "$moto_directory"
  quietly "$moto_directory/bin/pip" install --quiet --disable-pip-version-check "moto[server]==$moto_version"
  printf '%s\n' "$moto_version" >"$moto_directory/version"
}
