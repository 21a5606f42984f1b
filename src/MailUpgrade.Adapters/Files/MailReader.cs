using System.Globalization;
using System.Net;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Files;

/// <summary>Reads a fleet's <c>mail</c> and a pack's <c>sampling</c>.</summary>
internal static class MailReader
{
    private const string FilePrefix = "file:";

    public static SamplingKnowledge Sampling(Section s) => new(
        s.Text("probes") is not null && s.Choice("probes") == 1 ? "imap" : "zimbra",
        s.Words("mailbox", atLeastOne: true),
        s.Words("mta"),
        s.Words("proxy"),
        s.Words("directory"),
        Ports(s),
        s.Words("purged"));

    public static MailSettings Mail(Section s) => new()
    {
        Admin = s.Text("admin"),
        PasswordFile = Secret(s),
        Tls = s.Choice("tls") == 0,
        AuthorityFile = s.Text("authority", IsFullPath),
        Ports = Ports(s),
        Directory = s.Map("directory", MailShapes.Directory) is { } directory ? Directory(directory) : null,
        AccountsFile = s.Text("accounts", IsFullPath),
        Vips = s.Words("vip"),
        TestAccounts = s.List("test-accounts", MailShapes.TestAccount, a => new TestAccount(a.Text("address", IsMail) ?? "", Secret(a) ?? ""), atLeastOne: false),
        From = s.Text("from", t => IPAddress.TryParse(t, out _)) is { } from ? IPAddress.Parse(from).ToString() : null,
        Outside = s.Text("outside", IsMail),
        Sample = s.Map("sample", MailShapes.Sample) is { } sample ? Sample(sample) : new SampleSettings(),
    };

    private static MailDirectorySettings Directory(Section s) => new(
        s.Text("bind") ?? "", Secret(s) ?? "", s.Text("below") ?? "", s.Text("filter", t => t.StartsWith('(') && t.EndsWith(')')) ?? "(objectClass=*)",
        s.Text("address", IsAttribute) ?? "mail", s.Text("host", IsAttribute), s.Text("class", IsAttribute));

    private static SampleSettings Sample(Section s)
    {
        var standard = new SampleSettings();
        return new SampleSettings
        {
            Accounts = s.Number("accounts", 0, 1_000_000) ?? standard.Accounts,
            Detect = Share(s, "detect", mayBeAll: true),
            Confidence = Share(s, "confidence", mayBeAll: false) ?? standard.Confidence,
            PerSecond = s.Number("per-second", 1, 1000) ?? standard.PerSecond,
            LoadCeiling = s.Text("load", t => Decimal(t) is >= 0 and <= 100) is { } load ? Decimal(load)!.Value : standard.LoadCeiling,
            Messages = s.Number("messages", 0, 100) ?? standard.Messages,
            Blobs = s.Number("blobs", 0, 1000) ?? standard.Blobs,
            KeepDays = s.Text("keep", t => Days(t) is >= 1 and <= 3650) is { } keep ? Days(keep)!.Value : standard.KeepDays,
        };
    }

    /// <summary>A share as people write it: <c>1%</c>, <c>0.5 %</c>; null where it is none.</summary>
    public static double? ShareOf(string text) =>
        text.EndsWith('%') && Decimal(text[..^1].Trim()) is { } percent and > 0 and <= 100 ? percent / 100 : null;

    private static double? Share(Section s, string key, bool mayBeAll) =>
        s.Text(key, t => ShareOf(t) is { } share && (mayBeAll || share < 1)) is { } text ? ShareOf(text) : null;

    private static double? Decimal(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whole days as people write them, <c>7d</c>; null where it is none.</summary>
    public static int? Days(string text) =>
        text.EndsWith('d') && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null;

    /// <summary>Passwords never stand in a fleet file, only where they lie.</summary>
    private static string? Secret(Section s) => s.Text("password", t => t.StartsWith(FilePrefix, StringComparison.Ordinal) && IsFullPath(t[FilePrefix.Length..]))?[FilePrefix.Length..];

    private static Dictionary<string, int> Ports(Section s)
    {
        var ports = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, text) in s.Names("ports"))
        {
            if (!SamplingKnowledge.Services.Contains(name) || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
            {
                s.Fault("ports", "bad-value", $"'{FileNames.Shown($"{name}: {text}")}' is no port of a service: write one of {string.Join(", ", SamplingKnowledge.Services)} and 1 to 65535");
                continue;
            }
            ports[name] = port;
        }
        return ports;
    }

    private static bool IsFullPath(string text) => text.StartsWith('/') && !text.Any(char.IsControl);

    private static bool IsAttribute(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.');

    private static bool IsMail(string text) => text.Length <= 254 && text.IndexOf('@', StringComparison.Ordinal) > 0 && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>');
}
