using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Runs;

public sealed class MatrixTests
{
    [Fact]
    public void No_state_of_a_run_is_forgotten_and_each_night_is_in_the_state_it_is_called_by()
    {
        Assert.Equal(Enum.GetValues<RunStatus>().Select(s => s.Word()).Order(), Matrix.Situations.Select(s => s.State).Distinct().Order());
        Assert.All(Matrix.Situations, s => Assert.Equal(s.State, s.Night().State.Status.Word()));
    }

    [Fact]
    public void Every_command_of_every_role_in_every_state_is_taken_or_refused_with_a_code_and_the_role_comes_first()
    {
        var cells = 0;
        foreach (var (state, when, make) in Matrix.Situations)
        {
            var night = make();
            foreach (var entry in Matrix.Words)
            {
                foreach (var (role, person) in Matrix.Speakers)
                {
                    var answer = Matrix.Answer(night, entry, person);
                    var where = $"/{entry.Word} of {role}, {state} ({when}): {answer}";
                    Assert.True(answer is "yes" or "name" || RefusalCodes.All.Contains(answer), where);
                    if (!Permissions.RolesFor(entry.Word, night.Scene.Plan).Contains(role))
                    {
                        Assert.True(answer == RefusalCodes.NotAllowed, where);
                    }
                    else if (night.State.HasEnded)
                    {
                        Assert.True(answer is RefusalCodes.RunEnded or RefusalCodes.BadArgument, where);
                    }
                    cells++;
                }
            }
        }
        Assert.Equal(Matrix.Situations.Count * Matrix.Words.Count() * Matrix.Speakers.Count, cells);
    }

    [Fact]
    public void The_page_of_the_docs_is_what_the_rules_say()
    {
        var path = Path.Combine(RepositoryRoot.Path, "docs", "permissions.md");
        var page = Matrix.Page();
        if (File.Exists(path) && File.ReadAllText(path) == page)
        {
            return;
        }
        var received = Path.Combine(RepositoryRoot.Path, "docs", "permissions.received.md");
        File.WriteAllText(received, page);
        Assert.Fail($"docs/permissions.md is stale: read what changed, then mv {received} {path}");
    }
}
