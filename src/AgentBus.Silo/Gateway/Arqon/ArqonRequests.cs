namespace AgentBus.Silo.Gateway.Arqon;

/// <summary>The requests of one connection that wait for their answer; as many as the bus takes in at once. Thread-safe.</summary>
internal sealed class ArqonRequests
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, ArqonRequest> _open = [];
    private ulong _last;

    /// <summary>Notes one and numbers it.</summary>
    public ulong Add(ArqonRequest request)
    {
        lock (_gate)
        {
            _open.Add(++_last, request);
            return _last;
        }
    }

    /// <summary>Takes the one that an answer belongs to; null: the answer belongs to none.</summary>
    public ArqonRequest? Take(ulong number)
    {
        lock (_gate)
        {
            return _open.Remove(number, out var request) ? request : null;
        }
    }
}
