using Xunit;

namespace MailUpgrade.Service.Tests.Zimbra;

/// <summary>Belongs to the long campaigns: runs with <c>./test --long</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongTheoryAttribute : TheoryAttribute
{
    public LongTheoryAttribute()
    {
        if (Environment.GetEnvironmentVariable("MAILUPGRADE_LONG") is not "1")
        {
            Skip = "a long campaign: ./test --long runs it";
        }
    }
}
