# probe.sh: tries every door from the bot's own machine. `with: { expect: closed }`: none may answer; `open`: all must.
tried=0 answered='' silent=''
while read -r name address site roles; do
  case $roles in *mailbox*) port=143 ;; *mta*) port=25 ;; *) continue ;; esac
  tried=$((tried + 1))
  if timeout 5 bash -c "exec 3<> /dev/tcp/$address/$port && head -c 1 <&3" 2> /dev/null | grep -q .; then answered="$answered $name:$port"; else silent="$silent $name:$port"; fi
done << END
$MU_FLEET
END
test $tried -gt 0 || unknown "there is no door to try"
case $MU_WITH_EXPECT in
  closed) test -z "$answered" || critical "doors answer from outside:$answered" ;;
  open) test -z "$silent" || critical "doors are silent:$silent" ;;
  *) unknown "with: { expect: closed } or open" ;;
esac
verdict "$tried doors tried from outside, all $MU_WITH_EXPECT"
