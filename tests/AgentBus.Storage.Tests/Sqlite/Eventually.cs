namespace AgentBus.Storage.Tests.Sqlite;

internal static class Eventually
{
    /// <summary>Returns when the condition holds; the test's own time limit ends it otherwise.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
