using MailUpgrade.Benchmarks.Sampling;

var users = File.ReadLines(args[0]).Select(l => l.Split(":{PLAIN}")).Where(w => w.Length == 2).Select(w => new User(w[0], w[1])).ToList();
var (port, rounds) = (int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture), int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture));
var ours = new Contestant("MailUpgrade", (u, n) => Ours.ListAsync(u, n, port));
var bare = new Contestant("bare socket loop", (u, n) => BareLoop.ListAsync(u, n, port));
var five = new Contestant("MailUpgrade, five messages", (u, n) => Ours.ReadAsync(u, n, port));
// First touch builds the server's indexes; it is not what is compared.
await five.RunAsync(users);
await bare.RunAsync(users);
var imaplib = new List<double>();
for (var round = 0; round < rounds; round++)
{
    await ours.RunAsync(users);
    await bare.RunAsync(users);
    imaplib.Add(users.Count / await Peer.RunAsync(args[2], args[0], port));
    await five.RunAsync(users);
    await bare.RunAsync(users);
    await ours.RunAsync(users);
}
Report.Print(users.Count, ours, bare, five, imaplib);
