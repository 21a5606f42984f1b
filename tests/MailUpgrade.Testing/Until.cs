namespace MailUpgrade.Testing;

/// <summary>Waits for what another thread does, and fails where it never comes.</summary>
public static class Until
{
    /// <summary>Ends when something holds.</summary>
    /// <param name="holds">Asked again and again; cheap.</param>
    /// <param name="meanwhile">Done before each further question, such as moving a clock.</param>
    /// <exception cref="TimeoutException">It did not come about in <see cref="Hang.After"/>.</exception>
    public static async Task HoldsAsync(Func<bool> holds, Func<Task>? meanwhile = null)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            if (TimeProvider.System.GetElapsedTime(begun) > Hang.After)
            {
                throw new TimeoutException($"it did not come about in {Hang.After.TotalSeconds:0} s");
            }
            await (meanwhile?.Invoke() ?? Task.CompletedTask);
            await Task.Yield();
        }
    }
}
