using AgentBus.Silo.Gateway;

namespace AgentBus.Silo.Http;

/// <summary>Takes this silo out of service (TRN-14, T-30). The process goes on until it is stopped.</summary>
internal sealed class DrainApi(GatewayDrain drain, ConnectionRegistry connections) : IApiGroup
{
    private const string Path = "/admin/drain";

    /// <inheritdoc/>
    public string Name => "Operators: drain";

    /// <inheritdoc/>
    public bool IsForOperators => true;

    /// <inheritdoc/>
    public IEnumerable<ApiOperation> Operations =>
    [
        new("POST", Path, DrainAsync, "Takes nobody in any more, tells all connections to leave, and closes those that stay. Readiness fails from now on; it cannot be taken back.")
        {
            Body = typeof(NothingData), Data = typeof(DrainData), Statuses = [202],
        },
    ];

    private Task<ApiAnswer> DrainAsync(ApiCall call)
    {
        // Not this request's: it goes on when the operator has its answer, and the silo's stop waits for it.
        _ = drain.BeginAsync(CancellationToken.None);
        return Task.FromResult(new ApiAnswer { Data = new DrainData("draining", connections.All.Count), Status = StatusCodes.Status202Accepted });
    }
}

/// <summary>A silo that goes out of service.</summary>
/// <param name="Status">draining.</param>
/// <param name="Connections">Connections that are still there.</param>
internal sealed record DrainData(string Status, int Connections);
