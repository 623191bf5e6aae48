-- The PostgreSQL image runs this once, as the superuser, on an empty volume. It creates the portal's two roles, neither of them a superuser
-- (docs/adr/0019-three-database-roles.md). A statement that fails must not be logged with its password.
set log_min_error_statement = panic;
\getenv owner_password DATABASE_OWNER_PASSWORD
\getenv portal_password DATABASE_PASSWORD
create role portal_owner login password :'owner_password';
create role portal login password :'portal_password';
alter database portal owner to portal_owner;
