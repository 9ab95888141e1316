# Builds the S3 server of the tests with Go. Sourced in the repository's root after say.sh and debian.sh.
# shellcheck shell=bash

gofakes3_version=1.2.0
s3_directory=target/s3

has_s3_server() {
  [[ -x $s3_directory/gofakes3 && $(cat "$s3_directory/version" 2>/dev/null) == "$gofakes3_version" ]]
}

install_s3_server() {
  ! has_s3_server || return 0
  has go || fail "The tests build an S3 server with Go 1.21 or later. Install it, and put go into the PATH."
  say "Building gofakes3 $gofakes3_version into $s3_directory for the tests."
  rm -rf "$s3_directory"
  GOBIN=$PWD/$s3_directory quietly go install "github.com/johannesboyne/gofakes3/cmd/gofakes3@v$gofakes3_version"
  printf '%s\n' "$gofakes3_version" >"$s3_directory/version"
}
