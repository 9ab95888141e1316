# Finds the container engine and sends requests to it. Sourced after say.sh.
#
# An engine is named like in DOCKER_HOST: unix:///path or tcp://host:port. esform tries the same engines, in
# the same order.
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

# engine_request ENGINE PATH [CURL ARGUMENT ...]: prints the response body; fails on an HTTP error.
engine_request() {
  local engine=$1 path=$2 base
  shift 2
  case $engine in
    unix://*) base=(--unix-socket "${engine#unix://}" "http://engine$path") ;;
    tcp://*) base=("http://${engine#tcp://}$path") ;;
    *) fail "DOCKER_HOST is \"$engine\"; esform supports unix:///path and tcp://host:port." ;;
  esac
  curl --silent --show-error --fail-with-body "$@" "${base[@]}"
}

engine_answers() {
  local answer
  answer=$(engine_request "$1" /_ping --max-time 5 2>/dev/null) && [[ $answer == OK ]]
}

# Prints the first engine that answers; fails silently if none does.
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

# remove_network ENGINE NAME: removes an esform network and its hosts, if it exists.
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
