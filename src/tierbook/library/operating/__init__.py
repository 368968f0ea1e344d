"""What running a library for years needs: settings of the site, tables, health, logs, metrics, back-ups."""
