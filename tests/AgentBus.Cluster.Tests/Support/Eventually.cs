namespace AgentBus.Cluster.Tests.Support;

/// <summary>Waits for conditions.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <summary>Returns when the condition holds; fails with the sentence where it does not in half a minute.</summary>
    public static async Task HoldsAsync(string sentence, Func<ValueTask<bool>> condition)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            TimeProvider.System.GetElapsedTime(begun).ShouldBeLessThan(Patience, sentence);
            await Task.Delay(Step, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Returns when the condition holds; fails with the sentence where it does not in half a minute.</summary>
    public static Task HoldsAsync(string sentence, Func<bool> condition) => HoldsAsync(sentence, () => new ValueTask<bool>(condition()));
}
