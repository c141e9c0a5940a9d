using AgentBus.Silo.Gateway;
using AgentBus.Silo.Hosting;
using AgentBus.Silo.Security.Operators;

namespace AgentBus.Silo.Http;

/// <summary>The HTTP API (ADP-02): every registered group of operations.</summary>
internal sealed class HttpAdapter(IEnumerable<IApiGroup> groups, ApiRunner runner) : IProtocolAdapter
{
    /// <summary>The name of the protocol.</summary>
    public const string Name = "http";

    /// <inheritdoc/>
    public string Protocol => Name;

    /// <inheritdoc/>
    public void Map(WebApplication app)
    {
        foreach (var group in groups)
        {
            foreach (var operation in group.Operations)
            {
                Map(app, operation, group.IsForOperators);
            }
        }
    }

    private void Map(WebApplication app, ApiOperation operation, bool isForOperators)
    {
        RequestDelegate answer = isForOperators
            ? context => runner.RunForOperatorAsync(context, operation.Handler)
            : context => runner.RunAsync(context, operation.Handler);
        var endpoint = app.MapMethods(operation.Path, [operation.Method], answer).WithDisplayName($"{operation.Method} {operation.Path}");
        if (isForOperators)
        {
            endpoint.WithMetadata(ListenerKind.Internal).RequireOperator();
        }
    }
}
