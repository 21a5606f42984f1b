using MailUpgrade.Adapters.Probes;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Ports;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Probes.Wire;

[Collection("alone")]
public sealed class MutationTests
{
    private static readonly byte[][] Tricks =
    [
        "{999999999999}\r\n"u8.ToArray(), "{3}\r\n"u8.ToArray(), "* BYE\r\n"u8.ToArray(), "+ \r\n"u8.ToArray(), "((((((((("u8.ToArray(), "\""u8.ToArray(), "\\"u8.ToArray(),
        "* STATUS INBOX (MESSAGES -1 UIDVALIDITY 99999999999999999999)\r\n"u8.ToArray(), "a2 OK\r\n"u8.ToArray(), "a9999 OK\r\n"u8.ToArray(), "250-"u8.ToArray(), "421 4.7.0 too many\r\n"u8.ToArray(),
        "\0\xff\xfe\x80"u8.ToArray(), [0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF], [0x30, 0x80], "\r\n\r\n\r\n"u8.ToArray(), "&AOk-&&--&"u8.ToArray(), "* 1 FETCH (UID 1 BODY[] {5}\r\nabc"u8.ToArray(),
    ];

    private static int Mutations => Environment.GetEnvironmentVariable("MAILUPGRADE_LONG") == "1" ? 1_000_000 : 20_000;

    [Theory]
    [InlineData("imap", "Trash=2/2942 Sent=4/6508 Inbox=6/10223 20480 6 1:3161 2:")]
    [InlineData("pop3", "(6, 10223)")]
    [InlineData("smtp", "PIPELINING SIZE VRFY ETRN AUTH ENHANCEDSTATUSCODES 8BITMIME DSN SMTPUTF8 CHUNKING")]
    [InlineData("ldap", "user0001@example.co.id user0002@example.co.id user0003@example.co.id 2")]
    public async Task Recorded_sessions_are_understood_in_pieces_of_any_size(string name, string understood)
    {
        var says = RecordedSessions.Read(name);
        foreach (var piece in new[] { 1, 2, 7, 100, 100_000 })
        {
            Assert.StartsWith(understood, await RecordedSessions.PlayAsync(name, says, piece), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task No_mutation_of_a_recorded_session_hangs_grows_or_breaks_a_client()
    {
        var lot = new Random(8_8_10);
        var sessions = RecordedSessions.Names.Select(n => (Name: n, Says: RecordedSessions.Read(n))).ToList();
        var (understood, before) = (0, GC.GetTotalMemory(forceFullCollection: true));
        for (var n = 0; n < Mutations; n++)
        {
            var (name, says) = sessions[n % sessions.Count];
            var mutated = Mutate(says, lot);
            try
            {
                await RecordedSessions.PlayAsync(name, mutated, 1 + lot.Next(200));
                understood++;
            }
            catch (Exception e) when (e is MailFaultException or HostUnreachableException or RateRefusedException)
            {
                // What it should do: say which it is and end.
            }
            catch (Exception e)
            {
                Assert.Fail($"mutation {n} of {name}: {e}\n{System.Text.Encoding.Latin1.GetString(mutated)}");
            }
        }
        Assert.InRange(understood, 1, Mutations - 1);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 32 * 1024 * 1024);
    }

    private static byte[] Mutate(byte[] says, Random lot)
    {
        var bytes = new List<byte>(says);
        for (var changes = 1 + lot.Next(4); changes > 0; changes--)
        {
            var at = lot.Next(bytes.Count);
            switch (lot.Next(7))
            {
                case 0:
                    bytes[at] = (byte)lot.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at - 1, lot.Next(40)));
                    break;
                case 2:
                    bytes.InsertRange(at, Tricks[lot.Next(Tricks.Length)]);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, lot.Next(300))));
                    break;
                case 4:
                    bytes.RemoveRange(at, Math.Max(0, bytes.Count - at - 1));
                    break;
                case 5:
                    bytes[at] ^= (byte)(1 << lot.Next(8));
                    break;
                default:
                    var text = System.Text.Encoding.ASCII.GetBytes(lot.NextInt64().ToString(System.Globalization.CultureInfo.InvariantCulture));
                    bytes.InsertRange(at, text);
                    break;
            }
        }
        return [.. bytes];
    }
}
