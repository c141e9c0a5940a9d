namespace AgentBus.Storage.Sqlite;

/// <summary>Any other change that goes through the writer: takeovers, memberships, grain state, index batches.</summary>
internal sealed class CommandWork<T>(Func<T> command, int rows = 1, int bytes = 512)
    : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), IWriteWork
{
    private T? _result;
    private Exception? _fault;

    public IWriteWork? Next { get; set; }

    public int Rows => rows;

    public int Bytes => bytes;

    public void Apply() => _result = command();

    public void Fail(Exception reason) => _fault = new IOException("The store cannot write: " + reason.Message, reason);

    public void Complete()
    {
        if (_fault is null)
        {
            TrySetResult(_result!);
        }
        else
        {
            TrySetException(_fault);
        }
    }
}
