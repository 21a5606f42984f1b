"""imaplib_peer USERS PORT: LOGIN, LIST, STATUS of each folder, LOGOUT of every account with 50 threads; prints the seconds it took."""
import imaplib, queue, sys, threading, time

users = [line.strip().split(":{PLAIN}") for line in open(sys.argv[1]) if ":" in line]
port = int(sys.argv[2])
todo = queue.Queue()
for n, user in enumerate(users):
    todo.put((n, user))

def work():
    while True:
        try:
            n, (name, password) = todo.get_nowait()
        except queue.Empty:
            return
        box = imaplib.IMAP4(f"127.0.60.{1 + n % 5}", port)
        box.login(name, password)
        for line in box.list()[1]:
            folder = line.decode().rsplit(' "/" ', 1)[1]
            box.status(folder, "(MESSAGES UNSEEN UIDNEXT UIDVALIDITY)")
        box.logout()

begin = time.perf_counter()
threads = [threading.Thread(target=work) for _ in range(50)]
[t.start() for t in threads]
[t.join() for t in threads]
print(time.perf_counter() - begin)
