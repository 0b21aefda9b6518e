#!/bin/sh
# Brings both Temporal databases to the schema of this version. Safe to run again.
set -eu
sql() { temporal-sql-tool --plugin postgres12 --ep postgres -p 5432 -u temporal --db "$@"; }
for pair in temporal:temporal temporal_visibility:visibility; do
  database=${pair%%:*}
  sql "$database" create
  # Refused on a database that has its schema: then the update below is all there is to do.
  sql "$database" setup-schema -v 0.0 || true
  sql "$database" update-schema -d "/etc/temporal/schema/postgresql/v12/${pair##*:}/versioned"
done
