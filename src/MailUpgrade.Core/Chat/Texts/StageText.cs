using System.Globalization;
using MailUpgrade.Core.Runs;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>How far an installer is, behind the line of its step.</summary>
internal static class StageText
{
    /// <summary>With a comma before it; empty where nothing is known. A total of 0 means that only the stage is known.</summary>
    public static string Of(Scene scene, string step, Speech say)
    {
        if (!scene.Stages.TryGetValue(step, out var line) || line.Split(' ') is not [var stage, var done, var total])
        {
            return "";
        }
        return int.TryParse(total, NumberStyles.None, CultureInfo.InvariantCulture, out var all) && all > 0
            ? say.Say($", stage {stage}, {done} of {total}", $", tahap {stage}, {done} dari {total}")
            : say.Say($", {stage}", $", {stage}");
    }
}
