# The Carbon server that the quickstart runs, and its JDBC driver, by the ordinary Maven client. Sourced
# from the repository's root after say.sh, debian.sh and java.sh.
# shellcheck shell=bash

pack_directory=examples/quickstart/.esform
pack_artifacts=(
  org.wso2.carbon:wso2carbon-core:4.5.1:zip
  com.mysql:mysql-connector-j:8.4.0:jar
)

fetch_pack() {
  local artifact name version kind
  : "${java_home:?find_java was not called}"
  for artifact in "${pack_artifacts[@]}"; do
    IFS=: read -r _ name version kind <<<"$artifact"
    [[ ! -s $pack_directory/$name-$version.$kind ]] || continue
    say "Fetching $artifact."
    JAVA_HOME=$java_home quietly mvn -B -q dependency:copy "-Dartifact=$artifact" \
      "-DoutputDirectory=$PWD/$pack_directory" -Dmdep.useBaseVersion=true
  done
}
