# Finds the JDK for building and running esform. Sourced after say.sh.
# shellcheck shell=bash

java_release=25

# is_java HOME: reads the JDK's release file, without starting it.
is_java() {
  [[ -x $1/bin/java ]] && grep -q "^JAVA_VERSION=\"${java_release}[.\"]" "$1/release" 2>/dev/null
}

# Sets java_home; fails silently if there is no JDK of that release.
find_java() {
  local candidate on_path
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if is_java "$candidate"; then
      java_home=$candidate
      return 0
    fi
  done
  on_path=$(readlink -f "$(command -v java)" 2>/dev/null) || return 1
  java_home=${on_path%/bin/java}
  is_java "$java_home"
}

need_java() {
  find_java || fail "esform needs a JDK $java_release, but none is in JAVA_HOME, /usr/lib/jvm or on the PATH." \
    "Install one (Temurin or OpenJDK) or set JAVA_HOME to it."
}
