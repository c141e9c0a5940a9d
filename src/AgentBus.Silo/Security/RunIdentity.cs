namespace AgentBus.Silo.Security;

/// <summary>Someone for whom a run makes a token.</summary>
/// <param name="Agent">The agent's id, and the name of the file.</param>
/// <param name="Role">Its role.</param>
/// <param name="Type">What it is, as the token says it.</param>
/// <param name="Clearance">0 to 5.</param>
internal sealed record RunIdentity(string Agent, string Role, string Type, int Clearance)
{
    /// <summary>The type of an agent.</summary>
    public const string Machine = "agent";

    /// <summary>The type of a person.</summary>
    public const string Person = "human";

    /// <summary>The person who answers for it; empty: nobody is named.</summary>
    public string Owner { get; init; } = "";
}
