using System.Text.Json.Nodes;

namespace MailUpgrade.Adapters.Teams;

/// <summary>What the endpoint answers.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON, or null for an empty body.</param>
public sealed record TeamsAnswer(int Status, JsonObject? Body = null)
{
    /// <summary>Heard.</summary>
    public static TeamsAnswer Ok { get; } = new(200);

    /// <summary>An invoke that is answered with words for the presser alone.</summary>
    public static TeamsAnswer Words(string text) => new(200, new JsonObject
    {
        ["statusCode"] = 200,
        ["type"] = "application/vnd.microsoft.activity.message",
        ["value"] = text,
    });

    /// <summary>An invoke that cannot be answered.</summary>
    public static TeamsAnswer Error(int status, string code, string message) => new(200, new JsonObject
    {
        ["statusCode"] = status,
        ["type"] = "application/vnd.microsoft.error",
        ["value"] = new JsonObject { ["code"] = code, ["message"] = message },
    });
}
