# Tests logins to the cluster, like a browser. Sourced after say.sh.
#
# Requests go to the load balancer on the loopback address, with the certificate in $certificate.
# shellcheck shell=bash

login_page=/carbon/admin/login.jsp

# browse NAME PORT PATH COOKIES [CURL ARGUMENT ...]: prints the response body. COOKIES is a file, or empty.
browse() {
  local name=$1 port=$2 path=$3 cookies=$4 jar=()
  shift 4
  [[ -z $cookies ]] || jar=(--cookie "$cookies" --cookie-jar "$cookies")
  curl --silent --show-error --fail --max-time 60 --cacert "${certificate:?}" "${jar[@]}" \
    --referer "https://$name:$port$login_page" --resolve "$name:$port:127.0.0.1" "$@" \
    "https://$name:$port$path"
}

# A Carbon kernel that cannot compile its pages responds with status 200 and without the form.
has_login_form() {
  grep -q 'action=[^>]*login_action\.jsp' <<<"$1" && grep -q 'type="password"' <<<"$1"
}

# The error of a login with a wrong user or password.
login_refused="the login was refused"

# log_in NAME PORT USER PASSWORD: prints the error and fails, or prints nothing. Every user of the machine can read
# command lines, so curl reads the password from its input.
log_in() {
  local name=$1 port=$2 user=$3 password=$4 cookies page token target script=/carbon/admin/js/csrfPrevention.js
  cookies=$(mktemp)
  # shellcheck disable=SC2064
  trap "rm -f '$cookies'" RETURN
  page=$(browse "$name" "$port" "$login_page" "$cookies" 2>&1) || { say "$page" && return 1; }
  has_login_form "$page" || { say "the login page has no form" && return 1; }
  browse "$name" "$port" "$script" "$cookies" >/dev/null || return 1
  token=$(browse "$name" "$port" "$script" "$cookies" --header 'FETCH-CSRF-TOKEN: 1' --data '') || return 1
  target=$(printf '%s' "$password" | browse "$name" "$port" /carbon/admin/login_action.jsp "$cookies" \
    --output /dev/null --write-out '%{redirect_url}' --data-urlencode "username=$user" \
    --data-urlencode password@- --data-urlencode "${token%%:*}=${token#*:}") || return 1
  [[ $target == *loginStatus=true* ]] || { say "$login_refused: $target" && return 1; }
  page=$(browse "$name" "$port" /carbon/admin/index.jsp "$cookies") || return 1
  grep -q logout_action <<<"$page" || { say "the session is lost after the login" && return 1; }
}
