rm -f /etc/nginx/sites-enabled/default /etc/nginx/conf.d/default.conf
for part in certificate private_key; do
  [ -s "$secrets/tls_$part" ] || fail "the secret tls_$part was not delivered"
done
nginx -t 2> "$run/nginx.err" || fail "nginx -t: $(grep -m 1 emerg "$run/nginx.err" || tail -n 1 "$run/nginx.err")"
systemctl -q enable nginx
systemctl reset-failed nginx 2> /dev/null || true
systemctl reload-or-restart nginx || fail "nginx does not start: $(words nginx)"
wait_for "nginx does not listen on port 80" listens 127.0.0.1 80
wait_for "nginx does not listen on port 443" listens 127.0.0.1 443
probes_pass words nginx
report "ready $ESFORM_GENERATION"
