#!/bin/sh
# The logins of docs/deploy.md, when the container's database is made.
set -eu
psql --set ON_ERROR_STOP=1 --username escale --dbname escale \
     --set password="$(cat /run/secrets/portal)" <<'SQL'
CREATE ROLE escale_visitor NOLOGIN;
CREATE ROLE escale_client NOLOGIN;
CREATE ROLE escale_system NOLOGIN;
CREATE ROLE escale_portal LOGIN NOINHERIT PASSWORD :'password';
GRANT escale_visitor, escale_client, escale_system TO escale_portal;
ALTER ROLE escale_portal SET role = escale_system;
SQL
