owner=wso2carbon
id $owner > /dev/null 2>&1 || useradd --system --home-dir "$carbon_home" --shell /usr/sbin/nologin $owner
work=$run/work
rm -rf "$work"
mkdir -m 700 "$work"

# --- Java: of a package or the image, or delivered as an archive, which is unpacked once.
javas=/opt/esform/java
# Prints the directory with the shallowest bin/java below a directory.
java_home_in() {
  find "$1" -path '*/bin/java' ! -type d -printf '%d %h\n' | sort -k 1,1n -k 2 | awk 'NR == 1' | sed 's|^[0-9]* ||; s|/bin$||'
}
unpack_java() {
  local home why archive=$lib/inputs/java new=$javas/new
  fetch java "$java_url" "$java_sha256"
  say "unpacking Java"
  rm -rf "$new"
  mkdir -p "$new"
  if [ "$(head -c 2 "$archive")" = PK ]; then
    unzip -q "$archive" -d "$new"
  else
    tar -xzf "$archive" -C "$new" --no-same-owner
  fi 2> "$work/err" || fail "the archive of Java cannot be unpacked: $(tail -n 1 "$work/err")"
  home=$(java_home_in "$new")
  [ -n "$home" ] || fail "the archive of Java has no bin/java: use the archive of a JDK or JRE for Linux"
  # Zip files may have no modes.
  find "$home" -type f \( -path '*/bin/*' -o -name jspawnhelper \) -exec chmod 0755 {} +
  chmod -R a+rX "$home"
  "$home/bin/java" -version > "$work/err" 2>&1 || {
    why=$(head -n 1 "$work/err")
    fail "the Java of the archive does not run on this host ($(uname -m)): ${why##*/bin/java: }"
  }
  mv "$home" "$javas/$java_sha256"
  rm -rf "$new"
  # A delivered archive stays, so that it is not delivered again.
  [ -z "$java_url" ] || rm "$archive"
}
# Keeps only the Java that Carbon runs with.
remove_other_javas() {
  [ ! -d $javas ] || find $javas -mindepth 1 -maxdepth 1 ! -name "${java_sha256:-none}" -exec rm -rf {} +
  [ -n "${java_sha256:-}" ] || rm -f "$lib/inputs/java"
}
# A runtime of jlink may have the class but no program.
keytool() {
  if [ -x "$java_home/bin/keytool" ]; then
    "$java_home/bin/keytool" "$@"
  else
    "$java_home/bin/java" sun.security.tools.keytool.Main "$@"
  fi
}
if [ -n "${java_sha256:-}" ]; then
  java_home=$javas/$java_sha256
  [ -d "$java_home" ] || unpack_java
fi
[ -n "$java_home" ] || java_home=$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")
[ -x "$java_home/bin/java" ] || fail "there is no Java in $java_home"

# --- The pack, unpacked once. The zip is kept: changes apply to the original files in it.
pack=$lib/inputs/pack.zip
if [ "$(cat "$carbon_home/.esform-pack" 2> /dev/null)" != "$pack_sha256" ]; then
  fetch pack.zip "$pack_url" "$pack_sha256"
  say "unpacking the pack"
  rm -rf "$carbon_home.new"
  unzip -q -d "$carbon_home.new" "$pack" || fail "the pack cannot be unpacked"
  inner=("$carbon_home.new"/*)
  [ -d "${inner[0]}/repository" ] || fail "the pack is not a Carbon server: it has no folder repository"
  echo "$pack_sha256" > "${inner[0]}/.esform-pack"
  chown -R $owner: "${inner[0]}"
  [ ! -e "$carbon_home" ] || mv "$carbon_home" "$carbon_home.$(date +%s)"
  mv "${inner[0]}" "$carbon_home"
  rm -rf "$carbon_home.new" "$lib/truststore"
fi
top=$(unzip -Z1 "$pack" | head -n 1 | cut -d/ -f1 || true)
in_pack() { unzip -Z1 "$pack" "$top/$1" > /dev/null 2>&1; }
pristine() { unzip -qp "$pack" "$top/$1"; }

# --- Configuration: the changed files of the pack.
{
  echo '<secrets>'
  for file in "$secrets"/*; do
    printf '<secret name="%s">' "${file##*/}"
    sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/\r/\&#13;/g' "$file"
    echo '</secret>'
  done
} | sed -z 's/\n<\/secret>/<\/secret>/g' > "$work/secrets.xml"
echo '</secrets>' >> "$work/secrets.xml"

