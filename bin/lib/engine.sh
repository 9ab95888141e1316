# Finding and asking the container engine. Sourced after say.sh.
#
# An engine is named as DOCKER_HOST names it: unix:///path or tcp://host:port. The product looks in the
# same places, in the same order.
# shellcheck shell=bash

own_directory=/run/esform
own_engine=unix://$own_directory/engine.sock

engine_candidates() {
  if [[ -n ${DOCKER_HOST:-} ]]; then
    printf '%s\n' "$DOCKER_HOST"
    return
  fi
  printf '%s\n' "$own_engine" unix:///var/run/docker.sock unix:///run/podman/podman.sock
  if [[ -n ${XDG_RUNTIME_DIR:-} ]]; then
    printf '%s\n' "unix://$XDG_RUNTIME_DIR/docker.sock" "unix://$XDG_RUNTIME_DIR/podman/podman.sock"
  fi
}

# engine_request ENGINE PATH [CURL ARGUMENT ...]: the body of the answer; fails on an HTTP error.
engine_request() {
  local engine=$1 path=$2 base
  shift 2
  case $engine in
    unix://*) base=(--unix-socket "${engine#unix://}" "http://engine$path") ;;
    tcp://*) base=("http://${engine#tcp://}$path") ;;
    *) fail "DOCKER_HOST is \"$engine\"; esform knows unix:///path and tcp://host:port." ;;
  esac
  curl --silent --show-error --fail-with-body "$@" "${base[@]}"
}

engine_answers() {
  local answer
  answer=$(engine_request "$1" /_ping --max-time 5 2>/dev/null) && [[ $answer == OK ]]
}

# Prints the first engine that answers; fails silently when none does.
find_engine() {
  local candidate
  while read -r candidate; do
    if engine_answers "$candidate"; then
      printf '%s' "$candidate"
      return 0
    fi
  done < <(engine_candidates)
  return 1
}

# remove_network ENGINE NAME: that network of esform's with all its hosts; nothing when it is not there.
remove_network() {
  local engine=$1 name=$2 id
  engine_request "$engine" /containers/json --get --data-urlencode all=true \
    --data-urlencode "filters={\"label\":[\"esform.network=$name\"]}" 2>/dev/null |
    grep -o '"Id":"[0-9a-f]*"' | cut -d'"' -f4 |
    while read -r id; do
      engine_request "$engine" "/containers/$id?force=true&v=true" --request DELETE >/dev/null 2>&1 || true
    done || true
  engine_request "$engine" "/networks/$name" --request DELETE >/dev/null 2>&1 || true
}
