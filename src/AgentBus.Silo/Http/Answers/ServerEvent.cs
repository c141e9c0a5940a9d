namespace AgentBus.Silo.Http;

/// <summary>One server-sent event of an answer that goes on.</summary>
/// <param name="Id">Up to here the receiver has all; it comes back as <c>Last-Event-ID</c>. Empty: as before.</param>
/// <param name="Name">What it is; empty: nothing but a sign of life.</param>
/// <param name="Data">The data; written with names in snake case.</param>
internal sealed record ServerEvent(string Id, string Name, object? Data = null)
{
    /// <summary>The header by which a receiver says what it had last.</summary>
    public const string LastId = "Last-Event-ID";
}
