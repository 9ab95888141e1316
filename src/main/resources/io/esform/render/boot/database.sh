client=$(command -v mariadb || command -v mysql)
service=mariadb
[ "$(systemctl show -p LoadState --value mariadb)" = loaded ] || service=mysql

# The server reads its settings only at start, perhaps before they were installed in this boot.
if [[ $installed = *" /etc/mysql/mariadb.conf.d/90-esform.cnf "* ]] \
  || ! cmp -s /etc/mysql/mariadb.conf.d/90-esform.cnf "$lib/server.cnf" || ! systemctl -q is-active $service; then
  systemctl reset-failed $service 2> /dev/null || true
  systemctl restart $service || fail "the database server does not start: $(words $service)"
  cp /etc/mysql/mariadb.conf.d/90-esform.cnf "$lib/server.cnf"
fi
systemctl -q enable $service
run_sql() { "$client" --no-defaults -uroot -NB; }
answers() { run_sql <<< 'SELECT 1' > /dev/null 2>&1; }
wait_for "the database server does not answer" answers

{
  echo "SET @esform_password = CONVERT(FROM_BASE64('$(base64 -w0 < $secrets/database_password)') USING utf8mb4);"
  cat /etc/esform/databases.sql
} | run_sql 2> "$run/sql.err" || fail "/etc/esform/databases.sql: $(tail -n 1 "$run/sql.err")"

probes_pass words $service
listens "$address" 3306 || fail "the database server does not listen on $address:3306"
report "ready $ESFORM_GENERATION"
