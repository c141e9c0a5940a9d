namespace AgentBus.Domain.Impact;

/// <summary>The threshold that a name has in a tenant's settings; <c>default</c>: none of its own.</summary>
/// <param name="Value">The threshold; null: none.</param>
/// <param name="IsExact">The settings have this very name, and not only words that stand in it.</param>
public readonly record struct NamedThreshold(double? Value, bool IsExact)
{
    /// <summary>Of an action and its tool: the very name stands before one that is only contained; of equals the lower one, which is the stricter.</summary>
    public static double Of(NamedThreshold action, NamedThreshold tool, double otherwise) =>
        action.Value is not { } first ? tool.Value ?? otherwise
        : tool.Value is not { } second ? first
        : action.IsExact == tool.IsExact ? Math.Min(first, second)
        : action.IsExact ? first
        : second;
}
