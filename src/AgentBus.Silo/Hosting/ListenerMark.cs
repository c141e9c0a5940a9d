using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace AgentBus.Silo.Hosting;

/// <summary>
/// Knows by which listener a request came, from the connection itself: neither the Host header, which the client writes, nor the port, which
/// may be any free one. An endpoint of the other listener is not found.
/// </summary>
internal static class ListenerMark
{
    private static readonly object Key = new();

    /// <summary>Marks all connections of a listener.</summary>
    public static void Put(IConnectionBuilder listener, ListenerKind kind) => listener.Use(next => connection =>
    {
        connection.Items[Key] = kind;
        return next(connection);
    });

    /// <summary>Hides endpoints of the other listener.</summary>
    public static void UseListenerMark(this WebApplication app) => app.Use(static (context, next) =>
    {
        if (context.GetEndpoint() is { } endpoint)
        {
            var allowed = endpoint.Metadata.OfType<ListenerKind>().DefaultIfEmpty(ListenerKind.Public).Last();
            if (!allowed.HasFlag(Of(context)))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }
        }

        return next(context);
    });

    /// <summary>By which listener a request came.</summary>
    public static ListenerKind Of(HttpContext context) =>
        context.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(Key, out var kind) == true ? (ListenerKind)kind! : ListenerKind.Public;
}
