# done.sh: exit 0 = the packages are there already, all of them whole.
packages
for p in $PACKAGES; do
  installed "$p"
  test "$STATUS" = installed && is "$VERSION" "$TARGET" || { echo "$p is $VERSION, $STATUS"; exit 1; }
done
echo "done on $MU_HOST: $TARGET"
