using System.CommandLine;
using MailUpgrade.Core.Chat.Texts;

namespace MailUpgrade.Service.Commands;

/// <summary><c>refusals</c>: every refusal code and its text.</summary>
internal static class RefusalsCommand
{
    public static Command Create()
    {
        var command = new Command("refusals", "Lists every refusal code with its text in both languages.");
        command.SetAction(_ =>
        {
            foreach (var text in RefusalTexts.All)
            {
                Console.WriteLine(text.Code);
                Console.WriteLine($"  en  {text.Rule.En} {text.Next.En}");
                Console.WriteLine($"  id  {text.Rule.Id} {text.Next.Id}");
            }
            return CommonOptions.Done;
        });
        return command;
    }
}
