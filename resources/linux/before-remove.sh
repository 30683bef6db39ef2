#!/bin/sh
# Runs before the package is removed. The gate's data (entries, keys) belongs to the venue and stays where it is.
set -e
echo "Gác Cổng: the entries in the data folder are kept."
exit 0
