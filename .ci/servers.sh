# PostgreSQL and Redis: the ones that answer are used, others are started.

CI_DATABASE="sendwell_ci_$$"
CI_REDIS_URL="${CI_REDIS_URL:-redis://127.0.0.1:6379/15}"

as_postgres() {
  if [ "$(id -u)" -eq 0 ]; then
    (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@")
  else
    (cd / && sudo -n -u postgres "$@")
  fi
}

# `wait_until TEST…`: at most 30 s.
wait_until() {
  for _ in $(seq 60); do
    "$@" >/dev/null 2>&1 && return 0
    sleep 0.5
  done
  echo "Gave up waiting for: $*" >&2
  return 1
}

start_postgresql() {
  pg_isready -q || as_root service postgresql start
  wait_until pg_isready -q
  if ! psql -qd postgres -c 'SELECT 1' >/dev/null 2>&1; then
    as_postgres createuser --superuser "$(id -un)"
  fi
  dropdb --if-exists "$CI_DATABASE" 2>/dev/null
  createdb "$CI_DATABASE"
  trap 'dropdb --if-exists "$CI_DATABASE" >/dev/null 2>&1 || true' EXIT
}

start_redis() {
  if ! redis-cli -u "$CI_REDIS_URL" ping >/dev/null 2>&1; then
    redis-server --daemonize yes --save '' --appendonly no --bind 127.0.0.1 >/dev/null
  fi
  wait_until redis-cli -u "$CI_REDIS_URL" ping
}
