namespace AgentBus.Silo.Gateway;

/// <summary>
/// A protocol by which clients come in (ADP-01): it turns what they send into envelopes and grain calls, and holds no state of the domain.
/// A new protocol is one implementation, registered as a service. Before each stand the same guards: bans and rates of addresses,
/// TLS and client certificates of the listener (ADP-08); behind each the same gates of the grains.
/// </summary>
internal interface IProtocolAdapter
{
    /// <summary>Its name, as in the field <c>protocol</c> of the envelope: websocket, http, mcp, matrix.</summary>
    string Protocol { get; }

    /// <summary>Maps its endpoints.</summary>
    void Map(WebApplication app);
}
