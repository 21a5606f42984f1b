# pty.pl: runs `sh $MU_TERM` in a pseudo-terminal, stdin to it and its output to stdout, until it ends. Perl 5 without modules of CPAN.
# Ends with the shell, not with the terminal. The ioctl numbers are those of Linux on x86 and ARM.
use strict; use Fcntl; use POSIX ();
sysopen(my $master, "/dev/ptmx", O_RDWR | O_NOCTTY) or die "/dev/ptmx: $!\n";
my $arg = pack("i", 0);
ioctl($master, 0x40045431, $arg) or die "TIOCSPTLCK: $!\n";
ioctl($master, 0x80045430, $arg) or die "TIOCGPTN: $!\n";
my $slave = "/dev/pts/" . unpack("i", $arg);
my $child = fork;
die "fork: $!\n" unless defined $child;
if (!$child) {
  POSIX::setsid();
  sysopen(my $tty, $slave, O_RDWR) or die "$slave: $!\n";
  ioctl($tty, 0x540E, 0);
  POSIX::dup2(fileno($tty), $_) for 0 .. 2;
  close $master; close $tty;
  exec "sh", $ENV{MU_TERM};
}
my ($ended, $listen) = (0, 1);
while (1) {
  my ($want, $got) = ("", "");
  vec($want, fileno($master), 1) = 1;
  vec($want, 0, 1) = 1 if $listen;
  select($got = $want, undef, undef, $ended ? 0 : 0.2);
  if (vec($got, fileno($master), 1)) {
    my $read = sysread($master, my $data, 65536);
    last unless $read;
    for (my $at = 0; $at < $read;) { my $n = syswrite(STDOUT, $data, $read - $at, $at); die "stdout: $!\n" unless defined $n; $at += $n; }
    next;
  }
  last if $ended;
  if (vec($got, 0, 1)) {
    if (sysread(STDIN, my $data, 1024)) { syswrite($master, $data) } else { $listen = 0 }
  }
  $ended = waitpid($child, POSIX::WNOHANG()) != 0;
}
waitpid($child, 0) unless $ended;
