# pty.py: runs `sh $MU_TERM` in a pseudo-terminal, stdin to it and its output to stdout, until it ends. Python 2.7 or 3.
# Ends with the shell, not with the terminal: a service left behind may hold that open for ever.
import os, pty, select
child, master = pty.fork()
if child == 0:
    os.execvp("sh", ["sh", os.environ["MU_TERM"]])
sources, ended = [master, 0], False
while True:
    ready = select.select(sources, [], [], 0 if ended else 0.2)[0]
    if master in ready:
        try:
            data = os.read(master, 65536)
        except OSError:
            data = b""
        if not data:
            break
        while data:
            data = data[os.write(1, data):]
        continue
    if ended:
        break
    if 0 in ready:
        data = os.read(0, 1024)
        if data:
            os.write(master, data)
        else:
            sources.remove(0)
    ended = os.waitpid(child, os.WNOHANG)[0] != 0
if not ended:
    os.waitpid(child, 0)
