client=$(command -v mariadb || command -v mysql)
service=mariadb
[ "$(systemctl show -p LoadState --value mariadb)" = loaded ] || service=mysql

run_sql() { "$client" --no-defaults -uroot -NB; }
settings=/etc/mysql/mariadb.conf.d/90-esform.cnf
connections() { sed -n 's/^max_connections = //p' "$1"; }

# Whether the running server has the settings. It accepts another number of connections at once, if its limit of
# open files is five for each, which is what it asks for at start. Other settings it reads only at start, perhaps
# before they were installed in this boot.
has_settings() {
  [[ $installed != *" $settings "* ]] && cmp -s $settings "$lib/server.cnf" && return
  cmp -s <(grep -v '^max_connections' $settings) <(grep -v '^max_connections' "$lib/server.cnf") \
    && [ "$(run_sql <<< 'SELECT @@max_connections')" = "$(connections "$lib/server.cnf")" ] \
    && [ "$(run_sql <<< "SELECT @@open_files_limit >= 5 * $(connections $settings)")" = 1 ] \
    && run_sql <<< "SET GLOBAL max_connections = $(connections $settings)"
}

if ! systemctl -q is-active $service || ! has_settings 2> /dev/null; then
  systemctl reset-failed $service 2> /dev/null || true
  systemctl restart $service || fail "the database server does not start: $(words $service)"
fi
cp $settings "$lib/server.cnf"
systemctl -q enable $service
answers() { run_sql <<< 'SELECT 1' > /dev/null 2>&1; }
wait_for "the database server does not answer" answers

# Each connection needs an open file. A server whose limit of open files is too low accepts fewer connections,
# and only logs it.
accepted=$(run_sql <<< 'SELECT @@max_connections')
((accepted >= $(connections $settings))) \
  || fail "the database server accepts $accepted connections instead of $(connections $settings): its limit of open files is $(run_sql <<< 'SELECT @@open_files_limit')"

{
  echo "SET @esform_password = CONVERT(FROM_BASE64('$(base64 -w0 < $secrets/database_password)') USING utf8mb4);"
  cat /etc/esform/databases.sql
} | run_sql 2> "$run/sql.err" || fail "/etc/esform/databases.sql: $(tail -n 1 "$run/sql.err")"

probes_pass words $service
listens "$address" 3306 || fail "the database server does not listen on $address:3306"
report "ready $ESFORM_GENERATION"
