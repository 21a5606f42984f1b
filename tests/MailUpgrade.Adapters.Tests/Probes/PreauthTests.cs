using MailUpgrade.Adapters.Probes.Zimbra;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Probes;

public sealed class PreauthTests
{
    /// <summary>The vector of zm-mailbox, store/docs/preauth.md.</summary>
    [Fact]
    public void The_value_is_that_of_the_documentation() => Assert.Equal(
        "b248f6cfd027edd45c5369f8490125204772f844",
        Preauth.Value("6b7ead4bd425836e8cf0079cd6c1a05acc127acd07c8ee4b61023e19250e929c", "john.doe@domain.com", "name", 0, 1135280708088));

    [Fact]
    public void The_administrators_value_is_another() => Assert.NotEqual(
        Preauth.Value("6b7e", "a@x", "name", 0, 1), Preauth.AdminValue("6b7e", "a@x", "name", 0, 1));
}
