using AgentBus.Model;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary>A command of a session.</summary>
/// <param name="Session">The session's secret, for the grain.</param>
/// <param name="Principal">Who it acts for.</param>
/// <param name="Arguments">The arguments as the client wrote them.</param>
internal sealed record CommandContext(SessionToken Session, Principal Principal, IReadOnlyDictionary<string, string> Arguments)
{
    /// <summary>An argument, or empty text.</summary>
    public string this[string name] => Arguments.GetValueOrDefault(name, "");
}
