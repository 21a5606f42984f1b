"""labd.py LAB HERE: keeps the hosts of the lab running and stands before their sshd.

One process for all: it starts each host in its namespaces and starts it again with a new boot id when it ends; it listens on port 22 of
each host and passes bytes on to the host's own sshd, later by the site's delay, and not at all while the link file says that it is cut;
it plays those faults that a file cannot play (reboot, far-volume-hangs). Debian's python3, standard library only.
"""
import ctypes, os, select, signal, socket, subprocess, sys, threading, time, uuid
from collections import deque

LAB, HERE = sys.argv[1], sys.argv[2]
CLUSTER = LAB + "/pool/cluster"
JUMP = "10.77.0.2"
DELAY = {"far": 0.04}          # seconds each way: the kernel here has no netem
CUT_AT_LEAST = 0.3             # seconds of real time: a cut bites at any speed of the clock
libc = ctypes.CDLL(None, use_errno=True)
ending = threading.Event()


def start_time(pid):
    with open(f"/proc/{pid}/stat") as f:
        return f.read().rsplit(") ", 1)[1].split()[19]


def enter(netns):
    """This thread's sockets belong to that network from now on."""
    fd = os.open(netns, os.O_RDONLY)
    if libc.setns(fd, 0x40000000):
        raise OSError(ctypes.get_errno(), "setns " + netns)
    os.close(fd)


def run_clock_ms():
    values = {}
    with open(CLUSTER + "/clock") as f:
        for line in f:
            key, _, value = line.strip().partition("=")
            values[key] = value
    real = time.time() * 1000 - float(values["CLOCK_ANCHOR_MS"])
    return float(values["CLOCK_START_MS"]) + real * float(values["CLOCK_SPEED"])


class Host:
    def __init__(self, name, address, site):
        self.name, self.address, self.site = name, address, site
        self.folder = f"{CLUSTER}/hosts/{name}"
        self.netns = "/run/netns/mulab-" + name
        self.guest = None
        self.down_until = 0.0
        self.cut_since = None
        self.forbidden = None
        self.pairs = {}
        self.lock = threading.Lock()

    # -- the link -----------------------------------------------------------------------------------------------------
    def is_cut(self):
        try:
            with open(self.folder + "/link") as f:
                until = float(f.read().strip() or "inf")
        except (FileNotFoundError, NotADirectoryError):
            self.cut_since = None
            return False
        except ValueError:
            until = float("inf")
        now = time.monotonic()
        if self.cut_since is None or self.cut_since[0] != until:
            self.cut_since = (until, now)
        return run_clock_ms() < until or now - self.cut_since[1] < CUT_AT_LEAST

    def serve_link(self):
        enter(self.netns)
        door = socket.socket()
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((self.address, 22))
        door.listen(64)
        delay = DELAY.get(self.site, 0)
        late = deque()             # (when, from, bytes): what is on its way, in order
        eof = b""
        while not ending.is_set():
            cut = self.is_cut()
            if cut:
                for s in list(self.pairs):
                    reset(s)
                self.pairs.clear()
                late.clear()
            wait = 0.05 if not late else max(0, min(0.05, late[0][0] - time.monotonic()))
            ready, _, _ = select.select([door, *self.pairs], [], [], wait)
            for s in ready:
                if s is door:
                    self.open(door, cut)
                elif s in self.pairs:
                    try:
                        data = s.recv(65536)
                    except OSError:
                        data = eof
                    if delay:
                        late.append((time.monotonic() + delay, s, data))
                        if not data:
                            self.quiet(s)
                    else:
                        self.pass_on(s, data)
            while late and late[0][0] <= time.monotonic():
                _, s, data = late.popleft()
                self.pass_on(s, data)

    def open(self, door, cut):
        client, peer = door.accept()
        if cut or (self.site == "far" and peer[0] != JUMP):
            reset(client)
            return
        server = socket.socket()
        try:
            server.connect(("127.0.0.1", 22))
        except OSError:
            reset(client)
            return
        for s in (client, server):
            s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.pairs[client], self.pairs[server] = server, client
        self.other = getattr(self, "other", {})
        self.other[client], self.other[server] = server, client

    def quiet(self, s):
        """Its end is on its way: it is not listened to any more."""
        self.pairs.pop(s, None)

    def pass_on(self, s, data):
        other = self.other.get(s)
        if other is None:
            return
        try:
            if data:
                other.sendall(data)
                return
        except OSError:
            pass
        for x in (s, other):
            self.pairs.pop(x, None)
            self.other.pop(x, None)
            x.close()

    # -- the machine --------------------------------------------------------------------------------------------------
    def keep(self):
        """Starts the guest, and again when it ends."""
        while not ending.is_set():
            if time.monotonic() < self.down_until or os.path.exists(self.folder + "/power-off"):
                ending.wait(0.05)
                continue
            os.makedirs(f"{LAB}/run/{self.name}", exist_ok=True)
            self.guest = subprocess.Popen(
                ["nsenter", "--net=" + self.netns, "unshare", "--pid", "--mount", "--uts", "--ipc", "--fork", "--kill-child",
                 "sh", HERE + "/guest.sh", LAB, self.name, self.address], stdin=subprocess.DEVNULL, start_new_session=True)
            with open(f"{LAB}/run/{self.name}/guest.pid", "w") as f:
                f.write(f"{self.guest.pid} {start_time(self.guest.pid)}\n")
            self.guest.wait()
            if not ending.is_set() and os.path.isdir(self.folder):
                with open(self.folder + "/boot-id.new", "w") as f:
                    f.write(str(uuid.uuid4()) + "\n")
                os.replace(self.folder + "/boot-id.new", self.folder + "/boot-id")

    def stop(self):
        if self.guest and self.guest.poll() is None:
            os.killpg(self.guest.pid, signal.SIGKILL)

    def lay_stop_file(self):
        """The owner's word against the bot lies in the host's own /etc: laid there from inside, and taken away with the fault."""
        text = self.value("stop-file", "text", "the owner of this host forbids it")
        root = self.root()
        if text == self.forbidden or root is None:
            return
        try:
            if text is None:
                os.remove(root + "/etc/mailupgrade.stop")
            else:
                with open(root + "/etc/mailupgrade.stop", "w") as f:
                    f.write(text + "\n")
        except FileNotFoundError:
            pass
        self.forbidden = text

    def root(self):
        """The host's own root, seen from here; None while it is down."""
        try:
            pid = self.guest.pid
            with open(f"/proc/{pid}/task/{pid}/children") as f:
                return f"/proc/{f.read().split()[0]}/root"
        except (AttributeError, IndexError, OSError):
            return None

    def value(self, fault, key, default):
        """What a fault says for a key; None where it is not set."""
        try:
            with open(f"{self.folder}/faults/{fault}") as f:
                said = dict(line.strip().split("=", 1) for line in f if "=" in line)
        except OSError:
            return None
        return said.get(key, default)

    def is_full(self):
        """`df` of a simulated Zimbra tells of its own disk; a host of true packages has one disk for all."""
        where = self.value("disk-full", "text", "all" if os.path.isdir(self.folder + "/disk") else "opt")
        return where == "all"

    def watch_faults(self):
        hung, full = False, os.path.exists(self.folder + "/tickets/.filler")
        while not ending.wait(0.1):
            if self.is_full() != full and os.path.isdir(self.folder):
                full = not full
                fill(self.folder + "/tickets", full)
            seconds = self.value("reboot", "seconds", "60")
            if seconds is not None:
                os.remove(self.folder + "/faults/reboot")
                self.down_until = time.monotonic() + float(seconds) / speed()
                self.stop()
            if os.path.exists(self.folder + "/power-off"):
                self.stop()
            self.lay_stop_file()
            hang = os.path.exists(self.folder + "/faults/far-volume-hangs")
            if hang != hung and os.path.isdir(self.folder + "/far"):
                hung = hang
                for pid in bindfs_of(self.folder):
                    os.kill(pid, signal.SIGSTOP if hang else signal.SIGCONT)


