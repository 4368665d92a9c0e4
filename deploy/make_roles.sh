#!/bin/sh
# Runs once, when the database volume is empty: the owner of the tables, and the portal's role that may not change them.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -d bsp -v owner="$OWNER_PASSWORD" -v app="$APP_PASSWORD" <<'SQL'
CREATE ROLE bsp_owner LOGIN PASSWORD :'owner';
CREATE ROLE bsp_app LOGIN PASSWORD :'app';
ALTER DATABASE bsp OWNER TO bsp_owner;
SQL
