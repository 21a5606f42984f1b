using System.Globalization;
using Microsoft.Extensions.Options;

namespace MailUpgrade.Service.Options;

/// <summary>Reads our sections and lists every fault at once; a key that nobody knows is a fault.</summary>
public static class OptionsSetup
{
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Run"] = ["Plan", "Fleet", "Mode", "Starts", "Speed", "Language", "GivenRehearsal", "GivenRehearsals", "GivenLengths", "GivenMarks", "Cluster"],
        ["Web"] = ["Url", "PublicUrl", "Certificate", "CertificateKey", "CertificatePassword"],
        ["Away"] = ["Folder", "Command"],
        ["Teams"] =
        [
            "AppId", "AppSecret", "TenantId", "AllowedTenants", "Chats", "OpenIdMetadata", "Issuer", "TokenEndpoint", "AllowedServiceUrls",
            "AllowUnsignedOnLoopback",
        ],
        ["Telegram"] = ["Token", "ApiBase", "Mode", "WebhookUrl", "WebhookSecret", "Chats", "ShowAddresses"],
        ["Escalation"] = ["After", "Ring"],
        ["Drill"] = ["Key"],
    };

    /// <summary>Registers the sections with their checks.</summary>
    public static void AddOurOptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RunOptions>().Bind(configuration.GetSection("Run")).ValidateOnStart();
        services.AddOptions<WebOptions>().Bind(configuration.GetSection("Web")).ValidateOnStart();
        services.AddOptions<TeamsOptions>().Bind(configuration.GetSection("Teams")).ValidateOnStart();
        services.AddOptions<TelegramOptions>().Bind(configuration.GetSection("Telegram")).ValidateOnStart();
        services.AddOptions<EscalationOptions>().Bind(configuration.GetSection("Escalation")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TelegramOptions>, TelegramOptionsCheck>();
        services.AddSingleton<IValidateOptions<EscalationOptions>, EscalationOptionsCheck>();
        services.AddOptions<AwayOptions>().Bind(configuration.GetSection("Away")).ValidateOnStart();
        services.AddOptions<DrillOptions>().Bind(configuration.GetSection("Drill")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RunOptions>, RunOptionsCheck>();
        services.AddSingleton<IValidateOptions<WebOptions>, WebOptionsCheck>();
        services.AddSingleton<IValidateOptions<TeamsOptions>>(new TeamsOptionsCheck(configuration["Web:Url"] ?? new WebOptions().Url));
    }

    /// <summary>Keys in our sections that nobody reads, and texts that are not numbers or instants.</summary>
    public static IReadOnlyList<string> Faults(IConfiguration configuration)
    {
        var faults = new List<string>();
        foreach (var (section, keys) in Known)
        {
            faults.AddRange(configuration.GetSection(section).GetChildren()
                .Where(child => !keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                .Select(child => $"{section}:{child.Key} is not a setting; {section} has {string.Join(", ", keys)}"));
        }
        if (configuration["Run:Speed"] is { Length: > 0 } speed
            && !double.TryParse(speed, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            faults.Add($"Run:Speed '{speed}' is not a number; write 1 to 3600");
        }
        if (configuration["Run:Starts"] is { Length: > 0 } starts
            && !DateTimeOffset.TryParse(starts, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            faults.Add($"Run:Starts '{starts}' is not an instant; write 2018-12-29T18:00:00+07:00");
        }
        if (configuration["Escalation:After"] is { Length: > 0 } after && !TimeSpan.TryParse(after, CultureInfo.InvariantCulture, out _))
        {
            faults.Add($"Escalation:After '{after}' is not a length; write 00:05:00");
        }
        return faults;
    }

    private sealed class TelegramOptionsCheck : IValidateOptions<TelegramOptions>
    {
        public ValidateOptionsResult Validate(string? name, TelegramOptions o) =>
            o.Faults().ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    private sealed class EscalationOptionsCheck : IValidateOptions<EscalationOptions>
    {
        public ValidateOptionsResult Validate(string? name, EscalationOptions o) =>
            o.After == TimeSpan.Zero || (o.After >= TimeSpan.FromMinutes(1) && o.After <= TimeSpan.FromHours(2))
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"Escalation:After {o.After} is out of range; write 00:01:00 to 02:00:00, or 00:00:00 to call nobody");
    }

    private sealed class RunOptionsCheck : IValidateOptions<RunOptions>
    {
        public ValidateOptionsResult Validate(string? name, RunOptions o)
        {
            var faults = new List<string>();
            if (o.Mode is not ("practice" or "rehearsal" or "production" or "shadow"))
            {
                faults.Add($"Run:Mode '{o.Mode}' is not a mode; write practice, rehearsal, production or shadow");
            }
            if (o.Speed is < 1 or > 3600)
            {
                faults.Add($"Run:Speed {o.Speed.ToString(CultureInfo.InvariantCulture)} is out of range; write 1 to 3600");
            }
            if (o.Language is not (null or "" or "en" or "id"))
            {
                faults.Add($"Run:Language '{o.Language}' is not a language; write en or id");
            }
            if (o.GivenRehearsal is not (null or "" or "passed"))
            {
                faults.Add($"Run:GivenRehearsal '{o.GivenRehearsal}' is not known; write passed, or leave it out");
            }
            if (o.GivenRehearsals is < 1 or > 50)
            {
                faults.Add($"Run:GivenRehearsals {o.GivenRehearsals} is out of range; write 1 to 50");
            }
            if (Hosting.GivenEvidence.FaultOf(o.GivenLengths) is { } fault)
            {
                faults.Add(fault);
            }
            return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
        }
    }

    private sealed class WebOptionsCheck : IValidateOptions<WebOptions>
    {
        public ValidateOptionsResult Validate(string? name, WebOptions o)
        {
            var faults = new List<string>();
            if (!IsWebAddress(o.Url, out var url))
            {
                faults.Add($"Web:Url '{o.Url}' is not an address; write http://127.0.0.1:5080");
            }
            if (!string.IsNullOrEmpty(o.PublicUrl) && (!IsWebAddress(o.PublicUrl, out var open) || open!.AbsolutePath != "/"))
            {
                faults.Add($"Web:PublicUrl '{o.PublicUrl}' is not an address without a path; write https://upgrade.example.co.id");
            }
            if (url?.Scheme == Uri.UriSchemeHttps && string.IsNullOrEmpty(o.Certificate))
            {
                faults.Add("Web:Url is https and Web:Certificate is empty; name a PEM or PFX file, or listen on http behind a proxy and set Web:PublicUrl");
            }
            return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
        }

        private static bool IsWebAddress(string text, out Uri? uri) =>
            Uri.TryCreate(text, UriKind.Absolute, out uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
    }

    private sealed class TeamsOptionsCheck(string webUrl) : IValidateOptions<TeamsOptions>
    {
        public ValidateOptionsResult Validate(string? name, TeamsOptions o) =>
            o.Faults(webUrl).ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