# A node reads well-known members only when it joins. A running node learns of others from the cluster.
without_members() { perl -0pe 's|<members>.*?</members>||gs; s|^members = \[.*?\]||m' "$1"; }
other_members() {
  [ -e "$2" ] && ! cmp -s "$1" "$2" && cmp -s <(without_members "$1") <(without_members "$2")
}

# With deployment.toml, the kernel writes each file that has a template at every start. Its settings are in
# deployment.toml then.
settings=repository/conf/deployment.toml templates=repository/resources/conf/templates
if in_pack $settings; then
  unzip -qo "$pack" "$top/$templates/*" -d "$work/pack" 2> /dev/null || true
fi
templates=$work/pack/$top/$templates
is_generated() {
  [ -e "$templates/$1.j2" ] || return 1
  [ ${#overrides[@]} = 0 ] \
    || fail "the kernel of the pack writes $1 from a template at every start: instead of an override, set keys of $settings"
  grep -qx "# template $1" /etc/esform/changes/$settings.optional.toml \
    || fail "the kernel of the pack writes $1 from a template at every start, and no setting of deployment.toml replaces the change"
}
# A kernel without Hazelcast would end with a fatal error.
if in_pack 'repository/components/plugins/org.wso2.carbon.core_*.jar'; then
  in_pack 'repository/components/plugins/hazelcast[-_][0-9]*.jar' \
    || in_pack 'repository/components/plugins/hazelcast-all[-_][0-9]*.jar' \
    || fail "the kernel of the pack has no Hazelcast (no bundle hazelcast_*.jar in repository/components/plugins), so its nodes cannot form a cluster. Use a pack whose kernel has it"
fi

# Carbon keeps mounts in the database of its local registry. With overwrite="true" it replaces one whose target
# path differs, but one of another instance with the same path stays, and is not mounted at all.
mounts() {
  perl -0ne 's/<!--.*?-->//gs; print for /<mount\b.*?<\/mount>/gs' "$1" 2> /dev/null | tr -d '[:space:]' || true
}
# Prints the path of the local registry's H2 database without the suffix; nothing for another database.
local_database() {
  perl -0ne 's/<!--.*?-->//gs; for (/<datasource>.*?<\/datasource>/gs) {
    print $1 if m|<name>\s*jdbc/WSO2CarbonDB\s*</name>| && m|<url>\s*jdbc:h2:[^<;]*?(repository/database/[\w.-]+)|;
  }' "$carbon_home/repository/conf/datasources/master-datasources.xml"
}
# Puts the pack's own database in place of one with other mounts. Carbon must not be running.
reset_local_registry() {
  local database file
  database=$(local_database)
  if [ -z "$database" ]; then
    say "the mounts of the registry changed: a local registry that is not in H2 keeps the old ones"
  fi
  for file in ${database:+"$carbon_home/$database".*.db}; do
    file=${file#"$carbon_home/"}
    in_pack "$file" || continue
    pristine "$file" > "$work/old"
    if cmp -s "$work/old" "$carbon_home/$file"; then
      ! grep -aq registry.fixedmount "$work/old" \
        || say "the pack was used before: its local registry $file has mounts, which may hide those in registry.xml"
      continue
    fi
    say "the mounts of the registry changed: the local registry starts anew, the old one is $file.old-mounts"
    mv "$carbon_home/$file" "$carbon_home/$file.old-mounts"
    install -m 0644 -o $owner -g $owner "$work/old" "$carbon_home/$file"
  done
  rm -f "$lib/mounts-changed"
}

touch "$lib/applied"
: > "$work/applied"
# Applies esform's own change of a file to $work/new.
change() {
  local target=$1 how=${2##*.} why line
  cp "$2" "$work/change.$how"
  if [ "$how" = toml ]; then
    python3 /opt/esform/bin/toml-patch.py "$work/change.$how" "$work/old" "$templates"
  else
    python3 /opt/esform/bin/pack-patch.py "$work/change.$how" "$work/old"
  fi > "$work/new" 2> "$work/err" || { why=$(tail -n 1 "$work/err"); fail "$target: ${why#"$target: "}"; }
  while read -r line; do
    say "${line#note: }"
  done < <(grep '^note: ' "$work/err" || true)
}
# mode TARGET EXECUTABLE OTHER: prints one of the modes. A script of the pack stays executable.
mode() { [ -x "$carbon_home/$1" ] && echo "$2" || echo "$3"; }
# apply TARGET [CHANGE]: changes a file of the pack by esform's own change, and then by its overrides.
apply() {
  local target=$1 own=$2 overrides
  mapfile -t overrides < <(find "/etc/esform/overrides/$target" -maxdepth 1 -type f 2> /dev/null | sort -V || true)
  ! is_generated "$target" || return 0
  rm -f "$work/new"
  if in_pack "$target"; then
    pristine "$target" > "$work/old"
    cp "$work/old" "$work/new"
    [ -z "$own" ] || change "$target" "$own"
  elif [ -n "$own" ] && [[ $own != *.optional.* ]]; then
    fail "the pack has no $target"
  elif [ ${#overrides[@]} = 0 ]; then
    say "not in this pack: $target"
    return 0
  fi
  if [ ${#overrides[@]} != 0 ]; then
    [ ! -d "$carbon_home/$target" ] || fail "$target is a directory of the pack, which an override cannot replace"
    python3 /opt/esform/bin/override-patch.py "$target" "$work/new" "$work/secrets.xml" "${overrides[@]}" \
      > "$work/overridden" 2> "$work/err" || fail "$target: $(tail -n 1 "$work/err")"
    mv "$work/overridden" "$work/new"
  fi
  if other_members "$work/new" "$carbon_home/$target"; then
    say "well-known members changed: Carbon reads them at its next start"
    install -m 0600 -o $owner -g $owner "$work/new" "$carbon_home/$target"
  fi
  [ "$target" != repository/conf/registry.xml ] \
    || [ "$(mounts "$work/new")" = "$(mounts "$carbon_home/$target")" ] || touch "$lib/mounts-changed"
  put "$work/new" "$carbon_home/$target" "$(mode "$target" 0700 0600)" $owner
  echo "$target" >> "$work/applied"
}
while read -r target own; do
  apply "$target" "$own"
done < <({
  find /etc/esform/changes -type f -printf '%P %p\n' | sed -E 's/(\.optional)?\.[a-z]+ / /'
  [ ! -d /etc/esform/overrides ] || find /etc/esform/overrides -type f -printf '%P\n' | sed 's/\/[^/]*$//'
} | sort -k1,1 -u)
# Carbon reads each *-datasources.xml, and keeps the datasource of a JNDI name that it reads last.
twice_bound() {
  cd "$carbon_home/repository/conf/datasources" && perl -0ne 's/<!--.*?-->//gs;
    my %names; $names{$1} = 1 while /<jndiConfig\b.*?<name>\s*([^<]*?)\s*<\/name>/gs; print "$_ $ARGV\n" for keys %names' \
    ./*-datasources.xml | sort | awk '$1 == name { print $1 " is bound in " file " and in " $2; exit } { name = $1; file = $2 }'
}
if [ ! -e "$templates/repository/conf/datasources/master-datasources.xml.j2" ]; then
  twice=$(twice_bound)
  [ -z "$twice" ] || fail "repository/conf/datasources: $twice. Remove one of the two datasources from the pack"
fi
grep -qs '<name>jdbc/WSO2SocialDB</name>' "$carbon_home"/repository/conf/datasources/*.xml \
  || say "no datasource binds jdbc/WSO2SocialDB, so the database of comments and ratings is not used"
# Restores the original of files that are no longer changed, and removes those that the pack does not have.
while read -r target; do
  if in_pack "$target"; then
    pristine "$target" > "$work/old"
    put "$work/old" "$carbon_home/$target" "$(mode "$target" 0755 0644)" $owner
  elif [ -e "$carbon_home/$target" ]; then
    touch "$stale"
    rm "$carbon_home/$target"
    changes=$((changes + 1))
  fi
done < <(sort "$work/applied" | comm -13 - "$lib/applied")
sort "$work/applied" > "$lib/applied"

# Earlier versions of esform moved the file here, and gave the mounts another instance.
if [ -e "$carbon_home/$settings.set-aside" ]; then
  rm "$carbon_home/$settings.set-aside"
  touch "$lib/mounts-changed"
fi
# The kernel writes the passwords of deployment.toml into files that every user can read, and copies them to backup.
[ ! -e "$templates" ] || chmod 0700 "$carbon_home"

if [ -n "$driver_sha256" ]; then
  fetch driver.jar "$driver_url" "$driver_sha256"
  put "$lib/inputs/driver.jar" "$carbon_home/repository/components/lib/esform-jdbc-driver.jar" 0644 $owner
fi

# --- The certificate of the load balancer, so that nodes trust its https names.
if [ -s $secrets/load_balancer_certificate ]; then
  store=repository/resources/security/$truststore
  wanted=$(echo "$pack_sha256" | cat - $secrets/load_balancer_certificate | sha256sum)
  if [ "$(cat "$lib/truststore" 2> /dev/null)" != "$wanted" ]; then
    pristine "$store" > "$work/truststore"
    keytool -importcert -noprompt -alias esform-load-balancer -keystore "$work/truststore" \
      -storepass:file $secrets/truststore_password -file $secrets/load_balancer_certificate > "$work/err" 2>&1 \
      || fail "the load balancer's certificate cannot be imported: $(tail -n 1 "$work/err")"
    put "$work/truststore" "$carbon_home/$store" 0644 $owner
    echo "$wanted" > "$lib/truststore"
  fi
fi

# --- Schemas: the first node with the lock loads them, once, and only into an empty database.
client=$(command -v mariadb || command -v mysql)
cat > "$work/client.cnf" << CNF
[client]
host=$database_host
port=$database_port
user=$database_user
password="$(cat $secrets/database_password)"
connect-timeout=5
CNF
sql() { "$client" --defaults-file="$work/client.cnf" -NB "$@" 2> "$work/err"; }
answers() { sql -e 'SELECT 1' > /dev/null; }
database_error() { fail "database $database_host:$database_port: $(tail -n 1 "$work/err")"; }

foreign='SET SESSION restrict_fk_on_non_standard_key = OFF'

load_schema() {
  local database=$1 script=$2 file=/etc/esform/overlay/$2 tables loaded lax="SET SESSION sql_mode='NO_ENGINE_SUBSTITUTION';"
  # The character set that fits the index lengths of Carbon's own scripts.
  [ "$databases_created" = false ] || sql -e "CREATE DATABASE IF NOT EXISTS \`$database\` CHARACTER SET latin1" || database_error
  [ "$(sql -e "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = '$database'")" = 1 ] \
    || fail "the database $database does not exist on $database_host, or $database_user has no access to it"
  tables=$(sql -e "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '$database' AND table_name <> 'esform_schema'") || database_error
  loaded=$(sql "$database" -e "SELECT CONCAT(host, IF(finished IS NULL, ' began at ', ' at '), COALESCE(finished, started)) FROM esform_schema LIMIT 1" || true)
  case $loaded in
    *' began at '*) [ "$tables" = 0 ] || fail "the schema of $database is partly loaded ($loaded, never finished): drop its tables, then boot again" ;;
    *?) say "schema $database: loaded by $loaded" && return 0 ;;
  esac
  if [ "$tables" != 0 ]; then
    say "schema $database: has $tables other tables already, not changed"
    return 0
  fi
  if [ ! -e "$file" ]; then
    file=$work/script.sql
    if ! in_pack "$script"; then
      [ "$schemas_required" = false ] || fail "the schema of $database: the pack has no $script"
      say "schema $database: not in this pack: $script"
      return 0
    fi
    pristine "$script" > "$file"
  fi
  sql "$database" -e "CREATE TABLE IF NOT EXISTS esform_schema (script VARCHAR(200), sha256 CHAR(64), host VARCHAR(64), started DATETIME, finished DATETIME, populated DATETIME);
    DELETE FROM esform_schema; INSERT INTO esform_schema VALUES ('$script', '$(sha256sum < "$file" | cut -c1-64)', '$(hostname)', NOW(), NULL, NULL)" || database_error
  # By default, MySQL 8.4 refuses foreign keys that reference no complete unique key. Other servers lack the variable.
  ! sql -e "$foreign" || lax="$lax $foreign;"
  { echo "$lax"; cat "$file"; } | sql "$database" \
    || fail "the schema of $database, $script: $(tail -n 1 "$work/err")"
  sql "$database" -e 'UPDATE esform_schema SET finished = NOW()' || database_error
  say "schema $database: loaded $script"
}

first=0
if [ -s /etc/esform/schemas ]; then
  until answers; do
    keep_waiting "the database $database_host:$database_port: $(tail -n 1 "$work/err")"
  done
  coproc LOCK { exec "$client" --defaults-file="$work/client.cnf" -NBn; }
  echo "SELECT GET_LOCK('esform_schema', $patience);" >&"${LOCK[1]}"
  read -r held <&"${LOCK[0]}" || held=
  [ "$held" = 1 ] || fail "another node holds the lock esform_schema on $database_host"
  while read -r database script <&3; do
    load_schema "$database" "$script"
  done 3< /etc/esform/schemas
  # Carbon fills empty tables at its first start. Two nodes at once would conflict, so one node starts alone.
  first=$(sql "$database_users" -e 'SELECT COUNT(*) FROM esform_schema WHERE populated IS NULL' || echo 0)
fi
# Carbon sets the password of the administrator only when it creates the user.
digest() {
  python3 -c 'import base64, hashlib, sys; print(base64.b64encode(hashlib.sha256(sys.stdin.buffer.read()).digest()).decode())'
}
set_administrator() {
  local user="UM_USER_NAME = '$admin_user' AND UM_TENANT_ID = -1234" stored salt
  read -r stored salt < <(sql "$database_users" -e "SELECT UM_USER_PASSWORD, UM_SALT_VALUE FROM UM_USER WHERE $user" || true) || true
  [ -n "$stored" ] || return 0
  if [ ${#stored} != 44 ] || [ "$salt" = NULL ]; then
    say "the user store keeps passwords in its own way: the password of $admin_user is not set"
    return 0
  fi
  [ "$(printf '%s%s' "$(cat $secrets/admin_password)" "$salt" | digest)" != "$stored" ] || return 0
  salt=$(head -c 16 /dev/urandom | base64)
  stored=$(printf '%s%s' "$(cat $secrets/admin_password)" "$salt" | digest)
  sql "$database_users" <<< "UPDATE UM_USER SET UM_USER_PASSWORD = '$stored', UM_SALT_VALUE = '$salt', UM_CHANGED_TIME = NOW() WHERE $user" \
    || database_error
  say "the password of $admin_user is set"
}
set_administrator

unlock() {
  [ -n "${LOCK_PID:-}" ] || return 0
  local lock=${LOCK[1]}
  exec {lock}>&-
}
[ "$first" != 0 ] || unlock

# --- Start.
cat > "$work/carbon.env" << ENV
JAVA_HOME=$java_home
CARBON_HOME=$carbon_home
JVM_MEM_OPTS=-Xms$jvm_initial -Xmx$jvm_maximum
JAVA_OPTS=-Xms$jvm_initial -Xmx$jvm_maximum $jvm_options
ENV
put "$work/carbon.env" /etc/esform/carbon.env 0644 root
# After a change of the database server, Carbon restarts to fill its tables.
[ ! -e $secrets/database_server ] || put $secrets/database_server "$lib/database_server" 0644 root
say "$changes files changed"
restarted=false
# The size of Carbon's log before this boot starts Carbon, however often the unit restarts it.
log_start=$run/boot.start
rm -f "$log_start"
if ! systemctl -q is-active wso2es || [ -e "$stale" ]; then
  restarted=true
  systemctl stop wso2es
  systemctl reset-failed wso2es 2> /dev/null || true
  # The reason of the previous start, which its gate removes only after this script may have read it.
  rm -f "$stale" "$run/carbon.broken"
  [ ! -e "$lib/mounts-changed" ] || reset_local_registry
  /opt/esform/bin/gate size > "$log_start"
  systemctl start --no-block wso2es
fi

# --- Ready: Carbon has started, accepts requests, and is in one cluster with every member that answers.
since() { /opt/esform/bin/gate log "$log_start"; }
trouble() { since | grep -m 1 -E ' (ERROR|FATAL) '; }
trouble_or_log() { trouble || echo "see $carbon_home/repository/logs/wso2carbon.log"; }
# A Java virtual machine that does not start writes no log.
why() { trouble || echo "$(words wso2es), see $carbon_home/repository/logs/wso2carbon.log"; }
ended() {
  case $(systemctl show -p SubState --value wso2es) in failed | auto-restart) return 0 ;; esac
  $restarted && [ "$(systemctl show -p NRestarts --value wso2es)" != 0 ]
}
started() {
  ! ended || fail "Carbon ended: $(why)"
  ! $restarted || ! since | grep -cE ' FATAL |Cannot start .* bundle' > /dev/null || fail "Carbon cannot start: $(why)"
  [ ! -s "$run/carbon.broken" ] || fail "Carbon has started, but the probe $(cat "$run/carbon.broken"): $(why)"
  systemctl -q is-active wso2es
}
until started; do
  keep_waiting "Carbon has not started: $(trouble || echo "see $carbon_home/repository/logs/wso2carbon.log")"
done
if [ "$first" != 0 ]; then
  sql "$database_users" -e 'UPDATE esform_schema SET populated = NOW()' || database_error
  unlock
fi
probes_pass trouble_or_log
# For a while, the load balancer skips a node that refused a connection. The next node must not restart before.
! $restarted || [ ! -e "$lib/served" ] || sleep 7
touch "$lib/served"
remove_other_javas
rm -rf "$work"
report "ready $ESFORM_GENERATION"
