using AgentBus.Silo.Gateway;

namespace AgentBus.Silo.Http;

/// <summary>The HTTP API (ADP-02): every registered group of operations.</summary>
internal sealed class HttpAdapter(IEnumerable<IApiGroup> groups, ApiRunner runner) : IProtocolAdapter
{
    /// <inheritdoc/>
    public string Protocol => "http";

    /// <inheritdoc/>
    public void Map(WebApplication app)
    {
        foreach (var operation in groups.SelectMany(static group => group.Operations))
        {
            app.MapMethods(operation.Path, [operation.Method], context => runner.RunAsync(context, operation.Handler))
                .WithDisplayName($"{operation.Method} {operation.Path}");
        }
    }
}
