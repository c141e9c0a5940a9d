namespace AgentBus.Storage.Tests.Sqlite;

/// <summary>Keeps the writer from beginning a group, so that what is submitted meanwhile is one.</summary>
internal sealed class WriterHold : IDisposable
{
    private readonly ManualResetEventSlim _gate = new();

    public static async Task<WriterHold> TakeAsync(SqliteFixture store)
    {
        var hold = new WriterHold();
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Database.Writer.RunBetweenGroups(() =>
        {
            held.SetResult();
            hold._gate.Wait();
        });
        await held.Task;
        return hold;
    }

    public void Release() => _gate.Set();

    public void Dispose() => _gate.Dispose();
}
