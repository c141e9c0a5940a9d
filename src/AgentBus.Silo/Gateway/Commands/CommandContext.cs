using System.Globalization;
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

    /// <summary>The channel that the arguments <c>room</c> and <c>channel</c> name.</summary>
    public ChannelName Channel => new(this["room"], this["channel"]);

    /// <summary>The key of the session's agent.</summary>
    public string Agent => Principal.Agent.GrainKey;

    /// <summary>An argument that is one of the values of an enum, or null.</summary>
    public T? Choice<T>(string name)
        where T : struct, Enum => Enum.TryParse<T>(this[name], ignoreCase: true, out var value) ? value : null;

    /// <summary>An argument that is a number, or 0.</summary>
    public long Number(string name) => long.TryParse(this[name], CultureInfo.InvariantCulture, out var number) ? number : 0;
}
