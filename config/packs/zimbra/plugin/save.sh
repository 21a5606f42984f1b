# save.sh: writes the inventory of the Suite to the host: volumes, store types and buckets, policy, schedules (held ones, see hold.sh), licence,
# configuration, and one blob of each volume with its checksum. What the Suite works at is noted and stopped first: a blob that is on its way
# belongs to no volume. Prints: volumes and blobs. Source: zmvolume -l [C], zxsuite [D, shapes M]: parsed leniently.
test -x "$Z/bin/zxsuite" || fail "there is no zxsuite on $MU_HOST"
NEW=$STATE/plugin.new
remember
rm -rf "$NEW"; mkdir "$NEW" || fail "cannot write below /var/lib/mailupgrade"
read_operations
printf '%s' "$OPERATIONS" > "$NEW/operations"
if test -n "$OPERATIONS"; then
  zimbra 'zxsuite hsm doStopAllOperations; zxsuite backup doStopAllOperations'
  echo "stopped on $MU_HOST:$OPERATIONS"
fi
read_volumes || { printf '%s\n' "$V_TEXT"; fail "zmvolume lists no volume"; }
read_stores || { printf '%s\n' "$rt_text"; fail "the Suite lists no volume"; }
read_policy
read_schedules || fail "the Suite does not tell its schedules"
while read -r m k v; do
  off "$v"
  test "$IS" != on || fail "the schedule $k of $MU_HOST is not held"
done << EOF
$SCHEDULES
EOF
printf '%s' "$SCHEDULES" > "$NEW/schedules"
printf '%s' "$VOLS" > "$NEW/volumes"
printf '%s' "$STORES" > "$NEW/stores"
printf '%s\n' "$POLICY" > "$NEW/policy"
zimbra 'zxsuite core getLicenseInfo' > "$NEW/licence"
test ! -d "$Z/conf/zextras" || cp -a "$Z/conf/zextras" "$NEW/conf" || fail "cannot save the configuration of the Suite"
: > "$NEW/blobs"
n=0 blobs=0
while IFS='|' read -r id name type path comp cur; do
  n=$((n + 1))
  case $type$path in index* | */) continue ;; esac
  case $path in
    /opt/zimbra/*) ;;
    *) timeout $LONG mountpoint -q "$MU_ROOT$path" || fail "volume $name: $path is not mounted, or does not answer: the plugin stays until it can be read" ;;
  esac
  f=$(timeout $LONG find "$MU_ROOT$path" -name '*.msg' -type f -print -quit 2>/dev/null)
  test $? -ne 124 || fail "volume $name at $path does not answer within $LONG s"
  if test -z "$f"; then echo "volume $name at $path holds no blob"; continue; fi
  sum=$(timeout $LONG cksum < "$f") || fail "volume $name: $f cannot be read"
  printf '%s|%s|%s\n' "$id" "${f#"$MU_ROOT"}" "$sum" >> "$NEW/blobs"
  blobs=$((blobs + 1))
done < "$NEW/volumes"
rm -rf "$SAVED"; mv "$NEW" "$SAVED" || fail "cannot put the inventory in place"
echo "$n volumes and $blobs blobs of $MU_HOST are noted"
