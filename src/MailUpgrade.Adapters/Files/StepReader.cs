using System.Globalization;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Files;

/// <summary>Reads one step of a plan.</summary>
internal static class StepReader
{
    private static readonly LocalText NoText = new("", "");

    public static Step Read(Section step) => new(
        step.Text("id", FileNames.IsWord) ?? "",
        step.Local("title") ?? NoText,
        (StepKind)step.Choice("kind"),
        Hosts(step),
        Order(step),
        step.Duration("time-out", PlanLoader.Second, PlanLoader.Day),
        Retry(step),
        step.Text("script", IsScriptPath),
        step.Text("done", IsScriptPath),
        step.Text("verify", IsScriptPath),
        step.Names("with"),
        step.Local("skippable") is { } cost ? new SkipRule(cost) : null,
        Uninterruptible(step),
        step.Local("expect") ?? NoText,
        step.Local("stop") ?? NoText,
        step.Map("ask", FileShapes.Ask) is { } ask
            ? new AskRule(ask.Text("role") ?? "", ask.List("items", FileShapes.LocalText, Section.LocalHere)) : null,
        step.Duration("for", PlanLoader.Second, PlanLoader.Day),
        step.Text("evidence", FileNames.IsWord))
    {
        Terminal = step.Flag("terminal"),
    };

    /// <summary>Never out of its folder: a plan is reviewed, the machine's other files are not.</summary>
    internal static bool IsScriptPath(string text) =>
        text.Length <= 200 && text.Split('/').All(part => part.Length > 0 && part != ".." && part != "."
            && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'));

    internal static HostSelector? Hosts(Section step)
    {
        if (step.Text("hosts") is not { } text)
        {
            return null;
        }
        var selector = HostSelector.Parse(text, out var fault);
        if (selector is null)
        {
            step.Fault("hosts", "bad-value", fault!);
        }
        return selector;
    }

    private static StepOrder Order(Section step)
    {
        var text = step.Text("order");
        if (text is null or "serial")
        {
            return StepOrder.Serial;
        }
        switch (text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            case ["parallel", var number] when AtOnce(number) is { } atOnce:
                return new StepOrder(null, atOnce);
            case ["canary", var host, "then", var number] when AtOnce(number) is { } atOnce:
                return new StepOrder(host, atOnce);
            case ["canary", var host] when FileNames.IsFileWord(host):
                return new StepOrder(host, 1);
            default:
                step.Fault("order", "bad-value",
                    $"'{FileNames.Shown(text)}' is no order: write serial, parallel 3, or canary mbs1 then 2 (at most 50 at once)");
                return StepOrder.Serial;
        }
    }

    private static int? AtOnce(string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var atOnce) && atOnce is >= 1 and <= 50 ? atOnce : null;

    private static RetryRule Retry(Section step) =>
        step.Map("retry", FileShapes.Retry) is { } retry
            ? new RetryRule(retry.Number("times", 0, 100) ?? 0,
                retry.Duration("every", PlanLoader.Second, TimeSpan.FromHours(1)) ?? TimeSpan.Zero)
            : RetryRule.Never;

    private static Uninterruptible Uninterruptible(Section step) =>
        step.IsSingle("uninterruptible") ? new Uninterruptible(step.Flag("uninterruptible"), null)
        : step.Map("uninterruptible", FileShapes.Uninterruptible) is { } from ? new Uninterruptible(false, from.Text("from"))
        : Core.Plans.Uninterruptible.No;
}