def fill(folder, full):
    """The disk under /var/lib/mailupgrade is full to the last byte, or as it was."""
    filler = folder + "/.filler"
    if not full:
        if os.path.exists(filler):
            os.remove(filler)
        return
    with open(filler, "wb", buffering=0) as f:   # nothing is left to be written when it is closed
        try:
            while True:
                f.write(b"\0" * 65536)
        except OSError:
            pass


def speed():
    with open(CLUSTER + "/clock") as f:
        for line in f:
            if line.startswith("CLOCK_SPEED="):
                return float(line.split("=")[1])
    return 1.0


def bindfs_of(folder):
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as f:
                words = f.read().split(b"\0")
        except OSError:
            continue
        if words and words[0].endswith(b"bindfs") and folder.encode() + b"/far" in words:
            yield int(pid)


def reset(s):
    try:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    except OSError:
        pass
    s.close()


def guarded(work):
    while not ending.is_set():
        try:
            work()
        except Exception as e:  # one bad moment of one host must not end the lab
            print(f"{work}: {e!r}", flush=True)
            ending.wait(0.5)


def main():
    with open(LAB + "/labd.pid", "w") as f:
        f.write(f"{os.getpid()} {start_time(os.getpid())}\n")
    for s in (signal.SIGTERM, signal.SIGINT):
        signal.signal(s, lambda *_: ending.set())
    with open(LAB + "/fleet.list") as f:
        hosts = [Host(*line.split()[:3]) for line in f if line.strip()]
    hosts.append(Host("jump1", JUMP, "jump"))
    for h in hosts:
        for work in (h.serve_link, h.keep, h.watch_faults):
            threading.Thread(target=guarded, args=(work,), daemon=True).start()
    waiting = set(hosts)
    while waiting and not ending.is_set():
        for h in list(waiting):
            if answers(h):
                waiting.discard(h)
        time.sleep(0.05)
    if not ending.is_set():
        with open(LAB + "/ready", "w"):
            pass
    ending.wait()
    for h in hosts:
        h.stop()
    for h in hosts:
        if h.guest:
            h.guest.wait()


def answers(host):
    """Its sshd greets. Looked at from inside its own network."""
    said = []

    def look():
        try:
            enter(host.netns)
            with socket.create_connection(("127.0.0.1", 22), 1) as s:
                said.append(s.recv(4) == b"SSH-")
        except OSError:
            pass

    t = threading.Thread(target=look)
    t.start()
    t.join()
    return any(said)


main()
