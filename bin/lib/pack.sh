# Fetches the Carbon server of the quickstart and its JDBC driver with Maven. Sourced in the repository's root
# after say.sh, debian.sh and java.sh.
# shellcheck shell=bash

pack_directory=examples/quickstart/.esform
# GROUP:NAME:VERSION:KIND SHA256; the same files as in the quickstart's main.esf.
pack_artifacts=(
  "org.wso2.carbon:wso2carbon-core:4.7.1:zip fa0993ae2d4658a47fee1d60b989d902fc93d86af6ae0ab3ef19ce063876a643"
  "com.mysql:mysql-connector-j:8.4.0:jar d77962877d010777cff997015da90ee689f0f4bb76848340e1488f2b83332af5"
)

# has_sum FILE SHA256
has_sum() {
  [[ -s $1 && $(sha256sum <"$1") == "$2  -" ]]
}

# A fetch may be interrupted at any time, so a file gets its name only after it is complete and verified.
fetch_pack() {
  local entry artifact sha256 group name version kind file
  local fetched=$pack_directory/fetched
  for entry in "${pack_artifacts[@]}"; do
    read -r artifact sha256 <<<"$entry"
    IFS=: read -r group name version kind <<<"$artifact"
    file=$name-$version.$kind
    ! has_sum "$pack_directory/$file" "$sha256" || continue
    say "Fetching $artifact."
    rm -rf "$fetched"
    mkdir -p "$fetched"
    copy_artifact "$artifact" "$fetched"
    has_sum "$fetched/$file" "$sha256" || fail "the file that Maven fetched for $artifact does not have the sha256" \
      "$sha256. If the download was interrupted, remove the file from Maven's repository, then run this again:" \
      "  rm -r ~/.m2/repository/${group//.//}/$name/$version"
    mv -f "$fetched/$file" "$pack_directory/$file"
    rm -rf "$fetched"
  done
}

# copy_artifact ARTIFACT DIRECTORY
copy_artifact() {
  : "${java_home:?find_java was not called}"
  JAVA_HOME=$java_home quietly mvn -B -q dependency:copy "-Dartifact=$1" \
    "-DoutputDirectory=$(realpath "$2")" -Dmdep.useBaseVersion=true
}
