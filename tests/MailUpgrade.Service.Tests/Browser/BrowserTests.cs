using System.Diagnostics;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Service.Tests.Browser;

/// <summary>
/// The page in a real browser on the real program, as <c>tests/board/*.mjs</c> play it; the browser's console is listened to throughout, and axe judges
/// each view.
/// </summary>
public sealed class BrowserTests
{
    [BrowserFact]
    public Task A_whole_practice_night_goes_from_the_page_alone_at_the_width_of_a_phone_and_by_keyboard() => Scenario.PassAsync("night");

    [BrowserFact]
    public Task Open_pages_outlive_a_killed_service_and_miss_and_double_nothing() => Scenario.PassAsync("reconnect");
}

/// <summary>Who may see and press, seen from browsers. A class of its own, so that two browsers run at a time.</summary>
public sealed class BrowserRightsTests
{
    [BrowserFact]
    public Task A_link_opens_for_its_person_with_its_persons_rights_and_for_no_thief() => Scenario.PassAsync("rights");

    [BrowserFact]
    public Task Under_a_certificate_and_behind_a_proxy_links_cookies_and_checks_hold() => Scenario.PassAsync("https");
}

internal static class Scenario
{
    public static async Task PassAsync(string name)
    {
        var info = new ProcessStartInfo("node") { WorkingDirectory = RepositoryRoot.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        info.ArgumentList.Add($"tests/board/{name}.mjs");
        info.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "mailupgrade.dll"));
        using var process = Process.Start(info)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0 && output.Contains("ALL SEEN", StringComparison.Ordinal), $"{name}: {output}{await errors}");
    }
}

/// <summary>Needs what <c>tests/board/install</c> brings; <c>./test</c> calls it first.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (!File.Exists(Path.Combine(RepositoryRoot.Path, "tests/board/node_modules/.installed")))
        {
            Skip = "no browser's driver is here: tests/board/install brings it";
        }
    }
}
