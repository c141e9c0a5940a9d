using AgentBus.Model;

namespace AgentBus.Silo.Security.Operators;

/// <summary>Marks an endpoint that only an operator of the silo may use; <see cref="OperatorGate"/> holds every request to it, whatever kind of endpoint it is.</summary>
internal static class OperatorOnly
{
    /// <summary>The mark among an endpoint's metadata.</summary>
    internal static readonly object Mark = new();

    /// <summary>Only an operator of the silo may use the endpoint, or the group of endpoints.</summary>
    public static TBuilder RequireOperator<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(Mark);

    /// <summary>The operator of a request that was let through, for records of what was done.</summary>
    /// <exception cref="InvalidOperationException">The endpoint is not marked.</exception>
    public static Principal Of(HttpContext context) =>
        context.Features.Get<Principal>() ?? throw new InvalidOperationException("The endpoint is not for operators only.");
}
